public import Credentials

/// Days, instants and numbers as each language writes them: the Gregorian calendar, the language's
/// own order and month names, European digits in all (which are those on the certificates, so that
/// a day on a page can be compared with a day on paper), and times in UTC.
extension Language {
    /// A day, such as `21 November 2026`, `2026年11月21日` or `1er mai 2026`.
    public func text(_ day: CivilDate) -> String {
        let month = monthNames[day.month - 1]
        return switch self {
        case .english, .arabic, .swahili: "\(day.day) \(month) \(day.year)"
        case .french: "\(day.day == 1 ? "1er" : "\(day.day)") \(month) \(day.year)"
        case .spanish, .portuguese: "\(day.day) de \(month) de \(day.year)"
        // A no-break space keeps the abbreviation for "year" with its number.
        case .russian: "\(day.day) \(month) \(day.year)\u{A0}г."
        case .chinese: "\(day.year)年\(day.month)月\(day.day)日"
        }
    }

    /// An instant to the minute, such as `21 November 2026, 07:59 UTC`; RFC 3339 outside the years
    /// 1 to 9999.
    public func text(_ instant: Timestamp) -> String {
        guard let day = CivilDate(unixTime: instant.seconds) else { return instant.description }
        let minute = Int(instant.seconds - day.startUnixTime) / 60
        let time = "\(Self.twoDigits(minute / 60)):\(Self.twoDigits(minute % 60))\u{A0}UTC"
        let separator =
            switch self {
            case .arabic: "، "
            case .french: " à "
            case .chinese: " "
            case .english, .spanish, .portuguese, .russian, .swahili: ", "
            }
        return text(day) + separator + time
    }

    /// A whole number with its digits in groups of three, as the language groups them (CLDR 46).
    public func text(_ number: Int) -> String {
        let digits = Array(String(number.magnitude).utf8)
        guard digits.count >= leastGroupedDigits else { return String(number) }
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += groupSeparator }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// Spanish leaves four digits together.
    private var leastGroupedDigits: Int { self == .spanish ? 5 : 4 }

    private var groupSeparator: String {
        switch self {
        case .english, .arabic, .swahili, .chinese: ","
        case .russian: "\u{A0}"
        case .french: "\u{202F}"
        case .spanish, .portuguese: "."
        }
    }

    /// The months as they stand within a date; none are needed in Chinese, which counts them.
    private var monthNames: [String] {
        switch self {
        case .arabic:
            [
                "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
                "أكتوبر", "نوفمبر", "ديسمبر",
            ]
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December",
            ]
        case .spanish:
            [
                "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
                "septiembre", "octubre", "noviembre", "diciembre",
            ]
        case .french:
            [
                "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                "septembre", "octobre", "novembre", "décembre",
            ]
        case .portuguese:
            [
                "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
                "setembro", "outubro", "novembro", "dezembro",
            ]
        case .russian:
            [
                "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
                "сентября", "октября", "ноября", "декабря",
            ]
        case .swahili:
            [
                "Januari", "Februari", "Machi", "Aprili", "Mei", "Juni", "Julai", "Agosti",
                "Septemba", "Oktoba", "Novemba", "Desemba",
            ]
        case .chinese: (1...12).map { "\($0)月" }
        }
    }
}
