/// A database within one transaction.
public protocol SQLDatabase: AnyObject {
    /// How it writes what databases write differently.
    var dialect: SQLDialect { get }
    /// How many rows the last statement that was run has changed.
    var changesCount: Int { get throws }

    /// A statement, prepared or taken from those that are. Its arguments are `?`, or `:name`, of which
    /// one may stand at several places.
    func statement(_ sql: String) throws -> any SQLStatement

    /// The same for many rows, which come as they are gone through; others may be run meanwhile.
    func streamed(_ sql: String) throws -> any SQLStatement

    /// What is removed from now on in this transaction is overwritten at once, where that is possible.
    func overwriteWhatIsRemoved() throws

    /// Whether a table has a column; false also where there is no such table.
    func hasColumn(_ column: String, in table: String) throws -> Bool
}

extension SQLDatabase {
    /// Runs a statement.
    package func execute(sql: String, arguments: SQLArguments = SQLArguments()) throws {
        try statement(sql).execute(arguments: arguments)
    }
}

/// What two databases write differently.
public enum SQLDialect: Sendable {
    case sqlite
    case postgres

    /// A table of one column, `value`, with the texts of a JSON array that is one argument.
    func texts(as name: String) -> String {
        switch self {
        case .sqlite: "json_each(?) AS \(name)"
        case .postgres: "json_array_elements_text(CAST(? AS json)) AS \(name) (value)"
        }
    }

    /// A join whose left side is gone through first. SQLite takes `CROSS JOIN` so; others see for
    /// themselves which side is the smaller.
    var orderedJoin: String {
        switch self {
        case .sqlite: "CROSS JOIN"
        case .postgres: "JOIN"
        }
    }

    /// The certificates to which links of corrected ones lead: `here`, `next`, and whether they lead on
    /// (``CorrectedLinks/leadOn(from:to:)``). A database with users has a view of it, so that who reads
    /// it needs no addresses.
    var linkSteps: String {
        switch self {
        case .sqlite:
            """
            (SELECT here.number AS here, next.number AS next,
                here_learner.email IS NULL
                    OR coalesce(next_learner.email = here_learner.email, FALSE) AS leads
            FROM certificate AS here JOIN certificate AS next ON next.number = here.superseded_by
            LEFT JOIN learner AS here_learner ON here_learner.certificate = here.number
            LEFT JOIN learner AS next_learner ON next_learner.certificate = next.number
            WHERE here.erased IS NULL AND next.erased IS NULL) AS link_step
            """
        case .postgres: "link_step"
        }
    }

    /// A comparison that takes `A` for `a`, by the index of such texts.
    func ignoringCase(_ column: String, _ comparison: String, _ other: String) -> String {
        switch self {
        case .sqlite: "\(column) \(comparison) \(other) COLLATE NOCASE"
        case .postgres: "lower(\(column)) \(comparison) lower(\(other) COLLATE \"C\")"
        }
    }
}
