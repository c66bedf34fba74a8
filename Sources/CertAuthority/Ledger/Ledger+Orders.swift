import Credentials
import LinkedData

extension Ledger {
    /// Opens orders; a row that has one that stands keeps it.
    ///
    /// - Returns: The orders that stand for the rows, in their order.
    package func open(_ requests: [OrderRequest]) throws -> [OrderRecord] {
        var opened: [OrderReference] = []
        var records: [OrderRecord] = []
        for request in requests {
            if let standing = try rows.standingOrder(of: request.rowKey) {
                records.append(standing)
                continue
            }
            let record = try insert(request)
            opened.append(record.order.reference)
            records.append(record)
        }
        try auditOpened(opened)
        return records
    }

    /// Opens an order; the audit is still to be written.
    func insert(_ request: OrderRequest) throws -> OrderRecord {
        let order = Order(
            reference: try newReference(), rowKey: request.rowKey, programme: request.programme,
            organisation: request.organisation, opened: authorship.at)
        try rows.insert(order, country: request.country)
        if let quote = request.quote {
            try write(.quoted(quote), to: required(order.reference))
        }
        return try required(order.reference)
    }

    private func newReference() throws -> OrderReference {
        while true {
            let reference = try OrderReference.random()
            if try !rows.isTaken(reference) { return reference }
        }
    }

    func auditOpened(_ references: [OrderReference]) throws {
        guard !references.isEmpty else { return }
        try audit(
            .openOrders, "\(Count(references.count, "order"))",
            ["orders": .array(references.map { .string($0.description) })])
    }

    /// Gives an order a price.
    package func price(
        _ reference: OrderReference, at quote: OrderQuote
    ) throws -> OrderRecord {
        try change(
            reference, .priceOrder, ["quote": .string(quote.id), "amount": quote.amount.json]
        ) { try write(.quoted(quote), to: $0) }
    }

    /// Gives an order up, with all that settles it.
    package func cancel(_ reference: OrderReference, reason: String) throws -> OrderRecord {
        let record = try change(reference, .cancelOrder, ["reason": .string(reason)]) { record in
            try checkNotIssued(record.order)
            try write(.cancelled(reason: reason), to: record)
            try rows.cancel(reference, at: authorship.at)
            try giveBackSponsorships(of: record.order)
            try rows.returnUses(of: reference, authorship)
        }
        return try applyReturns().isEmpty ? record : required(reference)
    }

    /// Writes down that money went back to the payer.
    package func refund(
        _ reference: OrderReference, _ amount: Money, note: String
    ) throws -> OrderRecord {
        try change(reference, .refundOrder, ["amount": amount.json, "note": .string(note)]) {
            try write(.refunded(amount, note: note), to: $0)
        }
    }

    private func checkNotIssued(_ order: Order) throws {
        if let issued = try rows.certificate(of: order.rowKey) {
            throw StoreError(
                .conflict,
                "\(order.reference) settles the certificate \(issued); revoke that first")
        }
        if let batch = try rows.planningBatch(of: order.rowKey) {
            throw StoreError(
                .conflict,
                "\(order.reference) settles a certificate that batch \(batch) is about to issue; "
                    + "finish or abandon that first")
        }
    }

    /// Whether there is any order: without, programmes have no fees, and rows need no look.
    package var hasOrders: Bool { get throws { try rows.hasOrders() } }

    /// Refuses a row whose latest order does not settle it, since another process may have
    /// cancelled that meanwhile; a row without any order passes.
    package func checkSettled(_ request: CertificateRequest) throws {
        guard let record = try rows.latestOrder(of: request.key), record.account.state != .settled
        else { return }
        throw StoreError(
            .conflict,
            "row \(request.row.number): its order \(record.order.reference) is "
                + "\(record.account.state.rawValue); settle it, or open another")
    }

    // MARK: Waivers

    /// Asks for a waiver.
    ///
    /// - Parameter amount: The most to waive; nil for all that is outstanding.
    package func requestWaiver(
        _ reference: OrderReference, _ amount: Money?, reason: String
    ) throws -> WaiverRequest {
        let record = try required(reference)
        let outstanding = try record.waivable()
        // It is written when it is approved.
        try record.check(.waived(amount ?? outstanding, request: 0))
        let number = try rows.insertWaiver(of: reference, amount, reason: reason, authorship)
        try audit(
            .requestWaiver, reference.description,
            [
                "waiver": .number(Double(number)), "amount": amount?.json ?? .null,
                "reason": .string(reason),
            ])
        return WaiverRequest(
            number: number, order: reference, amount: amount, reason: reason,
            requester: authorship.actor, at: authorship.at)
    }

    /// Approves a waiver; who asked for it cannot.
    package func approveWaiver(_ number: Int64) throws -> OrderRecord {
        do throws(ActorNameError) { try ActorName.check(authorship.actor) } catch {
            throw StoreError(.conflict, error.description)
        }
        guard let request = try rows.waiver(number) else {
            throw StoreError(.notFound, "there is no request for a waiver \(number)")
        }
        try request.checkApproval(by: authorship.actor)
        let record = try required(request.order)
        let amount = try record.amount(waivedBy: request)
        try write(.waived(amount, request: number), to: record)
        try audit(
            .approveWaiver, request.order.description,
            [
                "waiver": .number(Double(number)), "amount": amount.json,
                "requester": .string(request.requester),
            ])
        return try required(request.order)
    }
}

extension WaiverRequest {
    /// Four eyes: who approves is another than who asked.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where it is the same person.
    package func checkApproval(by actor: String) throws(StoreError) {
        guard !ActorName.isSame(requester, actor) else {
            throw StoreError(
                .conflict, "\(actor) requested waiver \(number); another person must approve it")
        }
    }
}

extension OrderRecord {
    /// What is outstanding, and more than nothing.
    fileprivate func waivable() throws(StoreError) -> Money {
        guard let outstanding = account.outstanding, !outstanding.isZero else {
            throw StoreError(.conflict, "\(order.reference) has nothing outstanding to waive")
        }
        return outstanding
    }

    /// What a request waives once it is approved: what was asked for may have been paid in part
    /// since.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where it was approved, or nothing is left.
    package func amount(waivedBy request: WaiverRequest) throws(StoreError) -> Money {
        guard waivers.contains(where: { $0.number == request.number }) else {
            throw StoreError(.conflict, "waiver \(request.number) is approved already")
        }
        let outstanding = try waivable()
        let units = min(request.amount?.minorUnits ?? .max, outstanding.minorUnits)
        return Money(minorUnits: units, outstanding.currency)
    }
}
