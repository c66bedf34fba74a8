import CertAuthority
import Credentials
import GRDB
import LinkedData

/// The ledger's rows in a SQLite file, within the transaction of a connection.
struct SQLiteLedgerRows: LedgerRows {
    let db: Database

    func statement(_ sql: String) throws -> Statement { try db.cachedStatement(sql: sql) }

    func append(
        _ action: AuditEvent.Action, subject: String, details: JSON, _ authorship: Authorship
    ) throws {
        try AuditChain.append(action, subject: subject, details: details, authorship, to: db)
    }

    // MARK: Quotes

    func quote(_ id: QuoteID) throws -> StoredQuote? { try SQLiteStore.quote(id, in: db) }

    func quotesHeld(
        learner: String, programme: Slug, organisation: Slug, on day: CivilDate
    ) throws -> [StoredQuote] {
        try SQLiteStore.quotesHeld(
            learner: learner, programme: programme, organisation: organisation, on: day, in: db)
    }

    func keep(_ quote: StoredQuote, _ authorship: Authorship) throws {
        try SQLiteStore.keep(quote, authorship, in: db)
    }
}

extension SQLiteStore {
    /// The rules of the ledger over the rows of this store, in a transaction.
    static func ledger(
        _ authorship: Authorship, in db: Database
    ) -> Ledger<SQLiteLedgerRows> {
        Ledger(SQLiteLedgerRows(db: db), authorship)
    }

    /// Does something by the rules of the ledger, in a transaction of its own.
    func settling<Value: Sendable>(
        _ authorship: Authorship,
        _ body: @escaping @Sendable (Ledger<SQLiteLedgerRows>) throws -> Value
    ) async throws -> Value {
        try await write { db in try body(Self.ledger(authorship, in: db)) }
    }
}
