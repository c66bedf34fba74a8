import CertAuthority

/// What a page says of itself before its main part.
struct PageHead {
    let title: HTML
    let brand: Brand
    /// The verdict that takes the rule at the top from the colour of whoever speaks.
    var verdict: String?
    /// Tags for whoever shows a link to the page.
    var tags: HTML = ""
    /// Further colours on the page.
    var accents: [Accent] = []
    /// Whether search engines may show it: only what is about nobody.
    var isFindable = false
    /// Where the mark leads.
    let start: String
    /// False on the page on which certificates are checked.
    var leadsBack = true
    /// Whether it has what the page of a verdict lacks: forms, lists, tables. That page is to be
    /// small.
    var isRich = true
}

/// What stands around every page of one language: put together once.
struct Frame: Sendable {
    let wording: Wording
    private let opening: HTML
    private let more: HTML
    private let languages: HTML
    private let closing: HTML
    private let skip: HTML

    /// - Parameters:
    ///   - style: The style sheet of all pages.
    ///   - more: That of all but the pages of verdicts.
    init(_ wording: Wording, style: HTML, more: HTML) {
        self.wording = wording
        self.more = "<style>\(more)</style>\n"
        let language = wording.language
        // The style sheet stands before all that differs, so that it is compressed once.
        opening = """
            <!doctype html>
            <html lang="\(language.code)" dir="\(language.direction.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="/favicon.svg" type="image/svg+xml">
            <style>\(style)</style>

            """
        skip = """
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
        languages = """
            <nav class="lang" aria-label="\(wording[.pageLanguages])"><details><summary>\
            \(Icons.globe)<span>\(language.ownName)</span></summary>
            <ul>\(links)</ul></details></nav>
            </header>
            <main id="main">

            """
        closing = """

            </main>
            <footer><p>\(wording[.pagePrivacy])</p>
            """
    }

    /// A page.
    func page(_ head: PageHead, _ colours: PageColours, _ main: HTML) -> HTML {
        let robots: HTML =
            head.isFindable ? "" : "<meta name=\"robots\" content=\"noindex\">\n"
        let rule: HTML = head.verdict.map { " class=\"ruled \($0)\"" } ?? ""
        let again: HTML =
            head.leadsBack
            ? "<a class=\"no-print\" href=\"\(head.start)\">\(wording[.pageAgain])</a>" : ""
        return """
            \(opening)\(head.isRich ? more : "")\(colours.markup)
            \(robots)<title>\(head.title)</title>
            \(head.tags)</head>
            <body\(rule)>
            \(skip)\(head.brand.markup(home: head.start))\(languages)\(main)\(closing)\(again)\
            </footer>
            </body>
            </html>

            """
    }
}

/// Small drawings beside words.
enum Icons {
    static let globe: HTML =
        """
        <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/>\
        <path d="M3 12h18M12 3c5 5 5 13 0 18c-5-5-5-13 0-18"/></svg>
        """

    static let download: HTML =
        """
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11m-5-5 5 5 5-5M4 20h16"/></svg>
        """

    static let upload: HTML =
        """
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 16V5m-5 5 5-5 5 5M4 20h16"/></svg>
        """

    static let list: HTML =
        """
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 \
        2-2M11 6h9M11 12h9M11 18h9"/></svg>
        """

    static let camera: HTML =
        """
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 8h3l2-3h6l2 3h3v11H4zM12 16a3 3 0 \
        1 0 0-6 3 3 0 0 0 0 6"/></svg>
        """
}
