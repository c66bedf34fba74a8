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
    var source: SourceReader
    let catalogue: Catalogue?
    let reference: ReferenceData?
    var ids: Set<Slug> = []

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
        let keys = [
            "version", "rounding", "grace", "hold", "retention", "prices", "tiers", "reliefs",
        ]
        guard let fields = source.fields(root, path: "", keys: keys) else { return nil }
        let version = source.text("version", in: fields)
        let rounding = source.choice("rounding", in: fields, of: Rounding.self)
        let grace = source.duration("grace", in: fields)
        let hold =
            source.required("hold", in: fields) == nil ? nil : source.duration("hold", in: fields)
        let retention = source.duration("retention", in: fields)
        let prices = prices(in: fields)
        let tiers = source.elements("tiers", in: fields, atLeast: 1)
            .compactMap { rule($0.node, path: $0.path, isRelief: false, prices: prices) }
        let reliefs = source.elements("reliefs", in: fields)
            .compactMap { rule($0.node, path: $0.path, isRelief: true, prices: prices) }
        guard let version, let rounding, let hold else { return nil }
        return FeeSchedule(
            version: version, rounding: rounding, grace: grace, hold: hold, retention: retention,
            prices: prices, tiers: tiers, reliefs: reliefs)
    }

    // MARK: List prices

    private mutating func prices(in fields: SourceReader.Fields) -> [FeeSchedule.ListPrice] {
        var prices: [FeeSchedule.ListPrice] = []
        var priced: Set<Slug> = []
        for (node, path) in source.elements("prices", in: fields) {
            let keys = ["programme", "list", "floor", "cap", "cash"]
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
            let step = cashStep(of: list.currency, in: entry)
            for (key, amount) in [("list", list), ("floor", floor), ("cap", cap)] {
                guard let step, let amount, !amount.minorUnits.isMultiple(of: step) else {
                    continue
                }
                source.report(
                    "cannot be paid in coins",
                    remedy: "write a multiple of \(Money(minorUnits: step, list.currency)), or "
                        + "leave cash out",
                    at: entry[key]?.line, field: entry.path(key), value: "\(amount)")
            }
            prices.append(
                .init(programme: programme, list: list, floor: floor, cap: cap, cashStep: step))
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

    /// What coins come to, where prices are to be rounded to them.
    private mutating func cashStep(
        of currency: Currency, in entry: SourceReader.Fields
    ) -> Int64? {
        guard source.truth("cash", in: entry) else { return nil }
        return reference?.cashStep(of: currency)
    }

    /// An amount such as `USD 120.00`, not negative.
    mutating func money(_ node: SourceNode, path: String) -> Money? {
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
}

extension FeeSchedule {
    /// The version that a `fees.yaml` gives itself, or nil when it cannot be read.
    ///
    /// Looks at nothing else, so that the versions of files can be told whose programmes or
    /// countries are gone.
    public static func version(of file: SourceFile) -> String? {
        guard let root = try? YAMLDocument.read(file), case .mapping(let members) = root.content,
            let member = members.first(where: { $0.key.isExactly("version") }),
            case .scalar(let text) = member.value.content
        else { return nil }
        return text
    }
}
