import CertAuthority
import LinkedData

/// Who speaks on a page: the name, the mark and the colour in its head.
struct Brand: Sendable {
    /// The name in the reader's language.
    let name: String
    /// The coalition's, where an organisation of it speaks.
    let coalition: String?
    /// The logo, or the short name in a disc.
    let mark: HTML
    let accent: Accent

    /// The coalition; by the installation's name where the catalogue does not describe it.
    ///
    /// - Parameter hasLogo: False for letters in the logo's place.
    init(
        coalition edition: CatalogueEdition?, _ installation: Installation, _ language: Language,
        hasLogo: Bool = true
    ) {
        let described = edition?.catalogue.coalition
        name = Self.name(of: described, installation, language)
        coalition = nil
        var identity = described?.identity
        if !hasLogo { identity?.logo = nil }
        mark = Mark(identity, name: described?.name.english ?? installation.name).markup
        accent = edition?.accent(of: described?.identity) ?? .standard
    }

    /// An organisation of the coalition.
    ///
    /// - Parameter signed: What a signed document calls it; its present name where nil.
    init(
        _ organisation: Organisation, _ edition: CatalogueEdition, _ installation: Installation,
        _ language: Language, signed: String? = nil
    ) {
        let isAsSigned = signed.map { $0.isExactly(organisation.name.english) } ?? true
        name =
            isAsSigned
            ? organisation.name.best(for: [language.tag]).text
            : signed ?? organisation.name.english
        coalition = Self.name(of: edition.catalogue.coalition, installation, language)
        mark = Mark(organisation.identity, name: organisation.name.english).markup
        accent = edition.accent(of: organisation.identity)
    }

    /// What the coalition is called in a language.
    static func name(
        of coalition: Coalition?, _ installation: Installation, _ language: Language
    ) -> String {
        coalition?.name.best(for: [language.tag]).text ?? installation.name
    }

    /// Mark and name, which lead to the start page.
    func markup(home: String) -> HTML {
        let below: HTML = coalition.map { "<small><bdi>\($0)</bdi></small>" } ?? ""
        return """
            <a class="brand" href="\(home)">\(mark)<span><b><bdi>\(name)</bdi></b>\(below)</span></a>

            """
    }
}

/// How an organisation is recognised in a line: its logo, or else its short name in a disc of its
/// colour. The name stands beside it, so nothing is read out.
struct Mark {
    private let logo: Picture?
    private let letters: String

    /// - Parameter name: The name in English, of which the letters are taken where there is no
    ///   short name of at most four.
    init(_ identity: Identity?, name: String) {
        logo = identity?.logo
        let short = identity?.shortName?.english ?? ""
        letters =
            (1...4).contains(short.count)
            ? short
            : name.split(separator: " ").compactMap(\.first).filter(\.isUppercase).prefix(3)
                .map(String.init).joined()
    }

    /// The mark in the colour of the page.
    var markup: HTML { markup(class: "") }

    /// - Parameter kind: A class of ``PageColours`` that brings the colour.
    func markup(class kind: String) -> HTML {
        if let logo {
            return """
                <img class="logo" src="\(LogoAddress.path(logo))" alt="" width="40" height="40">
                """
        }
        let more = kind.isEmpty ? "" : " \(kind)"
        return """
            <span class="mark m\(String(letters.count))\(more)" aria-hidden="true">\(letters)</span>
            """
    }
}

/// Where logos are served.
enum LogoAddress {
    static let folder = "/logos/"

    static func path(_ logo: Picture) -> String { folder + logo.name.text }
}
