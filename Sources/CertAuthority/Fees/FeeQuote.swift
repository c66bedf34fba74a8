public import LinkedData

/// What a learner is asked for.
public struct FeeRequest: Hashable, Sendable {
    /// The programme.
    public let programme: Slug
    /// The organisation that would issue, or nil for the programme's own.
    public let organisation: Slug?
    /// The learner's country, ISO 3166-1 alpha-2 in capitals.
    public let country: String
    /// The groups that the learner is in.
    public let groups: Set<LearnerGroup>
    /// The day of the quote.
    public let date: CivilDate

    /// A request; whether programme and country exist is found out by `FeeSchedule.quote`.
    public init(
        programme: Slug, organisation: Slug? = nil, country: String,
        groups: Set<LearnerGroup> = [], date: CivilDate
    ) {
        self.programme = programme
        self.organisation = organisation
        self.country = country
        self.groups = groups
        self.date = date
    }
}

/// A fee with all that led to it: given the same request, schedule and tables, it is always the
/// same.
public struct FeeQuote: Hashable, Sendable {
    /// What became of one rule.
    public struct Outcome: Hashable, Sendable {
        /// Whether the rule set the price, or could have, or did not apply.
        public enum Result: Hashable, Sendable {
            /// It set the price, to this.
            case counted(Money)
            /// It applied and gave this price, and another counted.
            case outdone(Money)
            /// It did not apply.
            case missed
        }

        /// The rule's id.
        public let rule: Slug
        /// What became of it.
        public let result: Result
        /// Why: each condition with what was found.
        public let reasons: [String]
    }

    /// What was asked.
    public let request: FeeRequest
    /// The price before tiers.
    public let list: Money
    /// The price to pay; zero when nothing is.
    public let amount: Money
    /// The tier that counted.
    public let tier: Slug
    /// The relief that counted, if one did.
    public let relief: Slug?
    /// What the learner must show, in the order of need.
    public let evidence: [FeeRule.Evidence]
    /// The first day on which the quote no longer holds.
    public let heldUntil: CivilDate
    /// What became of every tier, by id.
    public let tiers: [Outcome]
    /// What became of every relief, by id.
    public let reliefs: [Outcome]
    /// What the floor or the cap changed, in words, if they did.
    public let bound: String?
    /// The version of the schedule.
    public let scheduleVersion: String
    /// The dated records about the country that were looked at.
    public let vintages: [ListMembership]

    /// The ids of the rules that counted.
    public var ruleIDs: [Slug] { [tier] + (relief.map { [$0] } ?? []) }

    /// The reckoning in lines for people: result, then each rule with why, then the records used.
    public var explanation: [String] {
        var lines = ["\(request.programme) for \(request.country) on \(request.date): \(amount)"]
        lines.append("list price \(list); schedule \(scheduleVersion); held until \(heldUntil)")
        lines += tiers.map { "tier \($0.line)" } + reliefs.map { "relief \($0.line)" }
        if let bound { lines.append(bound) }
        lines += vintages.map { "record \($0): \($0.source)" }
        return lines
    }

    /// The quote as JSON; amounts as exact text beside minor units.
    public var json: JSON {
        var object: JSON = [
            "programme": .string(request.programme.text), "country": .string(request.country),
            "groups": .array(request.groups.sorted().map { .string($0.rawValue) }),
            "date": .string("\(request.date)"), "list": list.json, "amount": amount.json,
            "tier": .string(tier.text), "evidence": .array(evidence.map { .string($0.rawValue) }),
            "heldUntil": .string("\(heldUntil)"), "scheduleVersion": .string(scheduleVersion),
            "tiers": .array(tiers.map(\.json)), "reliefs": .array(reliefs.map(\.json)),
            "vintages": .array(vintages.map(\.json)),
        ]
        object.set("organisation", request.organisation.map { .string($0.text) })
        object.set("relief", relief.map { .string($0.text) })
        object.set("bound", bound.map { .string($0) })
        return object
    }
}

extension Money {
    /// `currency`, `amount` as exact text, and `minorUnits`: a number, or text beyond 2^53, where
    /// JSON numbers lose digits.
    public var json: JSON {
        let exact = minorUnits.magnitude <= 1 << 53
        return [
            "currency": .string(currency.code), "amount": .string(decimal),
            "minorUnits": exact ? .number(Double(minorUnits)) : .string(String(minorUnits)),
        ]
    }
}

extension FeeQuote.Outcome {
    fileprivate var line: String {
        let why = reasons.isEmpty ? "applies to all" : reasons.joined(separator: "; ")
        return switch result {
        case .counted(let money): "\(rule): counts, \(money) (\(why))"
        case .outdone(let money): "\(rule): applies with \(money), another is better (\(why))"
        case .missed: "\(rule): does not apply (\(why))"
        }
    }

    fileprivate var json: JSON {
        let (word, money): (JSON, Money?) =
            switch result {
            case .counted(let money): ("counted", money)
            case .outdone(let money): ("outdone", money)
            case .missed: ("missed", nil)
            }
        var object: JSON = [
            "rule": .string(rule.text), "result": word,
            "reasons": .array(reasons.map { .string($0) }),
        ]
        object.set("price", money?.json)
        return object
    }
}

extension ListMembership {
    fileprivate var json: JSON {
        var object: JSON = [
            "list": .string(list.text), "group": .string(group.text),
            "untilStatus": .string(endStatus.rawValue), "source": .string(source),
        ]
        object.set("from", from.map { .string("\($0)") })
        object.set("until", until.map { .string("\($0)") })
        return object
    }
}
