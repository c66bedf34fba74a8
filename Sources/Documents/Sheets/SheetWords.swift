import CertAuthority

/// What a sheet says in one language besides the facts; the words stand in the language files.
struct SheetWords: Sendable {
    private let wording: Wording?

    /// Read once: every sheet is in two languages.
    private static let wordings = (try? Wording.all()) ?? [:]

    /// The words of a language.
    static func of(_ language: Language) -> SheetWords {
        SheetWords(wording: wordings[language])
    }

    private func text(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
        wording?.text(phrase, values) ?? phrase.rawValue
    }

    /// The heading for a kind of achievement.
    func heading(_ level: Programme.Level?) -> String {
        text(level == .advanced ? .sheetHeadingCertification : .sheetHeadingCompletion)
    }

    func name(_ level: Programme.Level) -> String {
        switch level {
        case .foundation: text(.sheetLevelFoundation)
        case .intermediate: text(.sheetLevelIntermediate)
        case .advanced: text(.sheetLevelAdvanced)
        }
    }

    /// Before the name, and between name and title.
    var certifies: String { text(.sheetCertifies) }
    var completed: String { text(.sheetCompleted) }
    // The labels of facts.
    var completedOn: String { text(.sheetCompletedOn) }
    var issuedOn: String { text(.sheetIssuedOn) }
    var validUntil: String { text(.sheetValidUntil) }
    var level: String { text(.sheetLevel) }
    var hours: String { text(.sheetHours) }
    var number: String { text(.sheetNumber) }
    var skills: String { text(.sheetSkills) }
    /// In the place of the name where there is no learner.
    var specimen: String { text(.sheetSpecimen) }
    /// Before the address.
    var verify: String { text(.sheetVerify) }
    /// Before the name of a host, beside a code.
    var scan: String { text(.sheetScan) }
    /// Labels of rows with the learner's name and the title.
    var awarded: String { text(.sheetAwarded) }
    var completing: String { text(.sheetFor) }
    // What a badge of a series says: of one under way, and of a finished one.
    var series: String { text(.badgeSeries) }
    var complete: String { text(.badgeComplete) }

    // What stands on the picture of a shared link.
    var verified: String { text(.previewVerified) }
    var previewAdvice: String { text(.previewAdvice) }
    var generic: String { text(.previewGeneric) }
    /// Any phrase, such as the heading of a verdict.
    func said(_ phrase: Phrase) -> String { text(phrase) }

    func signed(by organisation: String) -> String {
        text(.sheetSigned, ["organisation": organisation])
    }

    func signed(on date: String) -> String { text(.sheetSignedOn, ["date": date]) }

    /// Where it is checked, with the host.
    func check(at host: String) -> String { text(.sheetCheck, ["host": host]) }

    func partners(_ names: String) -> String { text(.sheetPartners, ["partners": names]) }

    /// Hours of learning with their unit.
    func counted(hours: Int) -> String {
        wording?.text(.factsHoursCount, count: hours) ?? "\(hours)"
    }
}
