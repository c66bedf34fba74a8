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
    var mistake: Mistake?
    /// What was typed, to be corrected.
    var typed = ""

    /// The page's title.
    var title: String {
        let title = wording[.startTitle]
        return mistake == nil ? title : "\(wording[.errorTitle]): \(title)"
    }

    private static let example: HTML = "<bdi class=\"number\">7K3M-9QXD-2T8F-W4HN-C</bdi>"

    /// No file may be larger.
    static let megabytes = SubmittedDocument.byteLimit >> 20

    /// Everything within `main`.
    var main: HTML {
        let action = reader.link("/")
        let size: HTML = "\(wording.language.text(Self.megabytes))"
        return """
            <h1>\(wording[.startTitle])</h1>
            <p>\(wording[.startLead])</p>
            \(summary)<form method="post" action="\(action)" enctype="multipart/form-data">
            <h2>\(wording[.startTextTitle])</h2>
            <label for="text">\(wording[.startTextLabel])</label>
            <p class="quiet" id="text-hint">\
            \(HTML(wording, .startTextHint, ["example": Self.example]))</p>
            \(error(isFile: false))<input id="text" name="text" type="text" dir="ltr" \
            autocomplete="off" autocapitalize="characters" spellcheck="false" value="\(typed)" \
            \(described("text", isFile: false))>
            <button>\(wording[.startTextSubmit])</button>
            </form>
            <form method="post" action="\(action)" enctype="multipart/form-data">
            <h2>\(wording[.startFileTitle])</h2>
            <label for="file">\(wording[.startFileLabel])</label>
            <p class="quiet" id="file-hint">\
            \(HTML(wording, .startFileHint, ["size": size]))</p>
            \(error(isFile: true))<input id="file" name="file" type="file" \
            \(described("file", isFile: true))>
            <button>\(wording[.startFileSubmit])</button>
            </form>

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
