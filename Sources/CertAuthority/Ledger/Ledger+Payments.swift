import Credentials
import LinkedData

extension Ledger {
    /// Takes payments, all or none. One that was taken before is left alone; one that names no order,
    /// or one that cannot take it, is set aside.
    ///
    /// - Parameters:
    ///   - source: The file's name, for faults.
    ///   - digest: SHA-256 of the file, 64 hexadecimal digits.
    /// - Throws: ``SourceFaults`` where a payment is implausible, or was told of with another amount.
    package func take(
        _ payments: [Payment], source: String, digest: String
    ) throws -> PaymentImport {
        var faults: [SourceFault] = []
        var taken: [PaymentRecord] = []
        var repeated = 0
        for payment in payments {
            if payment.amount.isImplausible {
                faults.append(
                    payment.fault(
                        source, "\(payment.amount) is more than anybody pays",
                        "find out what was paid"))
                continue
            }
            if let before = try rows.payment(payment.provider, payment.id) {
                repeated += 1
                if before.amount != payment.amount {
                    faults.append(
                        payment.fault(
                            source,
                            "this payment of \(payment.provider) was recorded before with "
                                + "\(before.amount) and not \(payment.amount)",
                            "find out which is correct; the recorded payment is kept"))
                }
                continue
            }
            taken.append(try take(payment))
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        if !taken.isEmpty {
            try audit(
                .takePayments, digest,
                [
                    "payments": .array(taken.map { .number(Double($0.number)) }),
                    "aside": .number(Double(taken.count { $0.reasonAside != nil })),
                    "repeated": .number(Double(repeated)),
                ])
        }
        return PaymentImport(taken: taken, repeated: repeated)
    }

    private func take(_ payment: Payment) throws -> PaymentRecord {
        let (order, reason) = try destination(of: payment)
        let number = try rows.insert(payment, aside: reason, authorship)
        if let order { try write(.paid(payment.amount, payment: number), to: order) }
        return PaymentRecord(
            number: number, provider: payment.provider, id: payment.id, amount: payment.amount,
            paid: payment.paid, line: payment.line,
            destination: order.map { .order($0.order.reference) } ?? .aside(reason ?? ""))
    }

    /// The order that takes a payment, or why none does.
    private func destination(
        of payment: Payment
    ) throws -> (order: OrderRecord?, reason: String?) {
        switch payment.order {
        case .none: return (nil, "names no order")
        case .several: return (nil, "names several orders")
        case .one(let reference):
            guard let record = try rows.order(reference) else {
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
    package func assign(payment number: Int64, to reference: OrderReference) throws -> OrderRecord {
        guard let payment = try rows.payment(number) else {
            throw StoreError(.notFound, "there is no payment \(number)")
        }
        if case .order(let other) = payment.destination {
            throw StoreError(.conflict, "payment \(number) went to \(other) already")
        }
        return try change(
            reference, .assignPayment,
            ["payment": .number(Double(number)), "amount": payment.amount.json]
        ) { try write(.paid(payment.amount, payment: number), to: $0) }
    }
}

extension Payment {
    fileprivate func fault(_ source: String, _ reason: String, _ remedy: String) -> SourceFault {
        SourceFault(
            file: source, line: line, field: "", value: id, reason: reason, remedy: remedy)
    }
}
