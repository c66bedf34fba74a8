/// What certificates are broken down by.
enum ReportTopic: String, CaseIterable, Sendable {
    case programme = "by-programme"
    case organisation = "by-organisation"
    case month = "by-month"
    case language = "by-language"
    case delivery = "by-delivery"
    case ageBand = "by-age-band"
    case region = "by-region"
    case income = "by-income-group"
    case leastDeveloped = "by-least-developed"
    case smallIsland = "by-small-island"
    case landlocked = "by-landlocked"
    case payer = "by-payer"
    case band = "by-price-band"

    /// What the table shows.
    var caption: String {
        switch self {
        case .programme: "Certificates by programme"
        case .organisation: "Certificates by issuing organisation"
        case .month: "Certificates by month of issue (UTC)"
        case .language: "Certificates by the learner's language"
        case .delivery: "Certificates by delivery mode"
        case .ageBand: "Certificates by age band"
        case .region: "Certificates by region"
        case .income: "Certificates by World Bank income group"
        case .leastDeveloped: "Certificates by least developed country"
        case .smallIsland: "Certificates by small island developing state"
        case .landlocked: "Certificates by landlocked developing country"
        case .payer: "Certificates by who settled the price"
        case .band: "Certificates by price band"
        }
    }

    /// What its rows are.
    var heading: String {
        switch self {
        case .programme: "Programme"
        case .organisation: "Organisation"
        case .month: "Month"
        case .language: "Language"
        case .delivery: "Delivery mode"
        case .ageBand: "Age"
        case .region: "Region"
        case .income: "Income group"
        case .leastDeveloped: "Least developed country"
        case .smallIsland: "Small island developing state"
        case .landlocked: "Landlocked developing country"
        case .payer: "Settled by"
        case .band: "Price"
        }
    }
}

extension CertificateTotals {
    /// The rows of a breakdown, in order.
    func parts(_ topic: ReportTopic) -> [Breakdown.Part] {
        func listed<Key: CaseIterable & RawRepresentable & Hashable>(
            _ label: (Key) -> String, _ cell: (Key) -> Cell?
        ) -> [Breakdown.Part] where Key.RawValue == String {
            Key.allCases.map { .init(id: $0.rawValue, label: label($0), cell: cell($0) ?? Cell()) }
        }
        func countries(_ isIn: @escaping (CountryClass) -> Bool) -> [Breakdown.Part] {
            [
                .init(id: "yes", label: "Yes", cell: cell(where: isIn)),
                .init(id: "no", label: "No, or not known", cell: cell { !isIn($0) }),
            ]
        }
        switch topic {
        case .programme:
            return programmes.sorted { $0.key < $1.key }
                .map { .init(id: $0.key.text, label: $0.key.text, cell: $0.value) }
        case .organisation:
            return organisations.sorted { $0.key < $1.key }
                .map { .init(id: $0.key.text, label: $0.key.text, cell: $0.value) }
        case .month:
            return allMonths.map { .init(id: $0, label: $0, cell: months[$0] ?? Cell()) }
        case .language:
            return languages.sorted {
                ($0.key.isEmpty ? "~" : $0.key) < ($1.key.isEmpty ? "~" : $1.key)
            }
            .map { code, cell in
                code.isEmpty
                    ? .init(id: "not-known", label: "Not known", cell: cell)
                    : .init(id: code, label: Self.languageName(code), cell: cell)
            }
        case .delivery: return listed(\DeliveryMode.label) { deliveries[$0] }
        case .ageBand:
            return listed(\AgeBand.label) { ageBands[$0] }
                + [.init(id: "not-known", label: "Not given", cell: ageBands[nil] ?? Cell())]
        case .region:
            return listed(\CountryClass.Region.label) { region in cell { $0.region == region } }
        case .income:
            return listed(\CountryClass.Income.label) { income in cell { $0.income == income } }
        case .leastDeveloped: return countries(\.isLeastDeveloped)
        case .smallIsland: return countries(\.isSmallIsland)
        case .landlocked: return countries(\.isLandlocked)
        case .payer: return listed(\PayerKind.label) { payers[$0] }
        case .band: return listed(\PriceBand.label) { bands[$0] }
        }
    }

    /// A language by its English name, where the pages are in it too, and by its code.
    private static func languageName(_ code: String) -> String {
        let names = [
            "ar": "Arabic", "zh": "Chinese", "en": "English", "fr": "French", "pt": "Portuguese",
            "ru": "Russian", "es": "Spanish", "sw": "Swahili",
        ]
        return names[code].map { "\($0) (\(code))" } ?? code
    }
}

extension ReportFigures {
    /// Certificates broken down by one thing.
    func breakdown(_ topic: ReportTopic, _ currencies: [Currency] = []) -> Breakdown {
        Breakdown(
            id: topic.rawValue, caption: topic.caption, heading: topic.heading,
            parts: certificates.parts(topic), all: certificates.all, suppression: suppression,
            currencies: currencies)
    }
}
