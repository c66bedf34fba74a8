import CertAuthority
internal import LinkedData

/// Finds the country that somebody meant who did not write its two letters.
struct CountryNames {
    /// How a country was written.
    enum Meaning: Equatable {
        case letterCase(String)
        case alpha3(String)
        case name(String)
        case withdrawn(String)
    }

    let reference: ReferenceData
    private let codeByName: [String: String]
    private let codeByAlpha3: [String: String]

    init(_ reference: ReferenceData) {
        self.reference = reference
        var names: [String: String] = [:]
        for country in reference.countries {
            for language in country.name.languages {
                let name = country.name.best(for: [language]).text
                names[Self.folded(name)] = country.alpha2
            }
        }
        for (code, others) in Self.otherNames {
            for name in others where reference.country(code) != nil { names[name] = code }
        }
        codeByName = names
        codeByAlpha3 = Dictionary(
            reference.countries.map { ($0.alpha3, $0.alpha2) }
        ) { first, _ in first }
    }

    /// What was meant, or nil where no country comes near it.
    func meant(by text: String) -> Meaning? {
        let word = String(
            text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
                .reversed())
        let capitals = word.uppercased()
        if let advice = Self.withdrawn[capitals] { return .withdrawn(advice) }
        if let country = reference.country(capitals) { return .letterCase(country.alpha2) }
        if let code = codeByAlpha3[capitals] { return .alpha3(code) }
        let folded = Self.folded(word)
        guard folded.utf8.count >= 4 || !word.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        if let code = codeByName[folded] { return .name(code) }
        guard folded.utf8.count >= 5,
            let nearest = NearestName.find(folded, among: nearNames(folded))
        else { return nil }
        return codeByName[nearest].map { .name($0) }
    }

    private func nearNames(_ name: String) -> [String] {
        codeByName.keys.filter { abs($0.utf8.count - name.utf8.count) <= 2 }.sorted()
    }

    /// Small letters without accents, points, articles in brackets or blanks.
    private static func folded(_ name: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in name.lowercased().prefix(while: { $0 != "(" }).unicodeScalars {
            let base = BaseLetters.base(of: scalar)
            if base.properties.isAlphabetic { folded.append(base) }
        }
        return String(folded)
    }

    private static let otherNames: [(String, [String])] = [
        ("US", ["usa", "unitedstates", "unitedstatesofamerica", "america"]),
        ("GB", ["greatbritain", "unitedkingdom", "england", "scotland", "wales"]),
        ("KR", ["southkorea", "korea"]), ("KP", ["northkorea"]), ("RU", ["russia"]),
        ("VN", ["vietnam"]), ("IR", ["iran"]), ("SY", ["syria"]), ("TZ", ["tanzania"]),
        ("LA", ["laos"]), ("MD", ["moldova"]), ("BO", ["bolivia"]), ("VE", ["venezuela"]),
        ("CI", ["ivorycoast", "cotedivoire"]), ("CZ", ["czechrepublic"]), ("TR", ["turkey"]),
        ("MK", ["macedonia"]), ("SZ", ["swaziland"]), ("CV", ["capeverde"]), ("MM", ["burma"]),
        ("CD", ["drc", "drcongo"]), ("PS", ["palestine"]), ("NL", ["holland"]),
    ]

    /// Codes that ISO 3166-3 has withdrawn, and some that other lists use.
    private static let withdrawn: [String: String] = [
        "UK": "write GB", "EL": "write GR", "SU": "write the code of today's country, such as RU",
        "YU": "write the code of today's country, such as RS or ME", "CS": "write RS, ME, CZ or SK",
        "DD": "write DE", "TP": "write TL", "ZR": "write CD", "BU": "write MM",
        "AN": "write CW, SX or BQ", "FX": "write FR", "YD": "write YE", "NT": "write SA or IQ",
        "VD": "write VN", "RH": "write ZW", "DY": "write BJ", "HV": "write BF", "NH": "write VU",
        "EN": "write GB", "SF": "write FI",
        "XK": "ISO 3166-1 has none for Kosovo; a country must be in the catalogue's table",
    ]
}
