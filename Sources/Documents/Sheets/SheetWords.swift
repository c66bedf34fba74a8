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

    private func text(_ phrase: Phrase) -> String { wording?[phrase] ?? phrase.rawValue }

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
    /// Before the address.
    var verify: String { text(.sheetVerify) }
}
