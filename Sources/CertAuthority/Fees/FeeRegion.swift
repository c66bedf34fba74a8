internal import LinkedData

/// Whom something concerns: programmes, who issues them, countries, learners, and when.
public struct FeeRegion: Hashable, Sendable {
    /// The programmes.
    public let programmes: [Slug]
    /// The organisations that issue; empty where it makes no difference who does.
    public let organisations: [Slug]
    /// The countries, alpha-2.
    public let countries: [String]
    /// The sets of groups that the learners are in.
    public let groups: [Set<LearnerGroup>]
    /// The first day.
    public let from: CivilDate
    /// The first day after, or nil where it goes on beyond the days looked at.
    public let until: CivilDate?

    /// The learners in words: `all learners`, or their groups.
    public var learners: String {
        if groups.count == FeeGrid.groupSets.count { return "all learners" }
        let shared = LearnerGroup.allCases.filter { group in
            Set(groups) == Set(FeeGrid.groupSets.filter { $0.contains(group) })
        }
        if let group = shared.first { return "learners in \(group.rawValue)" }
        if groups == [[]] { return "learners in no group" }
        if groups.count == FeeGrid.groupSets.count - 1, !groups.contains([]) {
            return "learners in any group"
        }
        return "learners in "
            + groups.map { set in
                set.isEmpty ? "no group" : set.sorted().map(\.rawValue).joined(separator: "+")
            }.joined(separator: " or ")
    }
}

extension FeeRegion: CustomStringConvertible {
    /// Such as `advanced-generative-ai, VE and 2 more countries (CK, NU), all learners, from
    /// 2026-01-01 until 2026-07-01`; of many countries the first are named.
    public var description: String {
        let shown = 12
        let rest = countries.count - shown
        let places =
            countries.prefix(shown).joined(separator: " ")
            + (rest > 0 ? " and \(rest) more countries" : "")
        let issuers =
            organisations.isEmpty
            ? "" : " by \(organisations.map(\.text).joined(separator: ", "))"
        let end = until.map { " until \($0)" } ?? ""
        return
            "\(programmes.map(\.text).joined(separator: ", "))\(issuers); \(places); \(learners); "
            + "from \(from)\(end)"
    }

    /// The region as a JSON object.
    var json: JSON {
        var object: JSON = [
            "programmes": .array(programmes.map { .string($0.text) }),
            "organisations": .array(organisations.map { .string($0.text) }),
            "countries": .array(countries.map { .string($0) }),
            "groups": .array(
                groups.map { .array($0.sorted().map { .string($0.rawValue) }) }),
            "from": .string("\(from)"),
        ]
        object.set("until", until.map { .string("\($0)") })
        return object
    }
}

/// Gathers single cases into regions as large as they get.
struct FeeRegionGatherer<Finding: Hashable> {
    private struct Line: Hashable {
        let finding: Finding
        let programme: Slug
        let organisations: [Slug]
        let country: String
        let groups: [Int]
    }

    private struct Block: Hashable {
        let finding: Finding
        let programme: Slug
        let organisations: [Slug]
        let groups: [Int]
        let from: CivilDate
        let until: CivilDate?
    }

    private struct Body: Hashable {
        let finding: Finding
        let organisations: [Slug]
        let groups: [Int]
        let from: CivilDate
        let until: CivilDate?
        let countries: [String]
    }

    private var stretches: [Line: [(from: CivilDate, until: CivilDate?)]] = [:]

    /// Adds what was found for some sets of groups in one stretch of days. Stretches of one country
    /// are added in their order.
    mutating func add(
        _ finding: Finding, programme: Slug, organisations: [Slug], country: String, groups: [Int],
        from: CivilDate, until: CivilDate?
    ) {
        let line = Line(
            finding: finding, programme: programme, organisations: organisations, country: country,
            groups: groups)
        var parts = stretches[line] ?? []
        if let last = parts.indices.last, parts[last].until == from {
            parts[last].until = until
        } else {
            parts.append((from, until))
        }
        stretches[line] = parts
    }

    /// The findings with their regions, by first day, programme and country.
    var regions: [(finding: Finding, region: FeeRegion)] {
        var blocks: [Block: [String]] = [:]
        for (line, parts) in stretches {
            for (from, until) in parts {
                let block = Block(
                    finding: line.finding, programme: line.programme,
                    organisations: line.organisations, groups: line.groups, from: from,
                    until: until)
                blocks[block, default: []].append(line.country)
            }
        }
        var bodies: [Body: [Slug]] = [:]
        for (block, countries) in blocks {
            let body = Body(
                finding: block.finding, organisations: block.organisations, groups: block.groups,
                from: block.from, until: block.until, countries: countries.sorted())
            bodies[body, default: []].append(block.programme)
        }
        return bodies.map { body, programmes in
            let region = FeeRegion(
                programmes: programmes.sorted(), organisations: body.organisations,
                countries: body.countries, groups: body.groups.map { FeeGrid.groupSets[$0] },
                from: body.from, until: body.until)
            return (body.finding, region)
        }.sorted { left, right in
            let (first, second) = (left.region, right.region)
            if first.from != second.from { return first.from < second.from }
            if first.programmes != second.programmes {
                return first.programmes.lexicographicallyPrecedes(second.programmes)
            }
            return "\(left.finding) \(first)" < "\(right.finding) \(second)"
        }
    }
}
