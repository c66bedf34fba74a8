internal import LinkedData

/// All that is said to readers in one language.
public struct Wording: Sendable {
    /// The language.
    public let language: Language
    private let texts: [Phrase: Text]

    private enum Text: Sendable {
        case plain(PhraseText)
        case counted([PluralCategory: PhraseText])
    }

    /// The wordings that this program carries, one a language.
    ///
    /// - Throws: ``WordingError`` for the first that is not whole.
    public static func all() throws(WordingError) -> [Language: Wording] {
        var all: [Language: Wording] = [:]
        for language in Language.allCases {
            all[language] = try Wording(language, language.strings)
        }
        return all
    }

    /// Reads a language's strings: a JSON object with a member for each ``Phrase``, a text or, for
    /// what is counted, an object of texts by ``PluralCategory``.
    ///
    /// - Throws: ``WordingError`` when a phrase is missing, unknown, empty or malformed, or when
    ///   the forms of a counted one are not exactly those of the language.
    public init(_ language: Language, _ strings: [UInt8]) throws(WordingError) {
        let document: JSONObject
        do throws(JSONError) {
            guard let object = try JSON.parse(strings).objectValue else {
                throw JSONError(.syntax, "not an object", offset: 0)
            }
            document = object
        } catch {
            throw WordingError(.malformed, language, phrase: nil, error.description)
        }
        var texts: [Phrase: Text] = [:]
        for name in document.names {
            guard let phrase = Phrase(rawValue: name), let value = document[name] else {
                throw WordingError(.unknown, language, phrase: name, "nothing says this")
            }
            texts[phrase] = try Self.text(value, of: phrase, in: language)
        }
        for phrase in Phrase.allCases where texts[phrase] == nil {
            throw WordingError(.missing, language, phrase: phrase.rawValue, "there is no text")
        }
        self.language = language
        self.texts = texts
    }

    private static func text(
        _ json: JSON, of phrase: Phrase, in language: Language
    ) throws(WordingError) -> Text {
        func read(_ value: JSON?) throws(WordingError) -> PhraseText {
            guard let text = value?.stringValue.flatMap({ PhraseText($0) }) else {
                throw WordingError(
                    .malformed, language, phrase: phrase.rawValue,
                    "it must be a text, not empty, with braces only around names")
            }
            return text
        }
        guard let forms = json.objectValue else { return .plain(try read(json)) }
        guard Set(forms.names) == Set(language.pluralCategories.map(\.rawValue)) else {
            throw WordingError(
                .plural, language, phrase: phrase.rawValue,
                "its forms must be those of the language: "
                    + language.pluralCategories.map(\.rawValue).sorted().joined(separator: ", "))
        }
        var counted: [PluralCategory: PhraseText] = [:]
        for category in language.pluralCategories {
            counted[category] = try read(forms[category.rawValue])
        }
        return .counted(counted)
    }

    /// The forms of a phrase: one under ``PluralCategory/other`` where nothing is counted.
    func forms(_ phrase: Phrase) -> [PluralCategory: PhraseText] {
        switch texts[phrase] {
        case .plain(let text): [.other: text]
        case .counted(let forms): forms
        case nil: [:]
        }
    }

    /// True where the phrase counts something.
    func isCounted(_ phrase: Phrase) -> Bool {
        if case .counted = texts[phrase] { true } else { false }
    }

    /// A phrase before its values are put in.
    ///
    /// - Parameter count: For what is counted, how many; decides the form.
    public func phrase(_ phrase: Phrase, count: Int = 0) -> PhraseText? {
        switch texts[phrase] {
        case .plain(let text): text
        case .counted(let forms): forms[language.pluralCategory(of: count)]
        case nil: nil
        }
    }

    /// A phrase as plain text.
    public subscript(_ phrase: Phrase) -> String { text(phrase) }

    /// A phrase as plain text with values in its places.
    public func text(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
        self.phrase(phrase)?.text(values) ?? phrase.rawValue
    }

    /// A phrase that counts, as plain text: the count is put in the place `{count}`.
    public func text(
        _ phrase: Phrase, count: Int, _ values: [String: String] = [:]
    ) -> String {
        var values = values
        values["count"] = language.text(count)
        return self.phrase(phrase, count: count)?.text(values) ?? phrase.rawValue
    }
}

/// What is wrong with a language's strings.
public struct WordingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Code: String, Sendable {
        /// No JSON object, or a text that cannot be read.
        case malformed
        /// A phrase has no text.
        case missing
        /// A text that is no phrase's.
        case unknown
        /// The forms of what is counted are not those of the language.
        case plural
    }

    /// The kind of fault.
    public let code: Code
    /// The language whose strings they are.
    public let language: Language
    /// The phrase at fault, or nil where it is the whole file.
    public let phrase: String?
    /// What is wrong, in words.
    public let reason: String

    init(_ code: Code, _ language: Language, phrase: String?, _ reason: String) {
        self.code = code
        self.language = language
        self.phrase = phrase
        self.reason = reason
    }

    /// One sentence that names language and phrase.
    public var description: String {
        "\(language.code).json\(phrase.map { ", \($0)" } ?? ""): \(reason)"
    }
}

extension Language {
    /// The bytes of its strings.
    var strings: [UInt8] {
        switch self {
        case .arabic: PackageResources.ar_json
        case .english: PackageResources.en_json
        case .spanish: PackageResources.es_json
        case .french: PackageResources.fr_json
        case .portuguese: PackageResources.pt_json
        case .russian: PackageResources.ru_json
        case .swahili: PackageResources.sw_json
        case .chinese: PackageResources.zh_json
        }
    }
}
