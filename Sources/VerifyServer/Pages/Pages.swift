import CertAuthority
import Credentials
import Hummingbird
import Mustache

/// The pages for people. Everything stands in one document: no script, nothing from elsewhere.
struct Pages: Sendable {
    private let installation: Installation
    private let template: MustacheTemplate
    private let style: String

    /// Allows the one style sheet by its digest, and nothing else (CSP Level 3 §6.7.3).
    let contentSecurityPolicy: String

    init(installation: Installation) throws {
        self.installation = installation
        template = try MustacheTemplate(
            string: String(decoding: PackageResources.page_mustache, as: UTF8.self))
        style = String(decoding: PackageResources.style_css, as: UTF8.self)
        let digest = Base64.encode(Digest.sha256(PackageResources.style_css))
        contentSecurityPolicy =
            "default-src 'none'; style-src 'sha256-\(digest)'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    }

    /// The page that answers whether a certificate is valid.
    func verdict(
        number: CertificateNumber, report: VerificationReport, facts: CertificateFacts?,
        record: RecordNotes?, at instant: Timestamp
    ) throws -> Response {
        let words = VerdictWords(report, record)
        let shown = report.verdict != .cannotTell || facts != nil
        let address = installation.scannedURL(number)
        return render(
            PageContent(
                tone: report.verdict, title: "\(words.heading): \(number)", heading: words.heading,
                sentence: words.sentence, checkedAt: instant, facts: facts, number: number,
                advice: words.advice, checks: report.checks,
                credential: shown ? record?.file.map { "/credentials/\($0)" } : nil,
                qrCode: shown ? try QRCode(address).svg(title: "QR code: \(address)") : nil,
                newest: record?.newest?.description))
    }

    /// The page for those who come without a number.
    func start() -> Response {
        render(
            PageContent(
                tone: nil, title: installation.name, heading: "Check a certificate",
                sentence: "Scan the code on the certificate, or type the address that stands on "
                    + "it: \(installation.baseURL)/v/ and the number."))
    }

    /// The page for an error.
    func problem(_ problem: Problem) -> Response {
        var advice: [String] = []
        switch problem.kind {
        case "mistyped-number":
            advice = [
                "Compare the address with the number on the certificate, group by group. O and 0, "
                    + "I, L and 1 are taken for each other; hyphens may be left out."
            ]
        case "unknown-number":
            advice = [
                "The number is well formed, but no certificate has it. If it stands on a document "
                    + "that claims to be from \(installation.name), ask the organisation named on "
                    + "it."
            ]
        default: break
        }
        return render(
            PageContent(
                tone: nil, title: problem.title, heading: problem.title, sentence: problem.detail,
                advice: advice))
    }

    private func render(_ content: PageContent) -> Response {
        let html = template.render(
            content.rendered(style: style, coalition: installation.name))
        return .content(
            Array(html.utf8), type: "text/html; charset=utf-8", caching: .never)
    }
}
