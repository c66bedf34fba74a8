import CertAuthority
import Credentials
import LinkedData

/// What settling the fees of a cohort came to, and what is told of it. Neither groups nor the rules
/// of a price are, since they say who a learner is.
struct SettledRows {
    /// A row with its order.
    struct Entry {
        let row: CohortRow
        /// The order; nil where a rehearsal took it back.
        let order: OrderReference?
        /// What was done now; nil where the row was settled before.
        var settlement: RowSettlement?
        /// Whether the quote is in the store.
        var quoteIsKept = true
    }

    /// What is issued, with what the batch says that it was settled by; nil for orders.
    var groups: [(rows: [CohortRow], settledBy: String?)] = []
    /// Rows that an order settles, in their order.
    var settled: [Entry] = []
    /// Rows that wait for their fee, in their order.
    var waiting: [Entry] = []
    var refusedVouchers: [SettlementOutcome.VoucherRefusal] = []
    var refusedByPool: String?
    var pool: Slug?
    var vouchersFile: String?
    var ordersFile: String?
    var hasFees = false
    var isRehearsal = false

    /// How many rows are issued.
    var toIssue: Int { groups.reduce(0) { $0 + $1.rows.count } }

    /// Tells it on standard error.
    func report() {
        guard hasFees else { return }
        let vouchered = settled.count { $0.settlement?.vouchers.isEmpty == false }
        let sponsored = settled.count { $0.settlement?.sponsored != nil }
        var means: [String] = []
        if vouchered > 0 { means.append("\(vouchered) with vouchers of this run") }
        if let pool, sponsored > 0 { means.append("\(sponsored) with money of \(pool)") }
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
            Terminal.complain("\(vouchersFile ?? ""):\(refusal.line): \(refusal.error)")
        }
        if let refusedByPool { Terminal.complain(refusedByPool) }
        for entry in waiting { Terminal.complain("  \(entry.line)") }
        if let ordersFile { Terminal.complain("the orders are in \(ordersFile)") }
        if !waiting.isEmpty {
            Terminal.complain("once they are settled, run this again; see certctl payments import")
        }
    }
}

extension SettledRows.Entry {
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
