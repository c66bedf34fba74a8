import Credentials
import LinkedData

extension LedgerRows {
    /// A return with the payment that it is of, and what it waits for.
    package func record(of kept: StoredReturn) throws -> ReturnRecord {
        let payment = try payment(kept.told.provider, reference: kept.told.payment)
        let wait = kept.end == nil ? try wait(of: kept.told, for: payment) : nil
        return ReturnRecord(kept: kept, payment: payment, wait: wait)
    }

    /// What a return that has not ended waits for; nil where its order takes it.
    private func wait(
        of told: PaymentReturn, for payment: PaymentRecord?
    ) throws -> ReturnRecord.Wait? {
        guard let payment else { return .unknownPayment }
        guard case .order(let reference) = payment.destination, let record = try order(reference)
        else { return .unassigned }
        if told.amount.currency == payment.amount.currency {
            let left = payment.amount.minorUnits - (try returned(told.provider, told.payment))
            guard told.amount.minorUnits <= left else {
                return .exceedsPayment(Money(minorUnits: left, payment.amount.currency))
            }
        }
        var account = record.account
        do throws(OrderError) { try account.apply(.refunded(told.amount, note: "")) } catch {
            return .order(
                reference, error, certificate: try certificate(of: record.order.rowKey))
        }
        return nil
    }
}

extension Ledger {
    /// Takes returns, all or none, each once.
    ///
    /// - Returns: The numbers of those that are new, and how many were taken before.
    func take(
        _ returns: [PaymentReturn], source: String, _ faults: inout [SourceFault]
    ) throws -> (taken: [Int64], repeated: Int) {
        var taken: [Int64] = []
        var repeated = 0
        for told in returns {
            guard let before = try rows.paymentReturn(told.provider, told.id) else {
                taken.append(try rows.insert(told, authorship))
                continue
            }
            repeated += 1
            if before.told.amount != told.amount || before.told.payment != told.payment {
                faults.append(
                    SourceFault(
                        file: source, line: told.line, field: "", value: told.id,
                        reason:
                            "this \(before.told.kind.rawValue) of \(told.provider) was recorded "
                            + "before with \(before.told.amount) of another payment or amount",
                        remedy: "find out which is correct; the recorded one is kept"))
            }
        }
        return (taken, repeated)
    }

    /// Makes refunds of the returns that wait and whose orders take them by now. A certificate is
    /// never touched.
    ///
    /// - Returns: The numbers of those that ended.
    func applyReturns() throws -> [Int64] {
        var applied: [Int64] = []
        for kept in try rows.waitingReturns() {
            let record = try rows.record(of: kept)
            guard record.wait == nil, case .order(let reference)? = record.payment?.destination
            else { continue }
            let told = kept.told
            let note = "\(told.kind.rawValue) \(kept.number) of \(told.provider)"
            let event = OrderEvent.refunded(told.amount, note: note)
            try required(reference).check(event)
            try rows.apply(kept.number, event, to: reference, authorship)
            try audit(
                .refundOrder, reference.description,
                [
                    "amount": told.amount.json, "note": .string(note),
                    "return": .number(Double(kept.number)),
                ])
            applied.append(kept.number)
        }
        return applied
    }

    /// Ends a return that was recorded otherwise, such as by a refund that was typed in.
    package func close(return number: Int64, reason: String) throws -> ReturnRecord {
        guard let kept = try rows.paymentReturn(number) else {
            throw StoreError(.notFound, "there is no return \(number)")
        }
        switch kept.end {
        case .applied(let reference):
            throw StoreError(.conflict, "return \(number) is a refund of \(reference) already")
        case .closed: throw StoreError(.conflict, "return \(number) is closed already")
        case nil: break
        }
        try rows.close(number, reason: reason, authorship)
        try audit(
            .closeReturn, "return \(number)",
            ["amount": kept.told.amount.json, "reason": .string(reason)])
        return try rows.record(of: rows.paymentReturn(number) ?? kept)
    }
}
