import CertAuthority
import Credentials
import StoreSQLite
import StoreSQL

/// One process that funds, withdraws, reserves, captures, releases and refunds at random. Large
/// withdrawals keep the pools so low that much is refused.
struct Worker {
    /// How often each kind was done, refused, or had to wait for others.
    private(set) var counts: [String: Int] = [:]

    private let store: SQLStore
    private let pools: [SponsorPool]
    private let programme: Slug
    private let organisation: Slug
    private var chance: SplitMix
    private let name: String
    private let authorship: Authorship
    private var opened = 0
    private var fresh: [(order: OrderReference, pool: Int)] = []
    private var reserved: [OrderReference] = []
    private var captured: [OrderReference] = []
    private var given: [OrderReference] = []

    init(path: String, seed: UInt64) async throws {
        store = try SQLStore(path: path, access: .readWrite)
        pools = try await store.pools().map(\.pool)
        guard let programme = Slug("advanced"), let organisation = Slug("itu") else {
            throw Failure("no slugs")
        }
        self.programme = programme
        self.organisation = organisation
        chance = SplitMix(state: seed)
        name = "worker-\(seed)"
        authorship = Authorship(actor: name, at: LedgerTrial.instant)
    }

    mutating func work(_ events: Int) async throws {
        var done = 0
        while done < events {
            if fresh.isEmpty { try await open() }
            if try await event() { done += 1 }
        }
    }

    /// Does one thing; true when the ledger has one transfer more.
    private mutating func event() async throws -> Bool {
        switch chance.next(100) {
        case 0..<16:
            let money = amount(of: pools[chance.next(pools.count)], upTo: 500)
            return try await attempt("fund") { [store, authorship] in
                _ = try await store.fund(money.pool, money.amount, note: nil, authorship)
            }
        case 16..<22:
            let money = amount(of: pools[chance.next(pools.count)], upTo: 4_000)
            return try await attempt("withdraw") { [store, authorship] in
                _ = try await store.withdraw(money.pool, money.amount, note: nil, authorship)
            }
        case 22..<60:
            guard let next = fresh.popLast() else { return false }
            let pool = pools[next.pool].id
            let isDone = try await attempt("reserve") { [store, authorship] in
                _ = try await store.sponsor(
                    [next.order], from: pool, most: nil, authorship)
            }
            if isDone { reserved.append(next.order) }
            return isDone
        case 60..<80:
            guard let order = take(from: \.reserved) else { return false }
            captured.append(order)
            return try await attempt("capture") { [store, authorship] in
                try await store.capture([order], authorship)
            }
        case 80..<89:
            guard let order = take(from: \.reserved) else { return false }
            given.append(order)
            return try await attempt("release") { [store, authorship] in
                _ = try await store.cancel(order, reason: "trial", authorship)
            }
        case 89..<98:
            guard let order = take(from: \.captured) else { return false }
            given.append(order)
            return try await attempt("refund") { [store, authorship] in
                _ = try await store.cancel(order, reason: "trial", authorship)
            }
        default:
            // Once more what was given back: that must never move money again.
            guard !given.isEmpty else { return false }
            let order = given[chance.next(given.count)]
            let isDone = try await attempt("repeat") { [store, authorship] in
                _ = try await store.cancel(order, reason: "trial", authorship)
            }
            guard !isDone else { throw Failure("\(order) was cancelled twice") }
            return false
        }
    }

    private mutating func open() async throws {
        var requests: [OrderRequest] = []
        var places: [Int] = []
        for _ in 0..<64 {
            opened += 1
            let place = chance.next(pools.count)
            places.append(place)
            // Three orders a learner, so that the cap by learner is met; some from Kenya.
            guard let day = CivilDate(daysSinceEpoch: 20_000 + opened % 3) else { continue }
            requests.append(
                OrderRequest(
                    rowKey: RowKey(
                        programme: programme, learner: "\(name)-\(opened / 3)", completedOn: day),
                    programme: programme, organisation: organisation,
                    country: chance.next(4) == 0 ? "KE" : "UG",
                    quote: OrderQuote(
                        id: "Q", amount: amount(of: pools[place], upTo: 400).amount)))
        }
        var records: [OrderRecord] = []
        while records.isEmpty {
            do {
                records = try await store.open(requests, authorship)
            } catch let error as StoreError where error.code == .busy {
                counts["busy", default: 0] += 1
            }
        }
        fresh = zip(records, places).map { ($0.order.reference, $1) }
    }

    /// True when it was done; refusals are part of the trial, other failures end it.
    private mutating func attempt(
        _ kind: String, _ body: () async throws -> Void
    ) async throws -> Bool {
        while true {
            do {
                try await body()
                counts[kind, default: 0] += 1
                return true
            } catch let error as StoreError where error.code == .conflict {
                counts["\(kind) refused", default: 0] += 1
                return false
            } catch let error as StoreError where error.code == .busy {
                counts["busy", default: 0] += 1
            }
        }
    }

    private mutating func amount(
        of pool: SponsorPool, upTo most: Int
    ) -> (pool: Slug, amount: Money) {
        (pool.id, Money(minorUnits: Int64(1 + chance.next(most)), pool.currency))
    }

    private mutating func take(
        from orders: WritableKeyPath<Worker, [OrderReference]>
    ) -> OrderReference? {
        guard !self[keyPath: orders].isEmpty else { return nil }
        let count = self[keyPath: orders].count
        let place = chance.next(count)
        self[keyPath: orders].swapAt(place, count - 1)
        return self[keyPath: orders].popLast()
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SplitMix {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
