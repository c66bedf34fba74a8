public import CertAuthority
import Credentials
import GRDB

extension SQLiteStore {
    /// Opens orders.
    public func open(
        _ requests: [OrderRequest], _ authorship: Authorship
    ) async throws -> [OrderRecord] {
        try await settling(authorship) { try $0.open(requests) }
    }

    /// Gives an order a price.
    public func price(
        _ reference: OrderReference, at quote: OrderQuote, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await settling(authorship) { try $0.price(reference, at: quote) }
    }

    /// An order, or nil.
    public func order(_ reference: OrderReference) async throws(StoreError) -> OrderRecord? {
        try await read { db in try SQLiteLedgerRows(db: db).order(reference) }
    }

    /// The orders that stand for these rows.
    public func orders(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: OrderRecord] {
        try await read { db in
            var found: [RowKey: OrderRecord] = [:]
            for key in rowKeys { found[key] = try SQLiteLedgerRows(db: db).standingOrder(of: key) }
            return found
        }
    }

    /// The orders that hold all that a filter gives, oldest first.
    public func orders(_ filter: OrderFilter) async throws(StoreError) -> [OrderRecord] {
        try await read { db in
            // A row's key names its learner by the reference, or else by the address; the address
            // of a learner with a reference is known from the certificate on.
            let rows = try Row.fetchAll(
                db,
                sql: Self.selectOrder + """
                     WHERE (:programme IS NULL OR programme = :programme)
                        AND (:before IS NULL OR opened < :before)
                        AND (:learner IS NULL
                            OR instr(row_key, char(31) || :learner || char(31)) > 0
                            OR row_key IN (SELECT row_key FROM learner
                                JOIN certificate ON number = learner.certificate
                                WHERE email = :learner COLLATE NOCASE))
                    ORDER BY rowid
                    """,
                arguments: [
                    "programme": filter.programme?.text, "before": filter.openedBefore?.seconds,
                    "learner": filter.learner,
                ])
            return try rows.map { try Self.orderRecord($0, in: db) }
                .filter { filter.state == nil || $0.account.state == filter.state }
        }
    }

    /// Gives an order up.
    public func cancel(
        _ reference: OrderReference, reason: String, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await settling(authorship) { try $0.cancel(reference, reason: reason) }
    }

    /// Writes down that money went back to the payer.
    public func refund(
        _ reference: OrderReference, _ amount: Money, note: String, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await settling(authorship) { try $0.refund(reference, amount, note: note) }
    }

    /// Asks for a waiver.
    public func requestWaiver(
        _ reference: OrderReference, _ amount: Money?, reason: String, _ authorship: Authorship
    ) async throws -> WaiverRequest {
        try await settling(authorship) { try $0.requestWaiver(reference, amount, reason: reason) }
    }

    /// Approves a waiver.
    public func approveWaiver(
        _ number: Int64, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await settling(authorship) { try $0.approveWaiver(number) }
    }
}
