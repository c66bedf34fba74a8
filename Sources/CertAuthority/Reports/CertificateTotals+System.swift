/// The tables that are no breakdown by one thing.
enum ReportTableName {
    static let groups = "by-group"
    static let affordability = "affordability"
    static let trend = "reach-by-month"
    static let pools = "by-pool"

    /// The rows and columns of ``affordability`` whose counts are in no other table.
    static let unpaid = "all"
    static let leastDevelopedUnpaid = "least-developed"

    /// The column of women in ``trend``, and that of least developed countries.
    static func women(_ month: String) -> String { "\(month)/women" }
    static func leastDeveloped(_ month: String) -> String { "\(month)/least-developed" }
}

extension CertificateTotals {
    /// All that both reports show of numbers of certificates, as sums of parts.
    ///
    /// The groups of parts share one thing at most: programmes and payers what is free, payers and
    /// countries who paid nothing, and so on. Which countries are in which lists is known to all; so
    /// is who issues which programme and what is free, which is taken from what was issued.
    func system(_ pools: [SponsoredTally]) -> CountSystem {
        var system = CountSystem(total: all.count)
        let free = addProgrammes(to: &system)
        let payers = addPayers(to: &system, free: free, pools)
        let leastDeveloped = addCountries(to: &system, unpaid: payers)
        addMonths(to: &system, leastDeveloped: leastDeveloped)
        addLearners(to: &system)
        return system
    }

    private func publish(
        _ topic: ReportTopic, to system: inout CountSystem, _ parts: (String) -> [Int]
    ) {
        for part in self.parts(topic) {
            system.publish(topic.rawValue, part.id, parts(part.id))
        }
    }

    /// - Returns: The parts that were free.
    private func addProgrammes(to system: inout CountSystem) -> [Int] {
        let kinds = Array(programmeParts.keys)
            .sorted { "\($0)" < "\($1)" }
        let places = system.add(kinds.map { programmeParts[$0] ?? 0 })
        func of(_ isIn: (ProgrammePart) -> Bool) -> [Int] {
            zip(kinds, places).filter { isIn($0.0) }.map(\.1)
        }
        publish(.programme, to: &system) { id in of { $0.programme.text == id } }
        publish(.organisation, to: &system) { id in of { $0.organisation.text == id } }
        return of(\.isFree)
    }

    /// - Returns: The parts for which nothing was paid.
    private func addPayers(
        to system: inout CountSystem, free: [Int], _ pools: [SponsoredTally]
    ) -> [Int] {
        let kinds = PayerKind.allCases
        let places = system.add(kinds.map { payers[$0]?.count ?? 0 })
        func of(_ isIn: (PayerKind) -> Bool) -> [Int] {
            zip(kinds, places).filter { isIn($0.0) }.map(\.1)
        }
        publish(.payer, to: &system) { id in of { $0.rawValue == id } }
        system.link(free, of { $0 == .free })
        let bandPlaces = system.add(PriceBand.allCases.map { bands[$0]?.count ?? 0 })
        publish(.band, to: &system) { id in
            zip(PriceBand.allCases, bandPlaces).filter { $0.0.rawValue == id }.map(\.1)
        }
        system.link(
            zip(PriceBand.allCases, bandPlaces).filter { $0.0 == .free }.map(\.1),
            of { $0 == .free })
        let unpaid = of { !$0.mayHavePaid }
        system.publish(ReportTableName.affordability, ReportTableName.unpaid, unpaid)
        system.protect(ReportTableName.affordability, "paid", of(\.mayHavePaid))
        // A pool's certificates are among those that sponsors may have helped to settle.
        let sponsored = of { [.sponsor, .mixed, .paid, .elsewhere].contains($0) }
        for pool in pools {
            system.publishFloor(ReportTableName.pools, pool.pool.text, sponsored, pool.count)
        }
        return unpaid
    }

    /// - Returns: The parts in least developed countries.
    private func addCountries(to system: inout CountSystem, unpaid: [Int]) -> [Int] {
        let possible = possibleClasses
        let places = system.add(possible.map { classes[$0]?.count ?? 0 })
        func of(_ isIn: (CountryClass) -> Bool) -> [Int] {
            zip(possible, places).filter { isIn($0.0) }.map(\.1)
        }
        publish(.region, to: &system) { id in of { $0.region.rawValue == id } }
        publish(.income, to: &system) { id in of { $0.income.rawValue == id } }
        publish(.leastDeveloped, to: &system) { id in of { $0.isLeastDeveloped == (id == "yes") } }
        publish(.smallIsland, to: &system) { id in of { $0.isSmallIsland == (id == "yes") } }
        publish(.landlocked, to: &system) { id in of { $0.isLandlocked == (id == "yes") } }

        let leastDeveloped = of(\.isLeastDeveloped)
        let kinds = [(true, true), (true, false), (false, true), (false, false)].map {
            Means(isLeastDeveloped: $0.0, isUnpaid: $0.1)
        }
        let means = system.add(kinds.map { self.means[$0] ?? 0 })
        system.link([means[0], means[1]], leastDeveloped)
        system.link([means[0], means[2]], unpaid)
        system.publish(
            ReportTableName.affordability, ReportTableName.leastDevelopedUnpaid, [means[0]])
        for (name, place) in zip(["least-developed-paid", "unpaid", "paid-elsewhere"], means[1...])
        {
            system.protect(ReportTableName.affordability, name, [place])
        }
        return leastDeveloped
    }

    private func addMonths(to system: inout CountSystem, leastDeveloped: [Int]) {
        let months = allMonths
        func add(_ shares: [Share: Int]) -> (inside: [Int], outside: [Int]) {
            let counts = [true, false].flatMap { isIn in
                months.map { shares[Share(month: $0, isIn: isIn)] ?? 0 }
            }
            let places = system.add(counts)
            return (Array(places.prefix(months.count)), Array(places.dropFirst(months.count)))
        }
        let countries = add(leastDevelopedByMonth)
        let women = add(self.women)
        system.link(countries.inside, leastDeveloped)
        for (place, month) in months.enumerated() {
            system.link(
                [countries.inside[place], countries.outside[place]],
                [women.inside[place], women.outside[place]])
            system.publish(
                ReportTopic.month.rawValue, month,
                [countries.inside[place], countries.outside[place]])
            system.publish(
                ReportTableName.trend, ReportTableName.leastDeveloped(month),
                [countries.inside[place]])
            system.publish(
                ReportTableName.trend, ReportTableName.women(month), [women.inside[place]])
            system.protect(
                ReportTableName.trend, "\(month)/others", [countries.outside[place]])
            system.protect(ReportTableName.trend, "\(month)/not-women", [women.outside[place]])
        }
        system.publish(ReportTableName.groups, LearnerGroup.woman.rawValue, women.inside)
        system.protect(ReportTableName.groups, "not-\(LearnerGroup.woman.rawValue)", women.outside)
    }

    /// What hangs on nothing else.
    private func addLearners(to system: inout CountSystem) {
        for group in LearnerGroup.allCases where group != .woman {
            let inside = groups[group]?.count ?? 0
            let places = system.add([inside, all.count - inside])
            system.publish(ReportTableName.groups, group.rawValue, [places[0]])
            system.protect(ReportTableName.groups, "not-\(group.rawValue)", [places[1]])
        }
        for topic in [ReportTopic.language, .delivery, .ageBand] {
            let parts = self.parts(topic)
            let places = system.add(parts.map(\.cell.count))
            for (part, place) in zip(parts, places) {
                system.publish(topic.rawValue, part.id, [place])
            }
        }
    }
}
