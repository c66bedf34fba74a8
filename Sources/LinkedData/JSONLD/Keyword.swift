/// The keywords of JSON-LD 1.1 §1.7.
enum Keyword: String, Sendable {
    case base = "@base"
    case container = "@container"
    case context = "@context"
    case direction = "@direction"
    case graph = "@graph"
    case id = "@id"
    case `import` = "@import"
    case included = "@included"
    case index = "@index"
    case json = "@json"
    case language = "@language"
    case list = "@list"
    case nest = "@nest"
    case none = "@none"
    case prefix = "@prefix"
    case propagate = "@propagate"
    case protected = "@protected"
    case reverse = "@reverse"
    case set = "@set"
    case type = "@type"
    case value = "@value"
    case version = "@version"
    case vocab = "@vocab"

    /// The keyword of exactly that spelling.
    init?(exactly text: String) {
        guard text.utf8.first == UInt8(ascii: "@"), let keyword = Keyword(rawValue: text),
            keyword.rawValue.isExactly(text)
        else { return nil }
        self = keyword
    }

    /// True for `@` and letters of the alphabet only: names kept back for later versions of
    /// JSON-LD, which map to nothing.
    static func isReservedForm(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "@"), bytes.count > 1 else { return false }
        return bytes.dropFirst().allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }
}

/// What a name in a document stands for.
enum ExpandedName: Sendable {
    case keyword(Keyword)
    /// An IRI, a blank node (`_:…`) or, where nothing resolved it, a relative reference.
    case iri(Reference)
    /// Nothing: the name was set to null or is reserved.
    case nothing

    /// The text of a keyword or IRI.
    var text: String? {
        switch self {
        case .keyword(let keyword): keyword.rawValue
        case .iri(let iri): iri.text
        case .nothing: nil
        }
    }
}

extension ExpandedName: Equatable {}
