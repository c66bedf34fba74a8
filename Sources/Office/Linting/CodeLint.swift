import CertAuthority
internal import LinkedData

/// Checks the fields that hold codes: language, country, delivery, groups and age band.
struct CodeLint {
    private let programme: Programme
    private let reference: ReferenceData
    /// Made for the first country that is not one.
    private lazy var names = CountryNames(reference)
    private let deliveries: [String]
    private static let groups = LearnerGroup.allCases.map(\.rawValue)

    init(programme: Programme, reference: ReferenceData) {
        self.programme = programme
        self.reference = reference
        deliveries = programme.delivery.map(\.rawValue)
    }

    // MARK: Language

    func locale(_ fields: inout RowFields) -> LanguageTag? {
        guard let text = fields.optional(.locale) else { return nil }
        if let tag = LanguageTag(text) { return tag }
        if let tag = LanguageTag(
            text.replacing("_", with: "-").split(separator: ".").first.map(
                String.init) ?? "")
        {
            fields.add(.localeUnderscore, .locale, "not a language tag", "write \(tag)")
        } else {
            fields.add(
                .notALanguage, .locale, "not a language tag", "use a tag such as en, zh or pt-BR")
        }
        return nil
    }

    // MARK: Country

    mutating func country(_ fields: inout RowFields) -> String? {
        guard let text = fields.required(.country) else { return nil }
        guard reference.country(text) == nil else { return text }
        switch names.meant(by: text) {
        case .letterCase(let code):
            fields.add(.countryLetterCase, .country, "not a country's code", "write \(code)")
        case .alpha3(let code):
            fields.add(
                .countryAlpha3, .country, "three letters where two are needed", "write \(code)")
        case .name(let code):
            fields.add(.countryName, .country, "a country's name, not its code", "write \(code)")
        case .withdrawn(let remedy):
            fields.add(
                .countryWithdrawn, .country, "not, or no longer, a code of ISO 3166-1", remedy)
        case nil:
            fields.add(
                .unknownCountry, .country, "not a country",
                "use the two capital letters of ISO 3166-1, such as KE")
        }
        return nil
    }

    // MARK: Delivery

    func delivery(_ fields: inout RowFields) -> DeliveryMode? {
        // Where there is but one way, nobody need say it.
        if fields[.delivery].isEmpty, !fields.isDamaged(.delivery), programme.delivery.count == 1 {
            return programme.delivery.first
        }
        guard let text = fields.required(.delivery) else { return nil }
        let offered = deliveries.joined(separator: ", ")
        if let mode = DeliveryMode(rawValue: text), text.utf8.elementsEqual(mode.rawValue.utf8) {
            if !programme.delivery.contains(mode) {
                fields.add(
                    .deliveryNotOffered, .delivery, "\(programme.slug) is not offered that way",
                    "use one of \(offered)")
            }
            return mode
        }
        let folded = Self.folded(text)
        if let mode = DeliveryMode.allCases.first(where: { $0.rawValue == folded }) {
            fields.add(
                .deliveryLetterCase, .delivery, "not written as a delivery mode is",
                "write \(mode.rawValue)")
        } else {
            let nearest = NearestName.find(folded, among: deliveries)
            fields.add(
                .unknownDelivery, .delivery, "not a delivery mode",
                nearest.map { "write \($0) if that is meant" } ?? "use one of \(offered)")
        }
        return nil
    }

    // MARK: Groups

    func groups(_ fields: inout RowFields) -> Set<String> {
        guard let text = fields.optional(.groups) else { return [] }
        let named = text.split(separator: ";").map(String.init)
        let unknown = named.filter { name in !Self.groups.contains(where: name.isExactly) }
        let all = Self.groups.sorted().joined(separator: ";")
        guard unknown.isEmpty else {
            let parts = text.split { ",|/+".contains($0) || $0.isWhitespace || $0 == ";" }
                .map(String.init)
            if parts.count > 1,
                parts.allSatisfy({ part in Self.groups.contains(where: part.isExactly) })
            {
                fields.add(
                    .groupsSeparator, .groups, "groups are separated by semicolons alone",
                    "write \(parts.joined(separator: ";"))")
            } else {
                for name in unknown {
                    let nearest = NearestName.find(Self.folded(name), among: Self.groups)
                    fields.add(
                        .unknownGroup, .groups,
                        "there is no learner group \(name.debugDescription)",
                        nearest.map { "write \($0) if that is meant" } ?? "use any of \(all)")
                }
            }
            return []
        }
        let set = Set(named)
        if set.count < named.count {
            fields.add(.repeatedGroup, .groups, "a group twice", "it counts once; remove one")
        }
        return set
    }

    // MARK: Age band

    func ageBand(_ fields: inout RowFields) -> AgeBand? {
        guard let text = fields.optional(.ageBand) else { return nil }
        if let band = AgeBand(rawValue: text), text.isExactly(band.rawValue) { return band }
        let folded = Self.folded(text.replacing("\u{2013}", with: "-"))
        let meant = AgeBand.allCases.first { $0.rawValue == folded }
        let all = AgeBand.allCases.map(\.rawValue).joined(separator: ", ")
        fields.add(
            .unknownAgeBand, .ageBand, "not an age band",
            meant.map { "write \($0.rawValue)" } ?? "use one of \(all), or leave it empty")
        return nil
    }

    /// Small letters, hyphens for blanks and underscores, nothing around.
    private static func folded(_ text: String) -> String {
        text.lowercased().split { $0.isWhitespace || $0 == "_" || $0 == "-" }
            .joined(separator: "-")
    }
}
