import Credentials
import LinkedData

extension Ledger {
    /// Takes payments, all or none. One that was taken before is left alone; one that names no order,
    /// or one that cannot take it, is set aside. Refunds and chargebacks become refunds of the orders
    /// of their payments, or wait.
    ///
    /// - Parameters:
    ///   - source: The file's name, for faults.
    ///   - digest: SHA-256 of the file, 64 hexadecimal digits.
    /// - Throws: ``SourceFaults`` where a payment is implausible, or was told of with another amount.
    package func take(
        _ payments: [Payment], returns: [PaymentReturn], source: String, digest: String
    ) throws -> PaymentImport {
        var faults: [SourceFault] = []
        var taken: [PaymentRecord] = []
        var repeated = 0
        // Taken before by a mapping that did not say what their returns name them by.
        var linked = 0
        // An export may begin with the newest: what came back comes after what went.
        for payment in payments.filter({ !$0.cameBack }) + payments.filter(\.cameBack) {
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
                if try link(payment, before, source, &faults) { linked += 1 }
                continue
            }
            let record = try take(payment)
            taken.append(record)
            _ = try link(payment, record, source, &faults)
        }
        let back = try take(returns, source: source, &faults)
        guard faults.isEmpty else { throw SourceFaults(faults) }
        if !taken.isEmpty || !back.taken.isEmpty || linked > 0 {
            var details = JSONObject()
            details["payments"] = .array(taken.map { .number(Double($0.number)) })
            details["aside"] = .number(Double(taken.count { $0.reasonAside != nil }))
            details["repeated"] = .number(Double(repeated))
            if !back.taken.isEmpty {
                details["returns"] = .array(back.taken.map { .number(Double($0)) })
            }
            if linked > 0 { details["linked"] = .number(Double(linked)) }
            try audit(.takePayments, digest, .object(details))
        }
        let applied = try applyReturns().filter { !back.taken.contains($0) }
        return PaymentImport(
            taken: taken, repeated: repeated, returns: try records(back.taken),
            repeatedReturns: back.repeated, applied: try records(applied))
    }

    private func records(_ numbers: [Int64]) throws -> [ReturnRecord] {
        try numbers.compactMap(rows.paymentReturn).map(rows.record)
    }

    /// Keeps what a provider's returns name a payment by.
    ///
    /// - Returns: Whether that is new.
    private func link(
        _ payment: Payment, _ record: PaymentRecord, _ source: String,
        _ faults: inout [SourceFault]
    ) throws -> Bool {
        guard let reference = payment.reference else { return false }
        let before = try rows.paymentReference(record.number)
        if before == nil, try rows.payment(payment.provider, reference: reference) == nil {
            try rows.link(record.number, payment.provider, reference)
            return true
        }
        guard before?.utf8.elementsEqual(reference.utf8) != true else { return false }
        let reason =
            before.map { "it was recorded before with \"\($0)\" and not \"\(reference)\"" }
            ?? "another payment has the same \"\(reference)\""
        faults.append(
            payment.fault(
                source, reason,
                "find out which payment that is, or name another column as payment: in the mapping")
        )
        return false
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
        case .one(let reference): return try destination(of: payment, reference)
        case .asPayment(let text):
            guard let earlier = try rows.payment(payment.provider, reference: text) else {
                return (nil, "came back to a payment that is not recorded")
            }
            guard case .order(let reference) = earlier.destination else {
                return (nil, "came back to payment \(earlier.number), which is unassigned")
            }
            return try destination(of: payment, reference)
        }
    }

    private func destination(
        of payment: Payment, _ reference: OrderReference
    ) throws -> (order: OrderRecord?, reason: String?) {
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

    /// Puts a payment that was set aside to an order.
    package func assign(payment number: Int64, to reference: OrderReference) throws -> OrderRecord {
        guard let payment = try rows.payment(number) else {
            throw StoreError(.notFound, "there is no payment \(number)")
        }
        if case .order(let other) = payment.destination {
            throw StoreError(.conflict, "payment \(number) went to \(other) already")
        }
        let record = try change(
            reference, .assignPayment,
            ["payment": .number(Double(number)), "amount": payment.amount.json]
        ) { try write(.paid(payment.amount, payment: number), to: $0) }
        return try applyReturns().isEmpty ? record : required(reference)
    }
}

extension Payment {
    fileprivate var cameBack: Bool { if case .asPayment = order { true } else { false } }

    fileprivate func fault(_ source: String, _ reason: String, _ remedy: String) -> SourceFault {
        SourceFault(
            file: source, line: line, field: "", value: id, reason: reason, remedy: remedy)
    }
}
