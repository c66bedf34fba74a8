public import CertAuthority
import Credentials

extension SQLStore {
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
        try await read { db in try SQLLedgerRows(db: db).order(reference) }
    }

    /// The orders that stand for these rows.
    public func orders(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: OrderRecord] {
        try await read { db in
            var found: [RowKey: OrderRecord] = [:]
            for key in rowKeys { found[key] = try SQLLedgerRows(db: db).standingOrder(of: key) }
            return found
        }
    }

    /// The orders that hold all that a filter gives, oldest first.
    public func orders(_ filter: OrderFilter) async throws(StoreError) -> [OrderRecord] {
        try await read { db in
            // A row's key names its learner by the reference, or else by the address; the address
            // of a learner with a reference is known from the certificate on.
            let rows = try SQLRow.fetchAll(
                db,
                sql: Self.selectOrder + """
                     WHERE (CAST(:programme AS TEXT) IS NULL OR programme = :programme)
                        AND (CAST(:before AS BIGINT) IS NULL OR opened < :before)
                        AND (CAST(:learner AS TEXT) IS NULL
                            OR instr(row_key, :within) > 0
                            OR row_key IN (SELECT row_key FROM learner
                                JOIN certificate ON number = learner.certificate
                                WHERE \(db.dialect.ignoringCase("email", "=", ":learner"))))
                    ORDER BY rowid
                    """,
                arguments: [
                    "programme": filter.programme?.text, "before": filter.openedBefore?.seconds,
                    "learner": filter.learner,
                    "within": filter.learner.map { "\u{1F}\($0)\u{1F}" },
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
