import CertAuthority
import Verification

/// The page on which a certificate is checked: by its number, a link, a text or a file. Works
/// without a script.
struct StartPage {
    /// What was wrong with what was sent.
    struct Mistake {
        /// What is the matter and what to do.
        let message: String
        /// More to know about it.
        var note: String?
        /// The precise reason, in English.
        var detail: String?
        /// Whether it was a file; else it was typed.
        var isFile = false
    }

    let wording: Wording
    let reader: Reader
    /// The coalition's name in the reader's language.
    let coalition: String
    let edition: CatalogueEdition?
    var mistake: Mistake?
    /// What was typed, to be corrected.
    var typed = ""

    /// The page's title.
    var title: String {
        let title = wording[.startTitle]
        return mistake == nil ? title : "\(wording[.errorTitle]): \(title)"
    }

    /// The colours of the organisations on the page.
    var accents: [Accent] {
        edition.map { edition in
            edition.catalogue.organisations.map { edition.accent(of: $0.identity) }
        } ?? []
    }

    private static let example: HTML = "<bdi class=\"number\">7K3M-9QXD-2T8F-W4HN-C</bdi>"

    /// No file may be larger.
    static let megabytes = SubmittedDocument.byteLimit >> 20

    /// Everything within `main`.
    var main: HTML {
        let action = reader.link("/")
        let size: HTML = "\(wording.language.text(Self.megabytes))"
        let lines: HTML = "\(wording.language.text(BulkLimits.standard.lines))"
        return """
            <div class="panel"><h1>\(wording[.startTitle])</h1>
            <p class="quiet">\(wording[.startLead])</p>
            \(summary)<form class="inline" method="post" action="\(action)" \
            enctype="multipart/form-data">
            <label for="text">\(wording[.startTextLabel])</label>
            \(error(isFile: false))<input class="big" id="text" name="text" type="text" dir="ltr" \
            autocomplete="off" autocapitalize="characters" spellcheck="false" value="\(typed)" \
            \(described("text", isFile: false))>
            <button>\(wording[.startTextSubmit])</button>
            <p class="small quiet" id="text-hint">\
            \(HTML(wording, .startTextHint, ["example": Self.example]))</p>
            </form></div>
            <div class="ways"><section class="card" aria-labelledby="scan">
            <h2 id="scan">\(Icons.camera)\(wording[.startScan])</h2>
            <p class="small quiet">\(wording[.startScanHint])</p></section>
            <form class="card" method="post" action="\(action)" enctype="multipart/form-data">
            <h2>\(Icons.upload)<label for="file">\(wording[.startFileTitle])</label></h2>
            <p class="small quiet" id="file-hint">\
            \(HTML(wording, .startFileHint, ["size": size]))</p>
            \(error(isFile: true))<input id="file" name="file" type="file" \
            \(described("file", isFile: true))>
            <button class="second">\(wording[.startFileSubmit])</button>
            </form>
            <section class="card" aria-labelledby="many"><h2 id="many">\(Icons.list)\
            \(wording[.manyTitle])</h2>
            <p class="small quiet">\(HTML(wording, .manyHint, ["count": lines]))</p>
            <a class="button second" href="\(reader.link(ManyPage.path))">\(wording[.manySubmit])\
            </a></section></div>
            \(whoWeAre)
            """
    }

    /// Who this is, in three lines, and the organisations.
    private var whoWeAre: HTML {
        let name: HTML = "<b>\(.isolated(coalition))</b>"
        let members = (edition?.catalogue.organisations ?? []).compactMap { organisation in
            edition.map { edition -> HTML in
                let mark = Mark(organisation.identity, name: organisation.name.english)
                let accent = edition.accent(of: organisation.identity)
                let name = organisation.name.best(for: [wording.language.tag])
                return """
                    <li><a href="\(reader.link("/orgs/\(organisation.slug.text)"))">\
                    \(mark.markup(class: PageColours.className(accent)))\
                    \(.isolated(name.text, language: name.language == wording.language.tag
                        ? nil : name.language.text))</a></li>

                    """
            }
        }
        let list: HTML = members.isEmpty ? "" : "<ul class=\"members\">\(members)</ul>\n"
        let offers: HTML =
            edition == nil
            ? ""
            : """
            <p><a href="\(reader.link(ProgrammesPage.path))">\(wording[.startProgrammes])</a></p>

            """
        return """
            <section aria-labelledby="who"><h2 id="who">\(wording[.startWho])</h2>
            <ul class="three"><li>\(HTML(wording, .startWhoCoalition, ["coalition": name]))</li>
            <li>\(wording[.startWhoSigns])</li>
            <li>\(wording[.startWhoKeeps])</li></ul>
            \(list)\(offers)</section>

            """
    }

    /// What is wrong, at the top, with a link to the place.
    private var summary: HTML {
        guard let mistake else { return "" }
        let note: HTML = mistake.note.map { "<p>\($0)</p>" } ?? ""
        let detail: HTML =
            mistake.detail.map {
                """
                <p class="quiet">\(wording[.checksTechnical]): \
                <bdi lang="en" dir="ltr">\($0)</bdi></p>
                """
            } ?? ""
        return """
            <div class="problem" role="alert"><h2>\(wording[.errorTitle])</h2>
            <p><a href="#\(mistake.isFile ? "file" : "text")">\(mistake.message)</a></p>\(note)\(detail)</div>

            """
    }

    private func error(isFile: Bool) -> HTML {
        guard let mistake, mistake.isFile == isFile else { return "" }
        return "<p class=\"error\" id=\"error\">\(mistake.message)</p>\n"
    }

    private func described(_ name: HTML, isFile: Bool) -> HTML {
        mistake?.isFile == isFile
            ? "aria-invalid=\"true\" aria-describedby=\"error \(name)-hint\""
            : "aria-describedby=\"\(name)-hint\""
    }
}

extension StartPage.Mistake {
    /// What is wrong with a number, as it was typed.
    init(_ fault: CertificateNumber.Fault, _ wording: Wording) {
        switch fault {
        case .length(let count):
            self.init(message: wording.text(.errorNumberLength, count: count))
        case .character(let character):
            self.init(
                message: wording.text(.errorNumberCharacter, ["character": String(character)]))
        case .checkSymbol: self.init(message: wording[.errorNumberCheck])
        }
        note = wording[.errorNumberLookalikes]
    }
}
