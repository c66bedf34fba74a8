import CertAuthority
import Credentials
import LinkedData

/// The colours that a page has beyond those of all pages: a style sheet of a few hundred
/// bytes, which the page's policy allows by its digest.
struct PageColours: Sendable {
    /// The element.
    let markup: HTML
    /// The content security policy of a page with it (CSP Level 3 §6.7.3): its style sheets by
    /// their digests, pictures of this server, and nothing else.
    let policy: String

    /// - Parameters:
    ///   - accent: Of whoever speaks.
    ///   - others: Those that stand on the page besides, each with ``className(_:)``.
    ///   - styles: The digests of the style sheets that the page has besides.
    init(_ accent: Accent, _ others: [Accent] = [], styles: [String]) {
        var light = ":root{--accent:\(accent.light.text);--wash:\(accent.panel.text)}"
        var dark = ":root{--accent:\(accent.dark.text);--wash:#18212a}"
        for other in others {
            light += ".\(Self.className(other)){--accent:\(other.light.text)}"
            dark += ".\(Self.className(other)){--accent:\(other.dark.text)}"
        }
        let sheet =
            "@media screen{\(light)}@media screen and (prefers-color-scheme:dark){\(dark)}"
        markup = .verbatim("<style>\(sheet)</style>")
        policy = Self.policy(
            styles: styles + [Base64.encode(Digest.sha256(Array(sheet.utf8)))])
    }

    /// Brings an accent to one element.
    static func className(_ accent: Accent) -> String { "c\(accent.light.text.dropFirst())" }

    /// - Parameter styles: Digests of style sheets.
    static func policy(styles: [String]) -> String {
        let sources =
            styles.isEmpty ? "'none'" : styles.map { "'sha256-\($0)'" }.joined(separator: " ")
        return "default-src 'none'; style-src \(sources); img-src 'self' data:; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    }
}

/// The colours of pages, each put together once.
final class ColourMemory: Sendable {
    private struct Key: Hashable, Sendable {
        let accent: InkColour
        let others: [InkColour]
        let isRich: Bool
    }

    private let style: String
    private let more: String
    private let kept = BoundedMemory<Key, PageColours>(capacity: 256)

    /// - Parameters:
    ///   - style: The style sheet of all pages.
    ///   - more: That of all but the pages of verdicts.
    init(style: [UInt8], more: [UInt8]) {
        self.style = Base64.encode(Digest.sha256(style))
        self.more = Base64.encode(Digest.sha256(more))
    }

    /// The colours of a page.
    ///
    /// - Parameter isRich: Whether the page has both style sheets.
    func colours(_ accent: Accent, _ others: [Accent] = [], isRich: Bool) -> PageColours {
        var distinct: [Accent] = []
        for other in others where !distinct.contains(other) { distinct.append(other) }
        let key = Key(accent: accent.light, others: distinct.map(\.light), isRich: isRich)
        return kept.recall(key) {
            PageColours(accent, distinct, styles: isRich ? [style, more] : [style])
        }
    }
}
