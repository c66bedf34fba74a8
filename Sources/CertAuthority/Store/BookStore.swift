/// What a store tells of money for the books, row by row, so that the memory that it takes does not
/// grow with what is on record.
public protocol BookStore: Sendable {
    /// Goes through what moved money, in the order of time.
    ///
    /// - Parameters:
    ///   - total: What is added to.
    ///   - add: Takes one movement, and says whether to go on.
    func movements<Total: Sendable>(
        _ filter: BookFilter, into total: Total,
        _ add: @escaping @Sendable (inout Total, BookMovement) throws -> Bool
    ) async throws(StoreError) -> Total
}
