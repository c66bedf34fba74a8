import CertAuthority
import Credentials

/// Refunds and chargebacks that a provider told of.
extension SQLLedgerRows {
    func payment(_ provider: Slug, reference: String) throws -> PaymentRecord? {
        try Int64.fetchOne(
            statement("SELECT payment FROM payment_reference WHERE provider = ? AND reference = ?"),
            arguments: [provider.text, reference]
        ).flatMap(payment)
    }

    func paymentReference(_ number: Int64) throws -> String? {
        try String.fetchOne(
            statement("SELECT reference FROM payment_reference WHERE payment = ?"),
            arguments: [number])
    }

    func link(_ number: Int64, _ provider: Slug, _ reference: String) throws {
        try statement(
            "INSERT INTO payment_reference (payment, provider, reference) VALUES (?, ?, ?)"
        ).execute(arguments: [number, provider.text, reference])
    }

    func paymentReturn(_ provider: Slug, _ id: String) throws -> StoredReturn? {
        try returns(
            "WHERE payment_return.provider = ? AND provider_id = ?", [provider.text, id]
        ).first
    }

    func paymentReturn(_ number: Int64) throws -> StoredReturn? {
        try returns("WHERE payment_return.sequence = ?", [number]).first
    }

    func waitingReturns() throws -> [StoredReturn] {
        try returns("WHERE ended.payment_return IS NULL ORDER BY payment_return.sequence", [])
    }

    /// All returns, oldest first.
    func allReturns() throws -> [StoredReturn] {
        try returns("ORDER BY payment_return.sequence", [])
    }

    private func returns(
        _ condition: String, _ arguments: SQLArguments
    ) throws -> [StoredReturn] {
        try SQLRow.fetchAll(
            statement(
                """
                SELECT payment_return.*, ended.reason AS reason, order_reference
                FROM payment_return
                LEFT JOIN payment_return_end AS ended
                    ON ended.payment_return = payment_return.sequence
                LEFT JOIN order_entry ON order_entry.sequence = ended.entry
                \(condition)
                """), arguments: arguments
        ).map(Self.storedReturn)
    }

    private static func storedReturn(_ row: SQLRow) throws -> StoredReturn {
        let reason: String? = row["reason"]
        let order: String? = row["order_reference"]
        return StoredReturn(
            number: row["sequence"],
            told: PaymentReturn(
                kind: try SQLStore.value(PaymentReturn.Kind(rawValue: row["kind"])),
                provider: try SQLStore.value(Slug(row["provider"] as String)),
                id: row["provider_id"], payment: row["reference"],
                amount: try SQLStore.money(row), at: Timestamp(seconds: row["returned"]),
                line: row["line"]),
            end: try order.map { .applied(try SQLStore.value(OrderReference($0))) }
                ?? reason.map { .closed($0) })
    }

    func returned(_ provider: Slug, _ reference: String) throws -> Int64 {
        try Int64.fetchOne(
            statement(
                """
                SELECT coalesce(sum(amount), 0) FROM payment_return
                JOIN payment_return_end ON payment_return = sequence
                WHERE provider = ? AND reference = ? AND entry IS NOT NULL
                """), arguments: [provider.text, reference]) ?? 0
    }

    func insert(_ told: PaymentReturn, _ authorship: Authorship) throws -> Int64 {
        try inserted(
            """
            INSERT INTO payment_return (provider, provider_id, kind, reference, amount, currency,
                digits, returned, line, at, actor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING sequence
            """,
            [
                told.provider.text, told.id, told.kind.rawValue, told.payment,
                told.amount.minorUnits, told.amount.currency.code, told.amount.currency.digits,
                told.at.seconds, told.line, authorship.at.seconds, authorship.actor,
            ])
    }

    func apply(
        _ number: Int64, _ event: OrderEvent, to reference: OrderReference,
        _ authorship: Authorship
    ) throws {
        let entry = try entry(event, to: reference, voucherUse: nil, authorship)
        try end(number, entry: entry, reason: nil, authorship)
    }

    func close(_ number: Int64, reason: String, _ authorship: Authorship) throws {
        try end(number, entry: nil, reason: reason, authorship)
    }

    private func end(
        _ number: Int64, entry: Int64?, reason: String?, _ authorship: Authorship
    ) throws {
        try statement(
            """
            INSERT INTO payment_return_end (payment_return, entry, reason, at, actor)
            VALUES (?, ?, ?, ?, ?)
            """
        ).execute(arguments: [number, entry, reason, authorship.at.seconds, authorship.actor])
    }
}
