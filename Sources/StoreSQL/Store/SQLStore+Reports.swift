public import CertAuthority

extension SQLStore {
    /// Adds up the certificates of a period.
    public func tally<Total: Sendable>(
        _ period: ReportPeriod, into total: Total,
        _ add: @escaping @Sendable (inout Total, CertificateTally) throws -> Void
    ) async throws(StoreError) -> Total {
        try await read { db in
            var total = total
            let rows = try SQLRow.fetchCursor(
                db, sql: ReportQueries.certificates, arguments: Self.bounds(period))
            while let row = try rows.next() { try add(&total, Self.certificateTally(row)) }
            return total
        }
    }

    /// What each pool gave towards these certificates.
    public func sponsored(_ period: ReportPeriod) async throws(StoreError) -> [SponsoredTally] {
        try await read { db in
            try SQLRow.fetchAll(db, sql: ReportQueries.sponsored, arguments: Self.bounds(period))
                .map { row in
                    SponsoredTally(
                        pool: try Self.value(Slug(row["pool"] as String)), count: row["count"],
                        amount: try Self.money(row))
                }
        }
    }

    /// What moved on orders in a period.
    public func accounts(_ period: ReportPeriod) async throws(StoreError) -> [AccountTally] {
        try await read { db in
            try SQLRow.fetchAll(db, sql: ReportQueries.accounts, arguments: Self.bounds(period))
                .map { row in
                    AccountTally(
                        kind: try Self.value(AccountTally.Kind(rawValue: row["kind"])),
                        amount: try Self.money(row), orders: row["orders"])
                }
        }
    }

    /// What stood open at a period's end.
    public func standing(_ period: ReportPeriod) async throws(StoreError) -> [StandingTally] {
        try await read { db in
            var tallies: [Currency: StandingTally] = [:]
            let end: SQLArguments = ["end": period.end]
            for row in try SQLRow.fetchAll(db, sql: ReportQueries.standing, arguments: end) {
                let currency = try Self.currency(row)
                var tally = StandingTally(currency)
                tally.outstanding = Money(minorUnits: row["outstanding"], currency)
                tally.openOrders = row["open_orders"]
                tally.credit = Money(minorUnits: row["credit"], currency)
                tally.creditOrders = row["credit_orders"]
                tallies[currency] = tally
            }
            for row in try SQLRow.fetchAll(db, sql: ReportQueries.aside, arguments: end) {
                let money = try Self.money(row)
                tallies[money.currency, default: StandingTally(money.currency)].aside = money
                tallies[money.currency]?.asidePayments = row["payments"]
            }
            return tallies.sorted { $0.key.code < $1.key.code }.map(\.value)
        }
    }

    /// The pools that there were by a period's end.
    public func pools(_ period: ReportPeriod) async throws(StoreError) -> [PoolTally] {
        try await read { db in
            try SQLRow.fetchAll(
                db, sql: "SELECT * FROM sponsor_pool WHERE created < ? ORDER BY id",
                arguments: [period.end]
            ).map { row in
                let pool = try Self.poolRecord(row, in: db).pool
                var moved: [LedgerTransfer.Kind: Money] = [:]
                var balances: [LedgerAccount: Int128] = [:]
                for sum in try SQLRow.fetchAll(
                    db, sql: ReportQueries.transfers,
                    arguments: Self.bounds(period) + ["pool": pool.id.text])
                {
                    let kind = try Self.value(LedgerTransfer.Kind(rawValue: sum["kind"]))
                    moved[kind] = Money(minorUnits: sum["moved"], pool.currency)
                    let ever = Int128(sum["high"] as Int64) << 32 + Int128(sum["low"] as Int64)
                    balances[kind.debit, default: 0] += ever
                    balances[kind.credit, default: 0] -= ever
                }
                let closing = try balances.mapValues { try Self.value(Int64(exactly: $0)) }
                return PoolTally(
                    pool: pool.id, sponsor: pool.sponsor, moved: moved,
                    closing: SponsorPoolRecord(pool: pool, balances: LedgerBalances(closing)))
            }
        }
    }

    /// What is left out of the sums up to a period's end.
    public func uncounted(_ period: ReportPeriod) async throws(StoreError) -> [String] {
        try await read { db in
            try String.fetchAll(
                db, sql: ReportQueries.uncounted, arguments: ["end": period.end])
        }
    }

    private static func bounds(_ period: ReportPeriod) -> SQLArguments {
        ["start": period.start, "end": period.end]
    }

    private static func certificateTally(_ row: SQLRow) throws -> CertificateTally {
        CertificateTally(
            programme: try value(Slug(row["programme"] as String)),
            organisation: try value(Slug(row["organisation"] as String)), country: row["country"],
            language: (row["locale"] as String?).flatMap { LanguageTag($0) },
            delivery: try value(DeliveryMode(rawValue: row["delivery"])),
            ageBand: (row["age_band"] as String?).flatMap(AgeBand.init),
            groups: Set(
                (row["learner_groups"] as String? ?? "").split(separator: ";")
                    .compactMap { LearnerGroup(rawValue: String($0)) }),
            day: try value(CivilDate(daysSinceEpoch: row["day"])),
            payer: try value(PayerKind(rawValue: row["payer"])),
            band: try value(PriceBand(rawValue: row["band"])),
            price: (row["currency"] as String?) == nil ? nil : try money(row), count: row["count"])
    }
}
