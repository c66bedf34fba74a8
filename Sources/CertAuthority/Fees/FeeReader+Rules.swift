internal import LinkedData

/// Reads tiers and reliefs.
extension FeeReader {
    mutating func rule(
        _ node: SourceNode, path: String, isRelief: Bool, prices: [FeeSchedule.ListPrice]
    ) -> FeeRule? {
        var keys = [
            "id", "share", "basis-points", "where", "from", "until", "evidence", "rounding", "rank",
        ]
        if !isRelief { keys += ["amount", "floor", "cap"] }
        guard let fields = source.fields(node, path: path, keys: keys) else { return nil }
        let id = source.slug("id", in: fields)
        if let id, !ids.insert(id).inserted {
            source.report(
                "another rule has the same id", remedy: "choose another id", at: fields["id"]?.line,
                field: fields.path("id"), value: id.text)
        }
        let condition = condition(in: fields)
        let scope = prices.filter { condition.covers(programme: $0.programme) }
        let price = price(in: fields, scope: scope)
        let floor = fields["floor"] == nil ? nil : amount("floor", in: fields, scope: scope)
        let cap = fields["cap"] == nil ? nil : amount("cap", in: fields, scope: scope)
        if let floor, let cap, floor.currency == cap.currency, cap.minorUnits < floor.minorUnits {
            source.report(
                "below the floor", remedy: "raise the cap or lower the floor",
                at: fields["cap"]?.line, field: fields.path("cap"), value: "\(cap)")
        }
        let from = source.date("from", in: fields)
        let until = source.date("until", in: fields)
        if let from, let until, from >= until {
            source.report(
                "not after from", remedy: "until is the first day on which it no longer applies",
                at: fields["until"]?.line, field: fields.path("until"), value: "\(until)")
        }
        let evidence =
            fields["evidence"] == nil
            ? .nothing : source.choice("evidence", in: fields, of: FeeRule.Evidence.self)
        let rounding = fields["rounding"].flatMap { _ in
            source.choice("rounding", in: fields, of: Rounding.self)
        }
        let rank = fields["rank"].flatMap { _ in
            source.integer("rank", in: fields, range: 1...1_000)
        }
        guard let id, let price, let evidence else { return nil }
        return FeeRule(
            id: id, price: price, floor: floor, cap: cap, condition: condition, from: from,
            until: until, evidence: evidence, rounding: rounding, rank: rank)
    }

    /// The price by the one key of three that a rule has.
    private mutating func price(
        in fields: SourceReader.Fields, scope: [FeeSchedule.ListPrice]
    ) -> FeeRule.Price? {
        let given = ["amount", "share", "basis-points"].filter { fields[$0] != nil }
        if given.count > 1 {
            source.report(
                "both \(given[0]) and \(given[1])", remedy: "keep one of them",
                at: fields[given[0]]?.line, field: fields.path(given[0]))
        }
        switch given.first {
        case "amount": return amount("amount", in: fields, scope: scope).map { .amount($0) }
        case "basis-points":
            return source.integer("basis-points", in: fields, range: 0...10_000)
                .flatMap { BasisPoints($0) }.map { .share($0) }
        default:
            return source.required("share", in: fields).flatMap { node in
                source.value(
                    node, path: fields.path("share"), expected: "a share",
                    remedy: "write a share of the price from 0% to 100%, such as 50% or 12.5%"
                ) { BasisPoints(percent: $0) }
            }.map { .share($0) }
        }
    }

    /// An amount of a rule, in the currency of all programmes to which the rule applies and up to
    /// their list prices.
    private mutating func amount(
        _ key: String, in fields: SourceReader.Fields, scope: [FeeSchedule.ListPrice]
    ) -> Money? {
        guard let node = fields[key], let amount = money(node, path: fields.path(key)) else {
            return nil
        }
        for price in scope {
            if price.list.currency != amount.currency {
                source.report(
                    "\(price.programme) is priced in \(price.list.currency)",
                    remedy: "limit the rule with where: {programmes: [...]}, or use share",
                    at: node.line, field: fields.path(key), value: "\(amount)")
            } else if price.list.minorUnits < amount.minorUnits {
                source.report(
                    "more than the list price of \(price.programme)",
                    remedy: "write at most \(price.list)", at: node.line,
                    field: fields.path(key), value: "\(amount)")
            }
        }
        return amount
    }
}
