internal import LinkedData

extension FeeSchedule {
    /// Reads `fees.yaml` and checks it against the catalogue and the reference tables.
    ///
    /// - Throws: every fault, with file, line and field.
    public init(
        _ file: SourceFile, catalogue: Catalogue, reference: ReferenceData
    ) throws(SourceFaults) {
        var reader = FeeReader(file: file.path, catalogue: catalogue, reference: reference)
        let schedule = reader.schedule(file)
        guard let schedule, reader.faults.isEmpty else { throw SourceFaults(reader.faults) }
        self = schedule
    }
}

/// Reads a fee schedule and collects every fault.
///
/// Without a catalogue or reference tables (where those have faults of their own) it checks what
/// can be checked alone.
struct FeeReader {
    private var source: SourceReader
    private let catalogue: Catalogue?
    private let reference: ReferenceData?
    private var ids: Set<Slug> = []

    var faults: [SourceFault] { source.faults }

    init(file: String, catalogue: Catalogue?, reference: ReferenceData?) {
        source = SourceReader(file: file)
        self.catalogue = catalogue
        self.reference = reference
    }

    mutating func schedule(_ file: SourceFile) -> FeeSchedule? {
        let root: SourceNode
        do throws(SourceFaults) { root = try YAMLDocument.read(file) } catch {
            source.take(error)
            return nil
        }
        let keys = ["version", "rounding", "grace", "hold", "prices", "tiers", "reliefs"]
        guard let fields = source.fields(root, path: "", keys: keys) else { return nil }
        let version = source.text("version", in: fields)
        let rounding = source.choice("rounding", in: fields, of: Rounding.self)
        let grace = source.duration("grace", in: fields)
        let hold =
            source.required("hold", in: fields) == nil ? nil : source.duration("hold", in: fields)
        let prices = prices(in: fields)
        let tiers = source.elements("tiers", in: fields, atLeast: 1)
            .compactMap { rule($0.node, path: $0.path, isRelief: false, prices: prices) }
        let reliefs = source.elements("reliefs", in: fields)
            .compactMap { rule($0.node, path: $0.path, isRelief: true, prices: prices) }
        guard let version, let rounding, let hold else { return nil }
        return FeeSchedule(
            version: version, rounding: rounding, grace: grace, hold: hold, prices: prices,
            tiers: tiers, reliefs: reliefs)
    }

    // MARK: List prices

    private mutating func prices(in fields: SourceReader.Fields) -> [FeeSchedule.ListPrice] {
        var prices: [FeeSchedule.ListPrice] = []
        var priced: Set<Slug> = []
        for (node, path) in source.elements("prices", in: fields) {
            let keys = ["programme", "list", "floor", "cap"]
            guard let entry = source.fields(node, path: path, keys: keys) else { continue }
            let programme = source.slug("programme", in: entry)
            if let programme {
                checkPriced(programme, in: entry)
                if !priced.insert(programme).inserted {
                    source.report(
                        "the programme has a price already", remedy: "keep one of them",
                        at: entry["programme"]?.line, field: entry.path("programme"),
                        value: programme.text)
                }
            }
            let list = source.required("list", in: entry).flatMap {
                money($0, path: entry.path("list"))
            }
            guard let programme, let list else { continue }
            let floor = bound("floor", of: list, in: entry)
            let cap = bound("cap", of: list, in: entry)
            if let floor, let cap, cap.minorUnits < floor.minorUnits {
                source.report(
                    "below the floor", remedy: "raise the cap or lower the floor",
                    at: entry["cap"]?.line, field: entry.path("cap"), value: "\(cap)")
            }
            prices.append(.init(programme: programme, list: list, floor: floor, cap: cap))
        }
        for programme in catalogue?.programmes ?? []
        where programme.level == .advanced && !priced.contains(programme.slug) {
            source.report(
                "the advanced programme \(programme.slug) has no price",
                remedy: "add it with its list price", at: fields["prices"]?.line, field: "prices",
                value: programme.slug.text)
        }
        return prices
    }

    private mutating func checkPriced(_ slug: Slug, in entry: SourceReader.Fields) {
        guard let catalogue else { return }
        let programme = catalogue.programme(slug)
        if programme?.level == .advanced { return }
        source.report(
            programme == nil ? "there is no such programme" : "the programme is free",
            remedy: "only advanced programmes have a price", at: entry["programme"]?.line,
            field: entry.path("programme"), value: slug.text)
    }

    private mutating func bound(
        _ key: String, of list: Money, in entry: SourceReader.Fields
    ) -> Money? {
        guard let node = entry[key], let money = money(node, path: entry.path(key)) else {
            return nil
        }
        if money.currency == list.currency, money.minorUnits <= list.minorUnits { return money }
        source.report(
            "not an amount up to the list price in its currency",
            remedy: "write at most \(list)", at: node.line, field: entry.path(key),
            value: "\(money)")
        return nil
    }

    private mutating func money(_ node: SourceNode, path: String) -> Money? {
        let remedy = "write a code and an exact amount such as USD 120.00"
        guard let text = source.text(node, path: path), let reference else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let currency = reference.currency(String(parts[0])) else {
            source.report(
                "not an amount in a known currency", remedy: remedy, at: node.line, field: path,
                value: text)
            return nil
        }
        do throws(MoneyError) {
            let money = try Money(decimal: String(parts[1]), currency)
            if money.minorUnits >= 0 { return money }
            source.report(
                "a negative amount", remedy: remedy, at: node.line, field: path, value: text)
        } catch {
            source.report("\(error)", remedy: remedy, at: node.line, field: path, value: text)
        }
        return nil
    }

    // MARK: Rules

    private mutating func rule(
        _ node: SourceNode, path: String, isRelief: Bool, prices: [FeeSchedule.ListPrice]
    ) -> FeeRule? {
        var keys = ["id", "basis-points", "where", "from", "until", "evidence", "rounding"]
        if !isRelief { keys.insert("amount", at: 2) }
        guard let fields = source.fields(node, path: path, keys: keys) else { return nil }
        let id = source.slug("id", in: fields)
        if let id, !ids.insert(id).inserted {
            source.report(
                "another rule has the same id", remedy: "choose another id", at: fields["id"]?.line,
                field: fields.path("id"), value: id.text)
        }
        let condition = condition(in: fields)
        let price = price(in: fields, scope: condition.programmes, prices: prices)
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
        guard let id, let price, let evidence else { return nil }
        return FeeRule(
            id: id, price: price, condition: condition, from: from, until: until,
            evidence: evidence, rounding: rounding)
    }

    private mutating func price(
        in fields: SourceReader.Fields, scope: [Slug], prices: [FeeSchedule.ListPrice]
    ) -> FeeRule.Price? {
        guard let node = fields["amount"] else {
            return source.integer("basis-points", in: fields, range: 0...10_000)
                .flatMap { BasisPoints($0) }.map { .share($0) }
        }
        if fields["basis-points"] != nil {
            source.report(
                "both an amount and basis points", remedy: "keep one of them", at: node.line,
                field: fields.path("amount"))
        }
        guard let amount = money(node, path: fields.path("amount")) else { return nil }
        let affected = prices.filter { scope.isEmpty || scope.contains($0.programme) }
        for price in affected where price.list.currency != amount.currency {
            source.report(
                "\(price.programme) is priced in \(price.list.currency)",
                remedy: "limit the rule with where: {programmes: [...]}, or use basis points",
                at: node.line, field: fields.path("amount"), value: "\(amount)")
        }
        return .amount(amount)
    }

    private mutating func condition(in fields: SourceReader.Fields) -> FeeCondition {
        let keys = ["lists", "countries", "groups", "organisations", "programmes"]
        guard let node = fields["where"],
            let parts = source.fields(node, path: fields.path("where"), keys: keys)
        else { return FeeCondition() }
        let (catalogue, reference) = (catalogue, reference)
        return FeeCondition(
            lists: source.unique("lists", in: parts) { reader, node, path in
                Self.listGroup(&reader, node, path: path, reference: reference)
            },
            countries: source.unique("countries", in: parts) { reader, node, path in
                reader.value(
                    node, path: path, expected: "a known country",
                    remedy: "write an alpha-2 code such as KE"
                ) { reference == nil || reference?.country($0) != nil ? $0 : nil }
            },
            groups: source.unique("groups", in: parts) { reader, node, path in
                reader.choice(node, path: path, of: LearnerGroup.self)
            },
            organisations: source.unique("organisations", in: parts) { reader, node, path in
                reader.value(
                    node, path: path, expected: "a known organisation",
                    remedy: "write a slug of organisations.yaml"
                ) { text in
                    Slug(text).flatMap {
                        catalogue == nil || catalogue?.organisation($0) != nil ? $0 : nil
                    }
                }
            },
            programmes: source.unique("programmes", in: parts) { reader, node, path in
                reader.value(
                    node, path: path, expected: "a known programme",
                    remedy: "write a slug of programmes.yaml"
                ) { text in
                    Slug(text).flatMap {
                        catalogue == nil || catalogue?.programme($0) != nil ? $0 : nil
                    }
                }
            })
    }

    private static func listGroup(
        _ reader: inout SourceReader, _ node: SourceNode, path: String, reference: ReferenceData?
    ) -> FeeCondition.ListGroup? {
        let known = reference?.groups.map { "\($0.list)/\($0.group)" }
        return reader.value(
            node, path: path, expected: "a group of a known list",
            remedy: known.map { "use one of \(SourceReader.list($0))" } ?? "write list/group"
        ) { text in
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, known?.contains(where: text.isExactly) ?? true,
                let list = Slug(String(parts[0])), let group = Slug(String(parts[1]))
            else { return nil }
            return FeeCondition.ListGroup(list: list, group: group)
        }
    }
}
