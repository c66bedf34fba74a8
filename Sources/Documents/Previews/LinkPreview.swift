public import CertAuthority
internal import LinkedData
public import Verification

/// The picture that stands for a shared link of a certificate: programme, issuer, badge and verdict.
///
/// It never has the learner's name: others keep it for months, past revocation and erasure.
public struct LinkPreview: Hashable, Sendable {
    /// What it says of the certificate.
    public enum Kind: Hashable, Sendable {
        /// Genuine and valid.
        case valid
        /// Genuine and not valid now, with the heading of its verdict.
        case lapsed(Phrase)
        /// Nothing: the card of the coalition.
        case generic
    }

    let kind: Kind
    let title: String
    let organisation: String
    let coalition: String
    let facts: String
    let accent: Accent
    let logos: [Picture]
    let badge: SheetContent.Badge?
    let language: Language

    /// What is not valid now has lost its colour.
    private static let faded = Accent(InkColour(red: 0x4A, green: 0x5A, blue: 0x68))

    /// The badge without its colour; none where it is a picture, which cannot be inked anew.
    private static func faded(_ badge: SheetContent.Badge?) -> SheetContent.Badge? {
        guard case .drawn(let artwork) = badge else { return nil }
        return .drawn(artwork.inked(faded))
    }

    /// Pixels.
    static let size = (width: 1_200.0, height: 630.0)

    /// The card of the coalition.
    public init(_ catalogue: Catalogue, _ installation: Installation, language: Language) {
        let coalition = catalogue.coalition
        kind = .generic
        title = (coalition?.name).map { $0.best(for: [language.tag]).text } ?? installation.name
        organisation = ""
        self.coalition = ""
        facts = ""
        accent = coalition?.identity.accent ?? .standard
        logos = [coalition?.identity.logo].compactMap { $0 }
        badge = nil
        self.language = language
    }

    /// The card of a certificate.
    ///
    /// - Parameter lapsed: The heading of its verdict; nil where it is valid.
    /// - Throws: ``SheetFault`` as ``SheetContent`` does.
    public init(
        _ genuine: GenuineCertificate, lapsed: Phrase?, _ catalogue: Catalogue,
        _ installation: Installation, language: Language
    ) throws(SheetFault) {
        let content = try SheetContent(
            genuine.certificate, catalogue: catalogue, installation: installation,
            language: language)
        func best(_ text: LocalizedText) -> String { text.best(for: [language.tag]).text }
        let words = SheetWords.of(language)
        kind = lapsed.map(Kind.lapsed) ?? .valid
        title = best(content.title)
        organisation = best(content.organisation)
        coalition = best(content.coalition)
        facts = [
            content.level.map { "\(words.level): \(words.name($0))" },
            content.hours.map(words.counted),
        ].compactMap { $0 }.joined(separator: " · ")
        logos = content.logos
        accent = lapsed == nil ? content.accent : Self.faded
        badge = lapsed == nil ? content.badge : Self.faded(content.badge)
        self.language = language
    }

    /// The picture as PNG.
    ///
    /// - Throws: ``SheetFault`` where a text has no room or no font.
    func png() throws(SheetFault) -> [UInt8] {
        let template: SheetTemplate
        do throws(SheetTemplateFaults) {
            template = try SheetTemplate(parts: "preview", bytes: PackageResources.preview_svg)
        } catch { throw SheetFault(.template, error.description) }
        do throws(DrawingError) {
            let layout = SheetLayout(
                template, size: Self.size, isMirrored: language.direction == .rightToLeft,
                pictures: .init(logos: logos, badge: badge),
                shaper: try TextShaper())
            let page: DrawnPage
            do throws(SheetFault) { (page, _) = try layout.page(template.filled(values)) } catch {
                throw DrawingError(error.description)
            }
            return try PageDrawing.png(page, dpi: 72)
        } catch { throw SheetFault(.drawing, error.description) }
    }

    private var values: [String: any Sendable] {
        let words = SheetWords.of(language)
        let ink =
            switch kind {
            case .valid: "#0b6b3a"
            case .lapsed: "#8a4b00"
            case .generic: "#14202b"
            }
        let heading =
            switch kind {
            case .valid: words.verified
            case .lapsed(let phrase): words.said(phrase)
            case .generic: words.generic
            }
        // A green organisation never crowns a revoked certificate.
        var bar = accent.light.text
        if case .lapsed = kind { bar = ink }
        return [
            "code": language.code, "title": title, "organisation": organisation,
            "coalition": coalition, "facts": facts, "heading": heading,
            "advice": kind == .generic ? "" : words.previewAdvice, "colour": accent.light.text,
            "panel": accent.panel.text, "line": accent.line.text, "ink": ink, "bar": bar,
            "rtl": language.direction == .rightToLeft, "badge": badge != nil,
            "valid": kind == .valid, "generic": kind == .generic,
            "lapsed": kind != .valid && kind != .generic,
        ]
    }
}
