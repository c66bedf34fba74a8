import CertAuthority

/// What stands around every page of one language: put together once.
struct Frame: Sendable {
    let wording: Wording
    private let beforeTitle: HTML
    private let afterTitle: HTML
    private let beforeMain: HTML
    private let afterMain: HTML

    /// - Parameters:
    ///   - style: The one style sheet.
    ///   - coalition: The coalition's name, for pages that speak for no issuer.
    init(_ wording: Wording, style: HTML) {
        self.wording = wording
        let language = wording.language
        beforeTitle = """
            <!doctype html>
            <html lang="\(language.code)" dir="\(language.direction.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <link rel="icon" href="data:,">
            <title>
            """
        afterTitle = """
            </title>
            <style>\(style)</style>
            </head>
            <body>
            <a class="skip" href="#main">\(wording[.pageSkip])</a>
            <header>
            """
        let links = Language.allCases.map { other -> HTML in
            let current: HTML = other == language ? " aria-current=\"true\"" : ""
            return """
                <li><a href="?lang=\(other.code)" lang="\(other.code)" hreflang="\(other.code)"\
                \(current)>\(other.ownName)</a></li>
                """
        }
        beforeMain = """
            <nav aria-label="\(wording[.pageLanguages])"><ul>\(links)</ul></nav>
            </header>
            <main id="main">

            """
        afterMain = """

            </main>
            <footer><p>\(wording[.pagePrivacy])</p>
            """
    }

    /// A page.
    ///
    /// - Parameters:
    ///   - brand: Who speaks, above the languages.
    ///   - home: Where another certificate can be checked; nil on that page itself.
    func page(title: HTML, brand: HTML, home: String?, _ main: HTML) -> HTML {
        let again: HTML =
            home.map { "<p class=\"no-print\"><a href=\"\($0)\">\(wording[.pageAgain])</a></p>" }
            ?? ""
        return """
            \(beforeTitle)\(title)\(afterTitle)\(brand)\(beforeMain)\(main)\(afterMain)\(again)\
            </footer>
            </body>
            </html>

            """
    }

    /// A name with a small mark: its first letters in a square.
    static func brand(_ name: String, under coalition: String?) -> HTML {
        let letters = name.split(separator: " ").prefix(2).compactMap(\.first).map(String.init)
        let below: HTML = coalition.map { "<small><bdi>\($0)</bdi></small>" } ?? ""
        return """
            <p class="brand"><span class="seal" aria-hidden="true">\(letters.joined())</span>\
            <span><b><bdi>\(name)</bdi></b>\(below)</span></p>

            """
    }
}
