public import CertAuthority
import Credentials
import GRDB
import LinkedData

extension SQLiteStore {
    /// Takes payments, all or none.
    public func take(
        _ payments: [Payment], source: String, digest: String, _ authorship: Authorship
    ) async throws -> PaymentImport {
        try await write { db in
            var faults: [SourceFault] = []
            var taken: [PaymentRecord] = []
            var repeated = 0
            for payment in payments {
                if payment.amount.isImplausible {
                    faults.append(
                        SourceFault(
                            file: source, line: payment.line, field: "", value: payment.id,
                            reason: "\(payment.amount) is more than anybody pays",
                            remedy: "find out what was paid"))
                    continue
                }
                if let before = try Self.payment(payment.provider, payment.id, in: db) {
                    repeated += 1
                    if before.amount != payment.amount {
                        faults.append(
                            SourceFault(
                                file: source, line: payment.line, field: "", value: payment.id,
                                reason: "\(payment.provider) told of this payment before, with "
                                    + "\(before.amount) and not \(payment.amount)",
                                remedy: "find out which is right; what was taken stays"))
                    }
                    continue
                }
                taken.append(try Self.take(payment, authorship, in: db))
            }
            guard faults.isEmpty else { throw SourceFaults(faults) }
            if !taken.isEmpty {
                try AuditChain.append(
                    .takePayments, subject: digest,
                    details: [
                        "payments": .array(taken.map { .number(Double($0.number)) }),
                        "aside": .number(Double(taken.count { $0.reasonAside != nil })),
                        "repeated": .number(Double(repeated)),
                    ], authorship, to: db)
            }
            return PaymentImport(taken: taken, repeated: repeated)
        }
    }

    private static func take(
        _ payment: Payment, _ authorship: Authorship, in db: Database
    ) throws -> PaymentRecord {
        let (order, reason) = try destination(of: payment, in: db)
        try db.cachedStatement(
            sql: """
                INSERT INTO payment (provider, provider_id, amount, currency, digits, paid, line,
                    aside, at, actor)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            payment.provider.text, payment.id, payment.amount.minorUnits,
            payment.amount.currency.code, payment.amount.currency.digits, payment.paid.seconds,
            payment.line, reason, authorship.at.seconds, authorship.actor,
        ])
        let number = db.lastInsertedRowID
        if let order {
            try write(.paid(payment.amount, payment: number), to: order, authorship, in: db)
        }
        return PaymentRecord(
            number: number, provider: payment.provider, id: payment.id, amount: payment.amount,
            paid: payment.paid, line: payment.line,
            destination: order.map { .order($0.order.reference) } ?? .aside(reason ?? ""))
    }

    /// The order that takes a payment, or why none does.
    private static func destination(
        of payment: Payment, in db: Database
    ) throws -> (order: OrderRecord?, reason: String?) {
        switch payment.order {
        case .none: return (nil, "names no order")
        case .several: return (nil, "names several orders")
        case .one(let reference):
            guard let record = try order(reference, in: db) else {
                return (nil, "there is no order \(reference)")
            }
            var account = record.account
            do throws(OrderError) {
                try account.apply(.paid(payment.amount, payment: 0))
                return (record, nil)
            } catch {
                return (nil, "\(reference) \(error)")
            }
        }
    }

    /// Puts a payment that was set aside to an order.
    public func assign(
        payment number: Int64, to reference: OrderReference, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await write { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: Self.selectPayments + " WHERE payment.sequence = ?",
                    arguments: [number])
            else { throw StoreError(.notFound, "there is no payment \(number)") }
            let payment = try Self.paymentRecord(row)
            if case .order(let other) = payment.destination {
                throw StoreError(.conflict, "payment \(number) went to \(other) already")
            }
            try Self.write(
                .paid(payment.amount, payment: number),
                to: Self.requiredOrder(reference, in: db), authorship, in: db)
            try AuditChain.append(
                .assignPayment, subject: reference.description,
                details: ["payment": .number(Double(number)), "amount": payment.amount.json],
                authorship, to: db)
            return try Self.requiredOrder(reference, in: db)
        }
    }

    /// The payments, oldest first.
    public func payments(aside: Bool) async throws(StoreError) -> [PaymentRecord] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: Self.selectPayments + (aside ? " WHERE order_reference IS NULL" : "")
                    + " ORDER BY payment.sequence"
            ).map(Self.paymentRecord)
        }
    }

    private static let selectPayments = """
        SELECT payment.*, order_reference
        FROM payment LEFT JOIN order_entry ON order_entry.payment = payment.sequence
        """

    private static func payment(
        _ provider: Slug, _ id: String, in db: Database
    ) throws -> PaymentRecord? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: selectPayments + " WHERE provider = ? AND provider_id = ?"),
            arguments: [provider.text, id]
        ).map(paymentRecord)
    }

    private static func paymentRecord(_ row: Row) throws -> PaymentRecord {
        let order: String? = row["order_reference"]
        return PaymentRecord(
            number: row["sequence"], provider: try value(Slug(row["provider"] as String)),
            id: row["provider_id"], amount: try money(row),
            paid: Timestamp(seconds: row["paid"]), line: row["line"],
            destination: try order.map { .order(try value(OrderReference($0))) }
                ?? .aside(row["aside"] ?? ""))
    }
}
