import CertAuthority
import LinkedData
import Office

extension CohortSettlement {
    /// Tells it on standard error.
    func report(_ options: SettlementOptions) {
        guard hasFees else { return }
        let vouchered = settled.count { $0.settlement?.vouchers.isEmpty == false }
        let sponsored = settled.count { $0.settlement?.sponsored != nil }
        var means: [String] = []
        if vouchered > 0 { means.append("\(vouchered) with vouchers of this run") }
        if let pool = options.sponsor, sponsored > 0 {
            means.append("\(sponsored) with money of \(pool)")
        }
        let detail = means.isEmpty ? "" : ", " + means.joined(separator: ", ")
        let (fees, wait) =
            isRehearsal
            ? (
                Count(settled.count, "fee would be", "fees would be"),
                Count(waiting.count, "would wait", "would wait")
            )
            : (Count(settled.count, "fee is", "fees are"), Count(waiting.count, "waits", "wait"))
        Terminal.complain("\(fees) settled\(detail); \(wait)")
        for refusal in refusedVouchers {
            Terminal.complain("\(options.vouchers ?? ""):\(refusal.line): \(refusal.error)")
        }
        if let refusedByPool { Terminal.complain(refusedByPool) }
        for entry in waiting { Terminal.complain("  \(entry.line)") }
        if let file = ordersFile(options) { Terminal.complain("the orders are in \(file)") }
        if !waiting.isEmpty {
            Terminal.complain("once they are settled, run this again; see certctl payments import")
        }
    }

    /// Writes the orders of rows that wait for their fee, where a file for them is named.
    func writeOrders(_ options: SettlementOptions) throws {
        guard let file = ordersFile(options) else { return }
        let entries = waiting.compactMap { entry in
            entry.settlement.map { (entry.row, $0) }
        }
        // Names and addresses: for their owner alone.
        try FileSystem.createWhole(file, OrderSheet.table(entries), mode: 0o600)
    }

    /// The file with the orders; nil where there is none.
    func ordersFile(_ options: SettlementOptions) -> String? {
        isRehearsal || waiting.isEmpty ? nil : options.createOrders
    }
}

extension CohortSettlement.Entry {
    /// The row's order for scripts; members that do not apply are null.
    var document: JSON {
        let account = settlement?.order.account
        return [
            "row": .number(Double(row.number)),
            "learnerRef": row.learnerReference.map { .string($0) } ?? .null,
            "order": order.map { .string("\($0)") } ?? .null,
            "quote": quoteIsKept ? account?.quote.map { .string($0.id) } ?? .null : .null,
            "amount": account?.quote?.amount.json ?? .null,
            "outstanding": account?.outstanding?.json ?? .null,
            "heldUntil": settlement?.quote.map { .string("\($0.heldUntil)") } ?? .null,
            "vouchers": .array(settlement?.vouchers.map { .string($0) } ?? []),
            "sponsored": settlement?.sponsored?.json ?? .null,
        ]
    }

    /// One line for people.
    fileprivate var line: String {
        let account = settlement?.order.account
        var parts = ["row \(row.number)"]
        if let order { parts.append("\(order)") }
        if let outstanding = account?.outstanding, let amount = account?.quote?.amount {
            parts.append(
                outstanding == amount ? "\(amount)" : "\(outstanding) of \(amount) outstanding")
        }
        if quoteIsKept, let quote = account?.quote { parts.append("quote \(quote.id)") }
        if let day = settlement?.quote?.heldUntil { parts.append("held until \(day)") }
        return parts.joined(separator: "  ")
    }
}

extension SettlementOutcome.VoucherRefusal {
    /// The refusal for scripts.
    var document: JSON {
        ["line": .number(Double(line)), "reason": .string(error.description)]
    }
}
