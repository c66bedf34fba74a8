/// The forms that a counted thing takes, as the Unicode CLDR names them.
public enum PluralCategory: String, CaseIterable, Sendable {
    /// Arabic, for none.
    case zero
    /// One, and what is said like it.
    case one
    /// Arabic, for two.
    case two
    /// A few, such as 2 to 4 in Russian.
    case few
    /// Many, such as 11 to 99 in Arabic and whole millions in French.
    case many
    /// All else.
    case other
}

extension Language {
    /// The form for a count (CLDR 46, plural rules for cardinals, as they are for whole numbers).
    public func pluralCategory(of count: Int) -> PluralCategory {
        let number = count.magnitude
        let hundredth = number % 100
        switch self {
        case .arabic:
            return switch (number, hundredth) {
            case (0, _): .zero
            case (1, _): .one
            case (2, _): .two
            case (_, 3...10): .few
            case (_, 11...99): .many
            default: .other
            }
        case .english, .swahili: return number == 1 ? .one : .other
        case .spanish: return number == 1 ? .one : Self.isWholeMillions(number) ? .many : .other
        case .french, .portuguese:
            return number <= 1 ? .one : Self.isWholeMillions(number) ? .many : .other
        case .russian:
            if (11...14).contains(hundredth) { return .many }
            return switch number % 10 {
            case 1: .one
            case 2...4: .few
            default: .many
            }
        case .chinese: return .other
        }
    }

    private static func isWholeMillions(_ number: UInt) -> Bool {
        number > 0 && number % 1_000_000 == 0
    }

    /// The forms that whole numbers take; a text that counts has exactly these.
    public var pluralCategories: Set<PluralCategory> {
        switch self {
        case .arabic: Set(PluralCategory.allCases)
        case .english, .swahili: [.one, .other]
        case .spanish, .french, .portuguese: [.one, .many, .other]
        case .russian: [.one, .few, .many]
        case .chinese: [.other]
        }
    }
}
