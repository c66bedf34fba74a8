/// What PostgreSQL, or the library that talks to it, reports.
struct PostgresFailure: Error {
    /// Five letters and digits that say what it is (PostgreSQL, appendix A); nil where the connection
    /// itself failed.
    let state: String?
    let message: String

    /// Whether the connection is of no use any more.
    var isConnection: Bool {
        guard let state else { return true }
        return state.hasPrefix("08") || state.hasPrefix("57P")
    }
}
