import CertAuthority

/// Markup. Text that is put into it is escaped unless it is markup itself, so what a certificate or
/// a reader says can never become markup by oversight.
///
/// Templates are string literals of this type: they are compiled with the program, and filling one
/// is a few appends.
struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The markup.
    private(set) var text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// Text as markup that reads as this text.
    init(_ text: String) { self.text = Self.escaped(text) }

    /// Takes a text for markup as it stands: a style sheet, a drawing of our own.
    static func verbatim(_ text: String) -> HTML { HTML(stringLiteral: text) }

    /// Nothing.
    static let empty: HTML = ""

    static func += (left: inout HTML, right: HTML) { left.text += right.text }

    /// A literal in the making.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }

        mutating func appendInterpolation(_ value: HTML) { text += value.text }

        mutating func appendInterpolation(_ values: [HTML]) {
            for value in values { text += value.text }
        }
    }

    /// Most texts need nothing escaped, and are taken as they are.
    private static func escaped(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
                UInt8(ascii: "'"):
                false
            default: true
            }
        }
        return isPlain ? text : XMLText.escaped(text)
    }
}

extension HTML {
    /// A phrase with markup in its places.
    init(_ wording: Wording, _ phrase: Phrase, count: Int = 0, _ values: [String: HTML]) {
        var markup = HTML.empty
        for piece in wording.phrase(phrase, count: count)?.pieces ?? [] {
            switch piece {
            case .words(let words): markup += HTML(words)
            case .place(let name): markup += values[name] ?? HTML(name)
            }
        }
        self = markup
    }

    /// A text of unknown direction, kept apart from what stands around it; with its language where
    /// that is not the page's.
    static func isolated(_ text: String, language: String? = nil) -> HTML {
        language.map { "<bdi lang=\"\($0)\">\(text)</bdi>" } ?? "<bdi>\(text)</bdi>"
    }
}

extension HTML {
    static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }
}
