import CertAuthority
import Credentials
import Documents

/// A learner's own page, which only those find who have its secret address.
struct LearnerPage {
    let certificate: Certificate
    let token: LearnerToken
    let files: [CertificateFile]
    /// The programme's title as it was signed.
    let programme: String
    /// The title in all its languages, where the catalogue has them.
    let titles: LocalizedText?
    /// What the signed document calls its issuer.
    let issuer: String
    let issuerURL: String?
    /// The code of the public address as an SVG element.
    let qrCode: String
    let wording: Wording
    let reader: Reader
    let installation: Installation
    let now: Timestamp

    private var publicURL: String { installation.verificationURL(certificate.number) }

    /// True where the certificate can be relied on today.
    private var isGood: Bool {
        certificate.standing.state == .good
            && certificate.validUntil.map { now < $0 } ?? true
    }

    /// The page's title; it names nobody, as titles end up in histories.
    var title: String { wording[.learnerTitle] }

    /// Everything within `main`.
    var main: HTML {
        let lapsed: HTML =
            isGood ? "" : "<p><b>\(wording[.learnerLapsed])</b></p>\n"
        return """
            <h1>\(wording[.learnerTitle])</h1>
            <p class="quiet">\(wording[.learnerLead])</p>
            \(lapsed)\(facts)\(downloads)\(sharing)\(correcting)
            """
    }

    private var facts: HTML {
        let rows: [(Phrase, HTML)] = [
            (.factsProgramme, title(in: wording.language)), (.factsIssuer, .isolated(issuer)),
            (.factsCompleted, HTML(wording.language.text(certificate.completedOn))),
            (.factsNumber, "<bdi class=\"number\">\(certificate.number.description)</bdi>"),
        ]
        let lines = rows.map { label, value -> HTML in
            "<div><dt>\(wording[label])</dt><dd>\(value)</dd></div>\n"
        }
        return """
            <dl><div class="name"><dt>\(wording[.factsName])</dt>\
            <dd>\(.isolated(certificate.name))</dd></div>
            \(lines)</dl>

            """
    }

    /// The title in the reader's language, below that as it was signed.
    private func title(in language: Language) -> HTML {
        let best = titles?.best(for: [language.tag])
        guard let best, best.language == language.tag, language != .english else {
            return .isolated(programme, language: language == .english ? nil : "en")
        }
        return """
            \(.isolated(best.text))<br><small class="quiet">\
            \(.isolated(programme, language: "en"))</small>
            """
    }

    private var downloads: HTML {
        let items = files.compactMap { file in
            file.phrase.map { phrase -> HTML in
                "<li><a href=\"\(path(file.name))\">\(wording[phrase])</a></li>\n"
            }
        }
        return """
            <section aria-labelledby="downloads"><h2 id="downloads">\
            \(wording[.learnerDownloads])</h2>
            <ul>
            \(items)<li><a href="\(path(LearnerRoutes.everything))">\
            \(wording[.learnerFileAll])</a></li>
            </ul>
            <p>\(wording[.learnerKeep])</p></section>

            """
    }

    private var sharing: HTML {
        let linkedIn: HTML =
            isGood
            ? """
            <p><a class="button" href="\(linkedInURL)" rel="noreferrer noopener">\
            \(wording[.learnerLinkedin])</a></p>
            <p class="quiet"><small>\(wording[.learnerLinkedinNote])</small></p>

            """
            : ""
        return """
            <section aria-labelledby="share"><h2 id="share">\(wording[.learnerShare])</h2>
            <div class="record"><figure>\(.verbatim(qrCode))\
            <figcaption class="hide">\(wording[.learnerQr])</figcaption></figure>
            <div><p><a href="\(publicURL)"><bdi>\(publicURL)</bdi></a></p>
            <p>\(wording[.learnerShareShows])</p>
            \(linkedIn)</div></div></section>

            """
    }

    private var correcting: HTML {
        let name = HTML.isolated(issuer)
        let organisation: HTML =
            issuerURL.map { "<a href=\"\($0)\" rel=\"noreferrer noopener\">\(name)</a>" } ?? name
        let values: [String: HTML] = [
            "organisation": organisation,
            "number": "<bdi class=\"number\">\(certificate.number.description)</bdi>",
        ]
        return """
            <section aria-labelledby="wrong"><h2 id="wrong">\(wording[.learnerWrong])</h2>
            <p>\(HTML(wording, .learnerWrongWhat, values))</p></section>

            """
    }

    private func path(_ file: String) -> String { "/c/\(token.text)/\(file)" }

    /// LinkedIn's form for a certification, filled in.
    private var linkedInURL: String {
        let day = CivilDate(unixTime: certificate.issuedAt.seconds)
        let end = certificate.validUntil.flatMap { CivilDate(unixTime: $0.seconds - 1) }
        let fields: [(String, String?)] = [
            ("startTask", "CERTIFICATION_NAME"), ("name", programme),
            ("organizationName", issuer), ("issueYear", day.map { "\($0.year)" }),
            ("issueMonth", day.map { "\($0.month)" }),
            ("expirationYear", end.map { "\($0.year)" }),
            ("expirationMonth", end.map { "\($0.month)" }), ("certUrl", publicURL),
            ("certId", certificate.number.description),
        ]
        let query = fields.compactMap { name, value in
            value.map { "\(name)=\(Self.encoded($0))" }
        }
        return "https://www.linkedin.com/profile/add?" + query.joined(separator: "&")
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
}
