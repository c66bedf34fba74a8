public import CertAuthority
import Credentials

extension SQLStore {
    /// Takes payments, all or none.
    public func take(
        _ payments: [Payment], returns: [PaymentReturn], source: String, digest: String,
        _ authorship: Authorship
    ) async throws -> PaymentImport {
        try await settling(authorship) {
            try $0.take(payments, returns: returns, source: source, digest: digest)
        }
    }

    /// The refunds and chargebacks, oldest first.
    public func returns(waiting: Bool) async throws(StoreError) -> [ReturnRecord] {
        try await read { db in
            let rows = SQLLedgerRows(db: db)
            return try (waiting ? rows.waitingReturns() : rows.allReturns()).map(rows.record)
        }
    }

    /// Ends a return that was recorded otherwise.
    public func close(
        return number: Int64, reason: String, _ authorship: Authorship
    ) async throws -> ReturnRecord {
        try await settling(authorship) { try $0.close(return: number, reason: reason) }
    }

    /// Puts a payment that was set aside to an order.
    public func assign(
        payment number: Int64, to reference: OrderReference, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await settling(authorship) { try $0.assign(payment: number, to: reference) }
    }

    /// The payments, oldest first.
    public func payments(aside: Bool) async throws(StoreError) -> [PaymentRecord] {
        try await read { db in
            try SQLRow.fetchAll(
                db,
                sql: Self.selectPayments + (aside ? " WHERE order_reference IS NULL" : "")
                    + " ORDER BY payment.sequence"
            ).map(Self.paymentRecord)
        }
    }

    static let selectPayments = """
        SELECT payment.*, order_reference
        FROM payment LEFT JOIN order_entry ON order_entry.payment = payment.sequence
        """

    static func paymentRecord(_ row: SQLRow) throws -> PaymentRecord {
        let order: String? = row["order_reference"]
        return PaymentRecord(
            number: row["sequence"], provider: try value(Slug(row["provider"] as String)),
            id: row["provider_id"], amount: try money(row),
            paid: Timestamp(seconds: row["paid"]), line: row["line"],
            destination: try order.map { .order(try value(OrderReference($0))) }
                ?? .aside(row["aside"] ?? ""))
    }
}
