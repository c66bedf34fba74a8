import CertAuthority
import Credentials

extension SQLLedgerRows {
    func order(_ reference: OrderReference) throws -> OrderRecord? {
        try order(where: "reference = ?", reference.description)
    }

    func standingOrder(of key: RowKey) throws -> OrderRecord? {
        try order(where: "row_key = ? AND cancelled IS NULL", key.text)
    }

    func latestOrder(of key: RowKey) throws -> OrderRecord? {
        try order(where: "row_key = ? ORDER BY rowid DESC LIMIT 1", key.text)
    }

    private func order(where condition: String, _ argument: String) throws -> OrderRecord? {
        try SQLRow.fetchOne(
            statement("\(SQLStore.selectOrder) WHERE \(condition)"), arguments: [argument]
        ).map { try SQLStore.orderRecord($0, in: db) }
    }

    func standingReference(of key: RowKey) throws -> OrderReference? {
        try String.fetchOne(
            statement(
                "SELECT reference FROM purchase_order WHERE row_key = ? AND cancelled IS NULL"),
            arguments: [key.text]
        ).map { text in try SQLStore.value(OrderReference(text)) }
    }

    func hasOrders() throws -> Bool {
        try SQLRow.fetchOne(statement("SELECT 1 FROM purchase_order LIMIT 1")) != nil
    }

    func country(of reference: OrderReference) throws -> String? {
        try String.fetchOne(
            statement(
                "SELECT country FROM purchase_order WHERE reference = ? AND country IS NOT NULL"),
            arguments: [reference.description])
    }

    func isTaken(_ reference: OrderReference) throws -> Bool {
        try SQLRow.fetchOne(
            statement("SELECT 1 FROM purchase_order WHERE reference = ?"),
            arguments: [reference.description]) != nil
    }

    func insert(_ order: Order, country: String?) throws {
        try statement(
            """
            INSERT INTO purchase_order
                (reference, row_key, country, programme, organisation, opened)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        ).execute(arguments: [
            order.reference.description, order.rowKey.text, country, order.programme.text,
            order.organisation.text, order.opened.seconds,
        ])
    }

    func insert(
        _ event: OrderEvent, to reference: OrderReference, voucherUse: Int64?,
        _ authorship: Authorship
    ) throws {
        _ = try entry(event, to: reference, voucherUse: voucherUse, authorship)
    }

    /// Inserts an entry and gives its number.
    func entry(
        _ event: OrderEvent, to reference: OrderReference, voucherUse: Int64?,
        _ authorship: Authorship
    ) throws -> Int64 {
        let row = SQLStore.EntryColumns(event)
        return try inserted(
            """
            INSERT INTO order_entry (order_reference, kind, amount, currency, digits, detail,
                payment, waiver, voucher_use, reservation, at, actor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING sequence
            """,
            [
                reference.description, row.kind, row.money?.minorUnits,
                row.money?.currency.code, row.money?.currency.digits, row.detail, row.payment,
                row.waiver, voucherUse, row.reservation, authorship.at.seconds,
                authorship.actor,
            ])
    }

    func cancel(_ reference: OrderReference, at instant: Timestamp) throws {
        try statement("UPDATE purchase_order SET cancelled = ? WHERE reference = ?").execute(
            arguments: [instant.seconds, reference.description])
    }

    func certificate(of key: RowKey) throws -> String? {
        try String.fetchOne(
            statement("SELECT number FROM certificate WHERE row_key = ? AND state <> 'revoked'"),
            arguments: [key.text])
    }

    func note(_ reference: OrderReference, asSettling key: RowKey) throws {
        try statement(
            "UPDATE certificate SET settled_by = ? WHERE row_key = ? AND settled_by IS NULL"
        ).execute(arguments: [reference.description, key.text])
    }

    func planningBatch(of key: RowKey) throws -> String? {
        try String.fetchOne(
            statement("SELECT batch FROM planned_certificate WHERE row_key = ?"),
            arguments: [key.text])
    }

    // MARK: Waivers

    func waiver(_ number: Int64) throws -> WaiverRequest? {
        try SQLRow.fetchOne(
            statement("SELECT * FROM waiver_request WHERE sequence = ?"), arguments: [number]
        ).map(SQLStore.waiverRequest)
    }

    func insertWaiver(
        of reference: OrderReference, _ amount: Money?, reason: String, _ authorship: Authorship
    ) throws -> Int64 {
        try inserted(
            """
            INSERT INTO waiver_request
                (order_reference, amount, currency, digits, reason, at, actor)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            RETURNING sequence
            """,
            [
                reference.description, amount?.minorUnits, amount?.currency.code,
                amount?.currency.digits, reason, authorship.at.seconds, authorship.actor,
            ])
    }

    // MARK: Payments

    func payment(_ provider: Slug, _ id: String) throws -> PaymentRecord? {
        try SQLRow.fetchOne(
            statement("\(SQLStore.selectPayments) WHERE provider = ? AND provider_id = ?"),
            arguments: [provider.text, id]
        ).map(SQLStore.paymentRecord)
    }

    func payment(_ number: Int64) throws -> PaymentRecord? {
        try SQLRow.fetchOne(
            statement("\(SQLStore.selectPayments) WHERE payment.sequence = ?"),
            arguments: [number]
        ).map(SQLStore.paymentRecord)
    }

    func insert(_ payment: Payment, aside: String?, _ authorship: Authorship) throws -> Int64 {
        try inserted(
            """
            INSERT INTO payment (provider, provider_id, amount, currency, digits, paid, line,
                aside, at, actor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING sequence
            """,
            [
                payment.provider.text, payment.id, payment.amount.minorUnits,
                payment.amount.currency.code, payment.amount.currency.digits, payment.paid.seconds,
                payment.line, aside, authorship.at.seconds, authorship.actor,
            ])
    }
}
