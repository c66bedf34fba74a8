import Credentials
import LinkedData
@testable import CertAuthority

/// The ledger's rows in memory: nothing but what was written, so that what a test sees is the rules'
/// doing. It refuses nothing.
final class MemoryLedgerRows: LedgerRows {
    struct Transfer: Equatable {
        let kind: LedgerTransfer.Kind
        let units: Int64
        let order: OrderReference?
        let reservation: Int64?
    }

    private struct Entry {
        let reference: OrderReference
        let entry: OrderEntry
    }

    /// How often anything was written.
    private(set) var writes = 0
    private(set) var audit: [(action: AuditEvent.Action, subject: String)] = []
    private(set) var transfers: [Transfer] = []
    var certificates: [RowKey: String] = [:]
    var plans: [RowKey: String] = [:]
    var vouchers: [String: VoucherRecord] = [:]
    var quotes: [StoredQuote] = []
    private(set) var counts: [SponsorCapPlace: Int64] = [:]
    private(set) var settling: [RowKey: OrderReference] = [:]
    private var orders: [(order: Order, country: String?, isCancelled: Bool)] = []
    private var entries: [Entry] = []
    private var waivers: [WaiverRequest] = []
    private var payments: [(payment: Payment, aside: String?)] = []
    private var references: [(number: Int64, provider: Slug, reference: String)] = []
    private var returns: [StoredReturn] = []
    private var uses: [(digest: String, order: OrderReference, isReturned: Bool)] = []
    private var missed: [Timestamp] = []
    private var pools: [Slug: SponsorPool] = [:]

    func add(_ pool: SponsorPool) { pools[pool.id] = pool }

    // MARK: Orders

    private func record(_ order: Order) throws -> OrderRecord {
        let own = entries.filter { $0.reference == order.reference }.map(\.entry)
        let approved = own.compactMap { entry -> Int64? in
            if case .waived(_, let request) = entry.event { request } else { nil }
        }
        return try OrderRecord(
            order: order, entries: own,
            waivers: waivers.filter {
                $0.order == order.reference && !approved.contains($0.number)
            })
    }

    func order(_ reference: OrderReference) throws -> OrderRecord? {
        try orders.first { $0.order.reference == reference }.map { try record($0.order) }
    }

    func standingOrder(of key: RowKey) throws -> OrderRecord? {
        try orders.first { $0.order.rowKey == key && !$0.isCancelled }.map { try record($0.order) }
    }

    func standingReference(of key: RowKey) throws -> OrderReference? {
        try standingOrder(of: key)?.order.reference
    }

    func latestOrder(of key: RowKey) throws -> OrderRecord? {
        try orders.last { $0.order.rowKey == key }.map { try record($0.order) }
    }

    func hasOrders() -> Bool { !orders.isEmpty }

    func country(of reference: OrderReference) -> String? {
        orders.first { $0.order.reference == reference }?.country
    }

    func isTaken(_ reference: OrderReference) -> Bool {
        orders.contains { $0.order.reference == reference }
    }

    func insert(_ order: Order, country: String?) {
        writes += 1
        orders.append((order, country, false))
    }

    func insert(
        _ event: OrderEvent, to reference: OrderReference, voucherUse: Int64?,
        _ authorship: Authorship
    ) {
        writes += 1
        entries.append(
            Entry(
                reference: reference,
                entry: OrderEntry(
                    sequence: Int64(entries.count + 1), at: authorship.at, actor: authorship.actor,
                    event: event)))
    }

    func cancel(_ reference: OrderReference, at instant: Timestamp) {
        writes += 1
        for index in orders.indices where orders[index].order.reference == reference {
            orders[index].isCancelled = true
        }
    }

    func certificate(of key: RowKey) -> String? { certificates[key] }

    func note(_ reference: OrderReference, asSettling key: RowKey) {
        writes += 1
        settling[key] = reference
    }

    func planningBatch(of key: RowKey) -> String? { plans[key] }

    // MARK: Waivers and payments

    func waiver(_ number: Int64) -> WaiverRequest? { waivers.first { $0.number == number } }

    func insertWaiver(
        of reference: OrderReference, _ amount: Money?, reason: String, _ authorship: Authorship
    ) -> Int64 {
        writes += 1
        let number = Int64(waivers.count + 1)
        waivers.append(
            WaiverRequest(
                number: number, order: reference, amount: amount, reason: reason,
                requester: authorship.actor, at: authorship.at))
        return number
    }

    private func record(_ index: Int) -> PaymentRecord {
        let (payment, aside) = payments[index]
        let order = entries.first { entry in
            if case .paid(_, Int64(index + 1)) = entry.entry.event { true } else { false }
        }?.reference
        return PaymentRecord(
            number: Int64(index + 1), provider: payment.provider, id: payment.id,
            amount: payment.amount, paid: payment.paid, line: payment.line,
            destination: order.map { .order($0) } ?? .aside(aside ?? ""))
    }

    func payment(_ provider: Slug, _ id: String) -> PaymentRecord? {
        payments.firstIndex { $0.payment.provider == provider && $0.payment.id == id }
            .map { record($0) }
    }

    func payment(_ number: Int64) -> PaymentRecord? {
        payments.indices.contains(Int(number) - 1) ? record(Int(number) - 1) : nil
    }

    func insert(_ payment: Payment, aside: String?, _ authorship: Authorship) -> Int64 {
        writes += 1
        payments.append((payment, aside))
        return Int64(payments.count)
    }

    func payment(_ provider: Slug, reference: String) -> PaymentRecord? {
        references.first { $0.provider == provider && $0.reference == reference }
            .flatMap { payment($0.number) }
    }

    func paymentReference(_ number: Int64) -> String? {
        references.first { $0.number == number }?.reference
    }

    func link(_ number: Int64, _ provider: Slug, _ reference: String) {
        writes += 1
        references.append((number, provider, reference))
    }

    // MARK: Returns

    func paymentReturn(_ provider: Slug, _ id: String) -> StoredReturn? {
        returns.first { $0.told.provider == provider && $0.told.id == id }
    }

    func paymentReturn(_ number: Int64) -> StoredReturn? { returns.first { $0.number == number } }

    func waitingReturns() -> [StoredReturn] { returns.filter { $0.end == nil } }

    func returned(_ provider: Slug, _ reference: String) -> Int64 {
        returns.filter { kept in
            guard case .applied = kept.end else { return false }
            return kept.told.provider == provider && kept.told.payment == reference
        }.reduce(0) { $0 + $1.told.amount.minorUnits }
    }

    func insert(_ told: PaymentReturn, _ authorship: Authorship) -> Int64 {
        writes += 1
        let number = Int64(returns.count + 1)
        returns.append(StoredReturn(number: number, told: told, end: nil))
        return number
    }

    func apply(
        _ number: Int64, _ event: OrderEvent, to reference: OrderReference,
        _ authorship: Authorship
    ) {
        insert(event, to: reference, voucherUse: nil, authorship)
        end(number, .applied(reference))
    }

    func close(_ number: Int64, reason: String, _ authorship: Authorship) {
        writes += 1
        end(number, .closed(reason))
    }

    private func end(_ number: Int64, _ end: StoredReturn.End) {
        returns = returns.map {
            $0.number == number ? StoredReturn(number: number, told: $0.told, end: end) : $0
        }
    }

    // MARK: Quotes

    func quote(_ id: QuoteID) -> StoredQuote? { quotes.first { $0.id == id } }

    func quotesHeld(
        learner: String, programme: Slug, organisation: Slug, on day: CivilDate
    ) -> [StoredQuote] {
        quotes.reversed().filter {
            $0.eligibility?.learner == learner && $0.programme == programme
                && $0.organisation == organisation && $0.date <= day && $0.heldUntil > day
        }
    }

    func keep(_ quote: StoredQuote, _ authorship: Authorship) {
        writes += 1
        quotes.append(quote)
    }

    // MARK: Vouchers

    func voucher(digest: String) -> VoucherRecord? {
        guard let kept = vouchers[digest] else { return nil }
        return VoucherRecord(
            digest: digest, batch: kept.batch, place: kept.place, terms: kept.terms,
            used: uses.count { $0.digest == digest && !$0.isReturned }, isRevoked: kept.isRevoked)
    }

    func isRedeemed(digest: String, for reference: OrderReference) -> Bool {
        uses.contains { $0.digest == digest && $0.order == reference && !$0.isReturned }
    }

    func insertUse(
        digest: String, for reference: OrderReference, _ authorship: Authorship
    ) -> Int64 {
        writes += 1
        uses.append((digest, reference, false))
        return Int64(uses.count)
    }

    func returnUses(of reference: OrderReference, _ authorship: Authorship) {
        writes += 1
        for index in uses.indices where uses[index].order == reference {
            uses[index].isReturned = true
        }
    }

    func misses(after instant: Timestamp) -> Int { missed.count { $0 > instant } }

    func insertMiss(at instant: Timestamp) {
        writes += 1
        missed.append(instant)
    }

    // MARK: Pools

    func pool(_ id: Slug) throws -> SponsorPoolRecord? {
        guard let pool = pools[id] else { return nil }
        var balances = LedgerBalances()
        for transfer in transfers {
            try balances.apply(transfer.kind, minorUnits: transfer.units)
        }
        return SponsorPoolRecord(pool: pool, balances: balances)
    }

    func insert(
        _ kind: LedgerTransfer.Kind, _ amount: Money, in pool: Slug, order: OrderReference?,
        reservation: Int64?, note: String?, _ authorship: Authorship
    ) -> Int64 {
        writes += 1
        transfers.append(
            Transfer(
                kind: kind, units: amount.minorUnits, order: order, reservation: reservation))
        return Int64(transfers.count)
    }

    func reservations(of reference: OrderReference) -> [LedgerReservation] {
        transfers.enumerated().compactMap { index, transfer in
            guard transfer.kind == .reserve, transfer.order == reference,
                let pool = pools.keys.first
            else { return nil }
            let ends = transfers.filter { $0.reservation == Int64(index + 1) }.map(\.kind)
            guard !ends.contains(.release), !ends.contains(.refund) else { return nil }
            return LedgerReservation(
                number: Int64(index + 1), pool: pool, amount: transfer.units,
                at: Timestamp(seconds: 1_780_272_000), isCaptured: ends.contains(.capture))
        }
    }

    func used(_ place: SponsorCapPlace) -> Int64 { counts[place] ?? 0 }

    func add(_ units: Int64, to place: SponsorCapPlace, limit: Int64) {
        writes += 1
        counts[place, default: 0] += units
    }

    func append(
        _ action: AuditEvent.Action, subject: String, details: JSON, _ authorship: Authorship
    ) {
        audit.append((action, subject))
    }
}
