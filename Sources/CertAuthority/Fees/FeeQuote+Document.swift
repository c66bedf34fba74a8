public import LinkedData

extension FeeQuote {
    /// The reckoning in lines for people: result, then each rule with why, then the records used.
    public var explanation: [String] {
        var lines = ["\(request.programme) for \(request.country) on \(request.date): \(amount)"]
        lines.append("list price \(list); schedule \(scheduleVersion); held until \(heldUntil)")
        lines += tiers.map { "tier \($0.line)" } + reliefs.map { "relief \($0.line)" }
        lines += adjustments.map(\.description)
        lines += vintages.map { "record \($0): \($0.source)" }
        return lines
    }

    /// The quote as JSON; amounts as exact text beside minor units.
    public var json: JSON {
        var object: JSON = [
            "programme": .string(request.programme.text), "country": .string(request.country),
            "groups": .array(request.groups.sorted().map { .string($0.rawValue) }),
            "organisation": .string(organisation.text), "date": .string("\(request.date)"),
            "list": list.json, "amount": amount.json,
            "tier": .string(tier.text), "evidence": .array(evidence.map { .string($0.rawValue) }),
            "heldUntil": .string("\(heldUntil)"), "scheduleVersion": .string(scheduleVersion),
            "adjustments": .array(adjustments.map { .string($0.description) }),
            "tiers": .array(tiers.map(\.json)), "reliefs": .array(reliefs.map(\.json)),
            "vintages": .array(vintages.map(\.json)),
        ]
        object.set("relief", relief.map { .string($0.text) })
        return object
    }
}

extension Money {
    /// `currency`, and `amount` and `minorUnits` as exact text: a JSON number is a binary fraction to
    /// most that read it.
    public var json: JSON {
        [
            "currency": .string(currency.code), "amount": .string(decimal),
            "minorUnits": .string(String(minorUnits)),
        ]
    }
}

extension FeeQuote.Outcome {
    fileprivate var line: String {
        let why =
            findings.isEmpty
            ? "applies to all" : findings.map(\.description).joined(separator: "; ")
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
            "reasons": .array(findings.map { .string($0.description) }),
        ]
        object.set("price", money?.json)
        return object
    }
}

extension FeeQuote.Adjustment: CustomStringConvertible {
    /// Such as `raised from USD 1.00 to the floor, USD 5.00`.
    public var description: String {
        switch cause {
        case .coins: "rounded from \(from) to coins, \(to)"
        case .floor: "raised from \(from) to the floor, \(to)"
        case .cap: "lowered from \(from) to the cap, \(to)"
        }
    }
}

extension ListMembership {
    /// The record as a JSON object.
    public var json: JSON {
        var object: JSON = [
            "list": .string(list.text), "group": .string(group.text),
            "untilStatus": .string(endStatus.rawValue), "source": .string(source),
        ]
        object.set("from", from.map { .string("\($0)") })
        object.set("until", until.map { .string("\($0)") })
        return object
    }
}
