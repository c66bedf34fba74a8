import CertAuthority
import Credentials
import Documents
import Verification

/// A learner's own page, which only those find who have its secret address: the certificate's
/// picture, the file to print, ways to show it to others, and all else folded.
struct LearnerPage {
    /// The certificate that the page is about.
    struct Subject: Sendable {
        let certificate: Certificate
        /// What the signed document says.
        let facts: CertificateFacts
        /// Where it was corrected: the newest that was issued in its place.
        let newest: CertificateNumber?
        let token: LearnerToken
        /// What can be downloaded.
        let files: [CertificateFile]
    }

    let subject: Subject
    /// What the catalogue says of it besides.
    let known: CatalogueFacts?
    /// The names of the designs of sheets, the standard one first.
    let designs: [String]
    /// The code of the public address as an SVG element.
    let qrCode: String
    let wording: Wording
    let reader: Reader
    let installation: Installation
    let now: Timestamp

    private var certificate: Certificate { subject.certificate }

    private var publicURL: String { installation.verificationURL(certificate.number) }

    /// True where the certificate can be relied on today.
    private var isGood: Bool {
        certificate.standing.state == .good
            && certificate.validUntil.map { now < $0 } ?? true
    }

    private var hasSheet: Bool { subject.files.contains(.pdf) }

    /// The programme's title as it was signed.
    private var signedTitle: String { subject.facts.programme ?? certificate.programme.text }

    private var title: HTML { .translated(signedTitle, known?.title, for: wording.language) }

    private var issuer: HTML {
        .translated(
            subject.facts.issuerName ?? installation.name, known?.issuerName,
            for: wording.language)
    }

    private var number: HTML { "<bdi class=\"number\">\(certificate.number.description)</bdi>" }

    /// The page's title; it names nobody, as titles end up in histories.
    var pageTitle: String { wording[.learnerTitle] }

    /// Everything within `main`.
    var main: HTML {
        """
        <div class="learner"><h1>\(wording[.learnerTitle])</h1>
        \(lead)<div class="two">
        \(picture)<div class="stack">
        \(actions)\(sharing)</div></div>
        <h2>\(wording[.learnerMore])</h2>
        <div class="rows">
        \(choice)\(downloads)\(code)\(words)\(correcting)\
        \(fold(.learnerWho, "<p>\(wording[.learnerLead])</p>"))</div></div>

        """
    }

    // MARK: The certificate

    /// Congratulation, or what has become of it.
    private var lead: HTML {
        if let newest = subject.newest {
            let address = reader.link("/v/\(newest)")
            let link: HTML =
                "<a class=\"number\" href=\"\(address)\"><bdi>\(newest.description)</bdi></a>"
            return """
                <div class="notice"><p>\(HTML(wording, .learnerCorrected, ["number": link]))</p>
                <p><a class="button" href="\(address)">\(wording[.learnerCorrectedOpen])</a></p></div>

                """
        }
        guard isGood else { return "<p class=\"notice\">\(wording[.learnerLapsed])</p>\n" }
        return "<p class=\"lead\">\(HTML(wording, .learnerPraise, ["programme": title]))</p>\n"
    }

    /// The sheet as a picture; where there is none, what stands on it.
    private var picture: HTML {
        guard hasSheet else { return facts }
        let text = wording.text(
            .learnerPicture,
            [
                "name": certificate.name,
                "programme": known?.title?.text(in: wording.language) ?? signedTitle,
            ])
        return """
            <img class="sheet" src="/credentials/\(certificate.number.description).svg" \
            alt="\(text)" width="1188" height="840">

            """
    }

    private var facts: HTML {
        """
        <dl>\(wording.row(.factsName, .isolated(certificate.name), class: "name"))\
        \(wording.row(.factsProgramme, title))\(wording.row(.factsIssuer, issuer))\
        \(wording.row(.factsCompleted, HTML(wording.language.text(certificate.completedOn))))\
        \(wording.row(.factsNumber, number))</dl>

        """
    }

    // MARK: To have and to show

    private var actions: HTML {
        let sheet: HTML =
            hasSheet
            ? """
            <a class="button" href="\(path("certificate.pdf"))">\(Self.downloadMark)\
            <span>\(wording[.learnerPrint])<br><small>\(wording[.learnerPrintForm])</small></span></a>

            """ : ""
        guard isGood else { return sheet }
        return """
            \(sheet)<div class="pair">
            <a class="button second" href="\(linkedInURL)" rel="noreferrer noopener">\
            \(Self.shareMark)<span>\(wording[.learnerLinkedin])</span></a>
            <a class="button second" href="\(mailURL)">\(Self.mailMark)\
            <span>\(wording[.learnerMail])</span></a></div>
            <p class="quiet"><small>\(wording[.learnerLinkedinNote])</small></p>

            """
    }

    /// The public address, to be copied; of one that is not good, only to be looked at.
    private var sharing: HTML {
        guard isGood else {
            return "<p><a href=\"\(publicURL)\">\(wording[.learnerOpen])</a></p>\n"
        }
        return """
            <section class="panel" aria-labelledby="link"><h2 id="link">\(wording[.learnerLink])</h2>
            <p class="copy" dir="ltr">\(publicURL)</p>
            <p class="quiet">\(wording[.learnerShareShows])</p>
            <p><a href="\(publicURL)">\(wording[.learnerOpen])</a></p></section>

            """
    }

    // MARK: The rest

    private func fold(_ title: Phrase, _ content: HTML) -> HTML {
        "<details><summary><span>\(wording[title])</span></summary>\n\(content)</details>\n"
    }

    private var words: HTML { hasSheet ? fold(.learnerFacts, facts) : "" }

    /// A form that asks for the sheet in another design or on other paper.
    private var choice: HTML {
        guard hasSheet else { return "" }
        let looks = designs.map { design -> HTML in
            let name = Phrase(rawValue: "learner.design.\(design)").map { wording[$0] } ?? design
            return "<option value=\"\(design)\">\(name)</option>"
        }
        let papers = SheetPaper.allCases.map { paper -> HTML in
            let name = paper == .letter ? wording[.learnerPaperLetter] : paper.rawValue.uppercased()
            return "<option value=\"\(paper.rawValue)\">\(name)</option>"
        }
        return fold(
            .learnerDesign,
            """
            <form method="get" action="/credentials/\(certificate.number.description).pdf">
            <label for="design">\(wording[.learnerDesignLabel])</label>
            <select id="design" name="design">\(looks)</select>
            <label for="paper">\(wording[.learnerPaper])</label>
            <select id="paper" name="paper">\(papers)</select>
            <button>\(wording[.learnerDesignOpen])</button></form>
            """)
    }

    private var downloads: HTML {
        let items = subject.files.compactMap { file in
            file.phrase.map { phrase -> HTML in
                "<li><a href=\"\(path(file.name))\">\(wording[phrase])</a></li>\n"
            }
        }
        return fold(
            .learnerFiles,
            """
            <p>\(wording[.learnerKeep])</p>
            <ul>
            \(items)<li><a href="\(path(LearnerRoutes.everything))">\
            \(wording[.learnerFileAll])</a></li>
            </ul>
            """)
    }

    private var code: HTML {
        fold(
            .learnerQr,
            "<p>\(wording[.learnerQrUse])</p>\n<figure>\(.verbatim(qrCode))</figure>\n")
    }

    private var correcting: HTML {
        let address = known?.issuer?.identity.contact.map { "mailto:\($0)" }
        let organisation: HTML =
            (address ?? subject.facts.issuerURL).map {
                "<a href=\"\($0)\" rel=\"noreferrer noopener\">\(issuer)</a>"
            } ?? issuer
        let values = ["organisation": organisation, "number": number]
        return fold(.learnerWrong, "<p>\(HTML(wording, .learnerWrongWhat, values))</p>\n")
    }

    private func path(_ file: String) -> String { "/c/\(subject.token.text)/\(file)" }
}

extension LearnerPage {
    /// LinkedIn's form for a certification, filled in with what was signed.
    private var linkedInURL: String {
        let day = CivilDate(unixTime: certificate.issuedAt.seconds)
        let end = certificate.validUntil.flatMap { CivilDate(unixTime: $0.seconds - 1) }
        let fields: [(String, String?)] = [
            ("startTask", "CERTIFICATION_NAME"), ("name", signedTitle),
            ("organizationName", subject.facts.issuerName ?? installation.name),
            ("issueYear", day.map { "\($0.year)" }), ("issueMonth", day.map { "\($0.month)" }),
            ("expirationYear", end.map { "\($0.year)" }),
            ("expirationMonth", end.map { "\($0.month)" }), ("certUrl", publicURL),
            ("certId", certificate.number.description),
        ]
        return "https://www.linkedin.com/profile/add?" + Self.query(fields)
    }

    /// A message with the public address, to whom the learner likes (RFC 6068).
    private var mailURL: String {
        let title = known?.title?.text(in: wording.language) ?? signedTitle
        return "mailto:?"
            + Self.query([
                ("subject", wording.text(.learnerMailSubject, ["programme": title])),
                ("body", "\(wording[.learnerMailBody])\r\n\(publicURL)\r\n"),
            ])
    }

    private static func query(_ fields: [(String, String?)]) -> String {
        fields.compactMap { name, value in value.map { "\(name)=\(encoded($0))" } }
            .joined(separator: "&")
    }

    /// RFC 3986 §2.3: unreserved symbols stay.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                String(Unicode.Scalar(byte))
            default:
                "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    private static func mark(_ path: HTML) -> HTML {
        "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"\(path)\"/></svg>"
    }

    private static let downloadMark = mark("M12 4v11m-5-5 5 5 5-5M4 20h16")
    private static let shareMark = mark("M12 3v12M8 7l4-4 4 4M5 12v8h14v-8")
    private static let mailMark = mark("M3 6h18v12H3zm0 1 9 6 9-6")
}
