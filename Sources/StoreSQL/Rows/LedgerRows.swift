import CertAuthority
import Credentials
import LinkedData

/// The ledger's rows in a SQLite file, within the transaction of a connection.
struct SQLLedgerRows: LedgerRows {
    let db: any SQLDatabase

    func statement(_ sql: String) throws -> any SQLStatement { try db.statement(sql) }

    /// Runs an insertion that gives the number of its row back.
    func inserted(_ sql: String, _ arguments: SQLArguments) throws -> Int64 {
        guard let number = try Int64.fetchOne(statement(sql), arguments: arguments) else {
            throw StoreError(.failed, "the store gave no number to a row that was inserted")
        }
        return number
    }

    func append(
        _ action: AuditEvent.Action, subject: String, details: JSON, _ authorship: Authorship
    ) throws {
        try AuditChain.append(action, subject: subject, details: details, authorship, to: db)
    }

    // MARK: Quotes

    func quote(_ id: QuoteID) throws -> StoredQuote? { try SQLStore.quote(id, in: db) }

    func quotesHeld(
        learner: String, programme: Slug, organisation: Slug, on day: CivilDate
    ) throws -> [StoredQuote] {
        try SQLStore.quotesHeld(
            learner: learner, programme: programme, organisation: organisation, on: day, in: db)
    }

    func keep(_ quote: StoredQuote, _ authorship: Authorship) throws {
        try SQLStore.keep(quote, authorship, in: db)
    }
}

extension SQLStore {
    /// The rules of the ledger over the rows of this store, in a transaction.
    static func ledger(
        _ authorship: Authorship, in db: any SQLDatabase
    ) -> Ledger<SQLLedgerRows> {
        Ledger(SQLLedgerRows(db: db), authorship)
    }

    /// Does something by the rules of the ledger, in a transaction of its own.
    func settling<Value: Sendable>(
        _ authorship: Authorship,
        _ body: @escaping @Sendable (Ledger<SQLLedgerRows>) throws -> Value
    ) async throws -> Value {
        try await write { db in try body(Self.ledger(authorship, in: db)) }
    }
}
