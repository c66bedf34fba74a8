public import LinkedData

/// How current the reference tables are on a day: what is in force, what is planned and not
/// confirmed, and what should be looked at.
public struct ReferenceStatus: Hashable, Sendable {
    /// How one list stands.
    public struct List: Hashable, Sendable {
        /// The list.
        public let list: Slug
        /// What was published last, or nil where `lists.csv` says nothing of it.
        public let vintage: ListVintage?
        /// What is to be in force later.
        public let upcoming: [ListVintage]
        /// How many countries are in each group, grace left aside.
        public let members: [Slug: Int]
        /// The records whose end is planned and not confirmed, by end.
        public let pending: [ListMembership]
        /// What should be looked at, in sentences.
        public let warnings: [RemedyText]
    }

    /// The day.
    public let date: CivilDate
    /// The lists, by name.
    public let lists: [List]

    /// All that should be looked at.
    public var warnings: [RemedyText] { lists.flatMap(\.warnings) }

    /// Looks at reference tables on a day. Pure.
    public init(_ reference: ReferenceData, on date: CivilDate) {
        self.date = date
        let names = Set(reference.memberships.map(\.list)).union(reference.vintages.map(\.list))
        lists = names.sorted().map { Self.list($0, reference, on: date) }
    }

    private static func list(
        _ name: Slug, _ reference: ReferenceData, on date: CivilDate
    ) -> List {
        let records = reference.memberships.filter { $0.list == name }
        let vintages = reference.vintages.filter { $0.list == name }
        let vintage = vintages.last { $0.asOf <= date }
        let pending = records.filter {
            $0.until != nil && ($0.endStatus == .scheduled || $0.endStatus == .deferred)
        }.sorted { ($0.until ?? date, $0.country) < ($1.until ?? date, $1.country) }
        let members = Dictionary(
            records.filter { $0.standing(on: date) != nil }.map { ($0.group, 1) },
            uniquingKeysWith: +)
        var warnings: [RemedyText] = []
        if let vintage {
            if let review = vintage.nextReview, review <= date {
                warnings.append(
                    """
                    \(name) is of \(vintage.asOf), and \(review) has passed, when its publisher \
                    revises it; compare it and add what is new with \(do: .applyReference)
                    """)
            }
        } else {
            warnings.append(
                """
                the publication date of \(name) is unknown; add a line to reference/lists.csv with \
                \(do: .applyReference)
                """)
        }
        // A deferred end has no day that could pass.
        for record in pending where record.endStatus == .scheduled {
            guard let until = record.until, until <= date else { continue }
            warnings.append(
                "\(record.country) was to leave \(name)/\(record.group) on \(until), which has passed "
                    + "and is not confirmed; its price continues until a record says confirmed or "
                    + "deferred")
        }
        return List(
            list: name, vintage: vintage, upcoming: vintages.filter { $0.asOf > date },
            members: members, pending: pending, warnings: warnings)
    }
}

extension ReferenceStatus {
    /// The status as one JSON object, with remedies in the words of a face.
    public func json(_ words: RemedyWording) -> JSON {
        ["date": .string("\(date)"), "lists": .array(lists.map { $0.json(words) })]
    }

    /// The status in lines for people, without the warnings.
    public var lines: [String] {
        lists.flatMap { list -> [String] in
            let counts = list.members.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            var lines = ["\(list.list): \(counts.joined(separator: ", "))"]
            if let vintage = list.vintage {
                let review = vintage.nextReview.map { ", to be revised on \($0)" } ?? ""
                lines.append("  in force as of \(vintage.asOf)\(review): \(vintage.source)")
            } else {
                lines.append("  no vintage is stated")
            }
            lines += list.upcoming.map { "  from \($0.asOf): \($0.source)" }
            for record in list.pending {
                let end = record.until.map { " \($0)" } ?? ""
                lines.append(
                    "  \(record.country) \(record.group): end\(end) is \(record.endStatus.rawValue), "
                        + "not confirmed")
            }
            return lines
        }
    }
}

extension ReferenceStatus.List {
    fileprivate func json(_ words: RemedyWording) -> JSON {
        var object: JSON = [
            "list": .string(list.text), "upcoming": .array(upcoming.map(\.json)),
            "members": .object(
                members.sorted { $0.key < $1.key }.reduce(into: JSONObject()) {
                    $0[$1.key.text] = .number(Double($1.value))
                }),
            "pending": .array(pending.map(\.json)),
            "warnings": .array(warnings.map { .string($0.text(words)) }),
        ]
        object.set("vintage", vintage?.json)
        return object
    }
}

extension ListVintage {
    fileprivate var json: JSON {
        var object: JSON = ["asOf": .string("\(asOf)"), "source": .string(source)]
        object.set("nextReview", nextReview.map { .string("\($0)") })
        return object
    }
}
