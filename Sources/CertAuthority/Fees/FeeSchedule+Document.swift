public import LinkedData

extension FeeSchedule {
    /// The countries for which the parts of a rule that speak of country and date hold on a day.
    public func countries(
        of rule: FeeRule, on day: CivilDate, reference: ReferenceData
    ) -> [String] {
        reference.countries.map(\.alpha2).filter { country in
            FeePlace(country: country, date: day, reference: reference, grace: grace)
                .findings(rule).allSatisfy(\.holds)
        }
    }

    /// The schedule as one JSON object.
    public var json: JSON {
        var object: JSON = [
            "version": .string(version), "rounding": .string(rounding.rawValue),
            "hold": .string("\(hold)"), "prices": .array(prices.map(\.json)),
            "tiers": .array(tiers.map(\.json)), "reliefs": .array(reliefs.map(\.json)),
        ]
        object.set("grace", grace.map { .string("\($0)") })
        object.set("retention", retention.map { .string("\($0)") })
        return object
    }
}

extension FeeSchedule.ListPrice {
    /// What bounds its quotes, in words.
    public var limits: [String] {
        [
            floor.map { "floor \($0)" }, cap.map { "cap \($0)" },
            cashStep.map { "in coins of \(Money(minorUnits: $0, list.currency))" },
        ].compactMap(\.self)
    }

    fileprivate var json: JSON {
        var object: JSON = ["programme": .string(programme.text), "list": list.json]
        object.set("floor", floor?.json)
        object.set("cap", cap?.json)
        object.set("coins", cashStep.map { Money(minorUnits: $0, list.currency).json })
        return object
    }
}

extension FeeRule {
    /// What it makes of a price: `25 %`, `USD 5.00`, `25 %, floor USD 5.00`.
    public var priceText: String {
        let price =
            switch price {
            case .share(let share): "\(share)"
            case .amount(let amount): "\(amount)"
            }
        return
            ([price] + [floor.map { "floor \($0)" }, cap.map { "cap \($0)" }].compactMap(\.self))
            .joined(separator: ", ")
    }

    /// The rule as one JSON object; all values are texts.
    public var json: JSON {
        var object: JSON = [
            "id": .string(id.text), "price": .string(priceText), "for": .string("\(condition)"),
            "evidence": .string(evidence.rawValue),
        ]
        object.set("from", from.map { .string("\($0)") })
        object.set("until", until.map { .string("\($0)") })
        object.set("rounding", rounding.map { .string($0.rawValue) })
        object.set("rank", rank.map { .string(String($0)) })
        return object
    }
}
