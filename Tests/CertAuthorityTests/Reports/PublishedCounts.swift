import Testing
@testable import CertAuthority
@testable import TestSupport

/// What a stranger reads in both reports about numbers of certificates, and what he knows besides:
/// which countries are in which lists, who issues which programme, and what is free.
struct PublishedCounts {
    /// A reading of the reports: the counts that they show, and where they hide one.
    private(set) var shown: [String: Int] = [:]
    private(set) var hidden: Set<String> = []
    /// What each count is made of, for all that the reports could show and for what they never do.
    private(set) var meaning: [String: Set<String>] = [:]
    /// The true number of each part.
    private(set) var truth: [String: Int] = [:]
    /// The parts that together have all certificates.
    private(set) var groups: [[String]] = []
    /// What is the same whatever the counts are.
    private(set) var links: [(Set<String>, Set<String>)] = []
    let total: Int
    private let classes: [String: CountryClass]

    private static let columns: Set<String> = [
        "certificates", "unpaid", "women", "least-developed",
    ]

    init(_ documents: [ReportDocument], _ totals: CertificateTotals) {
        total = totals.all.count
        classes = Dictionary(
            uniqueKeysWithValues: totals.possibleClasses.map { ("class \($0)", $0) })
        describe(totals)
        for document in documents {
            for record in CSVDocument(document.csv).records {
                let fields = record.fields
                guard Self.columns.contains(fields[2]) else { continue }
                // The same count stands in two tables.
                var key = fields[0...2].joined(separator: "/")
                if fields[0] == "reach-by-month", fields[2] == "certificates" {
                    key = "by-month/\(fields[1])/certificates"
                } else if key == "affordability/least-developed/certificates" {
                    key = "by-least-developed/yes/certificates"
                }
                if fields[3] == "count" { shown[key] = Int(fields[5]) } else { hidden.insert(key) }
            }
        }
    }

    /// The tables that show something besides the total: in these, what is hidden is not zero.
    private var open: Set<Substring> {
        Set(
            shown.keys.filter {
                !$0.hasSuffix("/total/certificates") && $0 != "affordability/all/certificates"
            }
            .compactMap { $0.split(separator: "/").first })
    }

    /// All that a stranger knows, as sums.
    var knowledge: CountSolver {
        var solver = CountSolver(most: total)
        for group in groups { solver.require(group, total...total) }
        for (left, right) in links { solver.require(left.sorted(), minus: right.sorted(), 0...0) }
        for (key, count) in shown {
            guard let parts = meaning[key]?.sorted() else { continue }
            solver.require(parts, key.hasPrefix("by-pool/") ? count...total : count...count)
        }
        for key in hidden.sorted() {
            guard let parts = meaning[key]?.sorted(), !key.hasPrefix("by-pool/"),
                let table = key.split(separator: "/").first, open.contains(table)
            else { continue }
            solver.require(parts, 1...total)
        }
        return solver
    }

    /// The counts of one to four, by what nobody may get to know.
    var secrets: [String] {
        meaning.filter { key, parts in
            !key.hasPrefix("by-pool/")
                && (1...4).contains(parts.reduce(0) { $0 + truth[$1, default: 0] })
        }.keys.sorted()
    }

    /// Shows all that is hidden and is not one to four, as if nothing else were to be hidden.
    mutating func showAllButSecrets() {
        for key in hidden {
            guard let parts = meaning[key], !key.hasPrefix("by-pool/") else { continue }
            let count = parts.reduce(0) { $0 + truth[$1, default: 0] }
            if !(1...4).contains(count) {
                hidden.remove(key)
                shown[key] = count
            }
        }
    }

    // MARK: A place to begin

    /// Counts that the reports themselves rely on, or the true ones: whether they are a solution is for
    /// ``knowledge`` and for a recount to say.
    func guess(_ secret: String, _ figures: ReportFigures) -> [String: Int] {
        let names = Self.names(figures.certificates)
        let system = figures.certificates.system(figures.sponsored)
        let wanted = meaning[secret]
        for component in Suppression.components(system) {
            guard
                let cell = component.first(where: {
                    !$0.isFloor && Set($0.parts.map { names[$0] }) == wanted
                }), let proof = figures.suppression.proofs[cell.name]
            else { continue }
            var guess = truth
            for place in Set(component.flatMap(\.parts)) {
                guess[names[place]] = proof[place, default: 0]
            }
            return guess
        }
        return truth
    }

    /// What the parts of the reports' system are called here.
    private static func names(_ totals: CertificateTotals) -> [String] {
        let shares = ["least", "women"].flatMap { kind in
            [true, false].flatMap { isIn in totals.allMonths.map { "\(kind) \($0) \(isIn)" } }
        }
        return totals.programmeParts.keys.sorted { "\($0)" < "\($1)" }
            .map { "programme \($0.programme) \($0.organisation) \($0.isFree)" }
            + PayerKind.allCases.map { "payer \($0)" } + PriceBand.allCases.map { "band \($0)" }
            + totals.possibleClasses.map { "class \($0)" }
            + ["true true", "true false", "false true", "false false"].map { "means \($0)" }
            + shares
            + LearnerGroup.allCases.filter { $0 != .woman }
            .flatMap { ["group \($0) true", "group \($0) false"] }
            + [ReportTopic.language, .delivery, .ageBand].flatMap { topic in
                totals.parts(topic).map { "\(topic) \($0.id)" }
            }
    }

    // MARK: What counts are made of

    private mutating func add(_ counts: [String: Int]) {
        truth.merge(counts) { left, _ in left }
        groups.append(counts.keys.sorted())
    }

    private mutating func describe(_ totals: CertificateTotals) {
        add(
            Dictionary(
                uniqueKeysWithValues: totals.programmeParts.map {
                    ("programme \($0.programme) \($0.organisation) \($0.isFree)", $1)
                }))
        for part in totals.programmeParts.keys {
            let name = "programme \(part.programme) \(part.organisation) \(part.isFree)"
            meaning["by-programme/\(part.programme)/certificates", default: []].insert(name)
            meaning["by-organisation/\(part.organisation)/certificates", default: []].insert(name)
        }
        let free = Set(
            totals.programmeParts.keys.filter(\.isFree).map {
                "programme \($0.programme) \($0.organisation) true"
            })
        let kinds = PayerKind.allCases
        add(
            Dictionary(
                uniqueKeysWithValues: kinds.map { ("payer \($0)", totals.payers[$0]?.count ?? 0) }))
        add(
            Dictionary(
                uniqueKeysWithValues: PriceBand.allCases.map {
                    ("band \($0)", totals.bands[$0]?.count ?? 0)
                }))
        for kind in kinds { meaning["by-payer/\(kind.rawValue)/certificates"] = ["payer \(kind)"] }
        for band in PriceBand.allCases {
            meaning["by-price-band/\(band.rawValue)/certificates"] = ["band \(band)"]
        }
        links.append((free, ["payer free"]))
        links.append((["band free"], ["payer free"]))
        meaning["by-pool/fund/certificates"] = [
            "payer sponsor", "payer mixed", "payer paid", "payer elsewhere",
        ]
        let unpaid = Set(kinds.filter { !$0.mayHavePaid }.map { "payer \($0)" })
        meaning["affordability/all/unpaid"] = unpaid
        meaning["paid"] = Set(kinds.filter(\.mayHavePaid).map { "payer \($0)" })
        describeCountries(totals, unpaid)
        describeMonths(totals)
        describeLearners(totals)
    }

    private mutating func describeCountries(_ totals: CertificateTotals, _ unpaid: Set<String>) {
        add(classes.mapValues { totals.classes[$0]?.count ?? 0 })
        for (name, kind) in classes {
            meaning["by-region/\(kind.region.rawValue)/certificates", default: []].insert(name)
            meaning["by-income-group/\(kind.income.rawValue)/certificates", default: []].insert(
                name)
            for (table, isIn) in [
                ("by-least-developed", kind.isLeastDeveloped),
                ("by-small-island", kind.isSmallIsland), ("by-landlocked", kind.isLandlocked),
            ] {
                meaning["\(table)/\(isIn ? "yes" : "no")/certificates", default: []].insert(name)
            }
        }
        let means = [true, false].flatMap { isLeast in
            [true, false].map {
                CertificateTotals.Means(isLeastDeveloped: isLeast, isUnpaid: $0)
            }
        }
        func name(_ means: CertificateTotals.Means) -> String {
            "means \(means.isLeastDeveloped) \(means.isUnpaid)"
        }
        add(Dictionary(uniqueKeysWithValues: means.map { (name($0), totals.means[$0] ?? 0) }))
        for means in means {
            let isPublished = means.isLeastDeveloped && means.isUnpaid
            meaning[isPublished ? "affordability/least-developed/unpaid" : name(means)] = [
                name(means)
            ]
        }
        links.append(
            (
                ["means true true", "means true false"],
                meaning["by-least-developed/yes/certificates"] ?? []
            ))
        links.append((["means true true", "means false true"], unpaid))
    }

    private mutating func describeMonths(_ totals: CertificateTotals) {
        let months = totals.allMonths
        for (name, column, shares) in [
            ("least", "least-developed", totals.leastDevelopedByMonth),
            ("women", "women", totals.women),
        ] {
            var counts: [String: Int] = [:]
            for month in months {
                for isIn in [true, false] {
                    let part = "\(name) \(month) \(isIn)"
                    counts[part] = shares[.init(month: month, isIn: isIn)] ?? 0
                    meaning[isIn ? "reach-by-month/\(month)/\(column)" : part] = [part]
                }
            }
            add(counts)
        }
        for month in months {
            let all: Set<String> = ["least \(month) true", "least \(month) false"]
            meaning["by-month/\(month)/certificates"] = all
            links.append((all, ["women \(month) true", "women \(month) false"]))
        }
        links.append(
            (
                Set(months.map { "least \($0) true" }),
                meaning["by-least-developed/yes/certificates"] ?? []
            ))
        meaning["by-group/woman/certificates"] = Set(months.map { "women \($0) true" })
        meaning["not woman"] = Set(months.map { "women \($0) false" })
    }

    private mutating func describeLearners(_ totals: CertificateTotals) {
        for group in LearnerGroup.allCases where group != .woman {
            let inside = totals.groups[group]?.count ?? 0
            add(["group \(group) true": inside, "group \(group) false": total - inside])
            meaning["by-group/\(group.rawValue)/certificates"] = ["group \(group) true"]
            meaning["not \(group)"] = ["group \(group) false"]
        }
        for topic in [ReportTopic.language, .delivery, .ageBand] {
            let parts = totals.parts(topic)
            add(
                Dictionary(
                    uniqueKeysWithValues: parts.map { ("\(topic) \($0.id)", $0.cell.count) }))
            for part in parts {
                meaning["\(topic.rawValue)/\(part.id)/certificates"] = ["\(topic) \(part.id)"]
            }
        }
    }

    // MARK: Other certificates

    /// Certificates of which there are so many in each part: lists of the values of each group of
    /// parts, put together where they agree in what the groups share.
    func certificates(_ counts: [String: Int]) throws -> [CertificateTally] {
        struct Draft {
            var values: [String: [String]] = [:]
        }
        func items(_ kind: String) -> [[String]] {
            counts.filter { $0.key.hasPrefix(kind + " ") }.sorted { $0.key < $1.key }
                .flatMap { name, count in
                    Array(
                        repeating: [name] + name.split(separator: " ").map(String.init),
                        count: count)
                }
        }
        var drafts = items("payer").map { Draft(values: ["payer": $0]) }
        func mix(
            _ kind: String, as label: String? = nil, _ own: ([String]) -> String,
            _ other: (Draft) -> String
        ) throws {
            var waiting = Dictionary(grouping: items(kind), by: own)
            for place in drafts.indices {
                let next = waiting[other(drafts[place])]?.popLast()
                let item: [String] = try #require(next, "\(kind) does not agree")
                drafts[place].values[label ?? kind] = item
            }
        }
        func isFree(_ draft: Draft) -> String { "\(draft.values["payer"]?[2] == "free")" }
        try mix("programme", { $0[4] }, isFree)
        try mix("band", { "\($0[2] == "free")" }, isFree)
        try mix("means", { $0[3] }) { draft in
            let kind = PayerKind.allCases.first { "\($0)" == draft.values["payer"]?[2] }
            return "\(kind?.mayHavePaid == false)"
        }
        let classes = classes
        try mix("class", { item in "\(classes[item[0]]?.isLeastDeveloped == true)" }) {
            $0.values["means"]?[2] ?? ""
        }
        try mix("least", { $0[3] }) { $0.values["means"]?[2] ?? "" }
        try mix("women", { $0[2] }) { $0.values["least"]?[2] ?? "" }
        for group in LearnerGroup.allCases where group != .woman {
            try mix("group \(group)", as: "\(group)", { _ in "" }) { _ in "" }
        }
        for topic in [ReportTopic.language, .delivery, .ageBand] {
            try mix("\(topic)", { _ in "" }) { _ in "" }
        }
        return try drafts.map { try tally($0.values) }
    }

    private func tally(_ values: [String: [String]]) throws -> CertificateTally {
        func value(_ kind: String, _ place: Int) throws -> String {
            try #require(values[kind]?[place])
        }
        let day = try date("\(value("women", 2))-15")
        let kind = try #require(classes[value("class", 0)])
        let reference = try ReportSamples.reference.get()
        let country = reference.countries.first {
            CountryClass($0.alpha2, on: day, reference) == kind
        }
        if kind != CountryClass() { try #require(country != nil, "\(kind) in no country") }
        var groups = Set(
            LearnerGroup.allCases.filter { values["\($0)"]?.last == "true" })
        if try value("women", 3) == "true" { groups.insert(.woman) }
        let age = try value("ageBand", 2)
        let language = try value("language", 2)
        return CertificateTally(
            programme: try slug(value("programme", 2)),
            organisation: try slug(value("programme", 3)),
            country: kind == CountryClass() ? nil : country?.alpha2,
            language: LanguageTag(language == "not-known" ? "" : language),
            delivery: try #require(DeliveryMode(rawValue: value("delivery", 2))),
            ageBand: AgeBand(rawValue: age), groups: groups, day: day,
            payer: try #require(
                PayerKind.allCases.first { "\($0)" == values["payer"]?[2] }),
            band: try #require(PriceBand.allCases.first { "\($0)" == values["band"]?[2] }),
            price: nil, count: 1)
    }
}
