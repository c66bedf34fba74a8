import CertAuthority
import Credentials
import Hummingbird

/// The pages for people. Everything stands in one document: no script, nothing from elsewhere.
struct Pages: Sendable {
    private let installation: Installation
    private let frames: [Language: Frame]
    private let english: Frame
    private let catalogue: @Sendable (Timestamp) async -> Catalogue?

    /// Allows the one style sheet by its digest, and nothing else (CSP Level 3 §6.7.3).
    let contentSecurityPolicy: String

    /// - Parameter catalogue: The catalogue at an instant, for titles in the reader's language.
    /// - Throws: ``WordingError`` when a language's strings are not whole.
    init(
        installation: Installation, catalogue: @escaping @Sendable (Timestamp) async -> Catalogue?
    ) throws {
        self.installation = installation
        self.catalogue = catalogue
        let style = String(decoding: PackageResources.style_css, as: UTF8.self)
        frames = try Wording.all().mapValues { Frame($0, style: .verbatim(style)) }
        english = Frame(try Wording(.english), style: .verbatim(style))
        let digest = Base64.encode(Digest.sha256(PackageResources.style_css))
        contentSecurityPolicy =
            "default-src 'none'; style-src 'sha256-\(digest)'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    }

    private func frame(_ reader: Reader) -> Frame { frames[reader.language] ?? english }

    /// The page that answers whether a certificate is valid.
    func verdict(
        _ subject: PageSubject, for reader: Reader, at instant: Timestamp,
        state: VerdictState? = nil
    ) async throws -> Response {
        let frame = frame(reader)
        let page = VerdictPage(
            subject, state ?? VerdictState(subject, at: instant), wording: frame.wording,
            reader: reader, installation: installation,
            catalogue: subject.credential == nil ? nil : await catalogue(instant), at: instant)
        return render(
            frame.page(
                title: page.title, brand: page.brand, home: reader.link("/"), try page.main()),
            reader)
    }

    /// The page for when the record cannot be read.
    func unreadable(
        _ number: CertificateNumber?, for reader: Reader, at instant: Timestamp
    ) async throws -> Response {
        var response = try await verdict(
            PageSubject(report: .storeUnreadable, number: number), for: reader, at: instant,
            state: .unreadable)
        response.status = .serviceUnavailable
        response.headers[.retryAfter] = "30"
        return response
    }

    /// The page on which a certificate is checked.
    func start(
        for reader: Reader, mistake: (Wording) -> StartPage.Mistake? = { _ in nil },
        typed: String = ""
    ) -> Response {
        let frame = frame(reader)
        let page = StartPage(
            wording: frame.wording, reader: reader, mistake: mistake(frame.wording), typed: typed)
        return render(
            frame.page(
                title: page.title, brand: Frame.brand(installation.name, under: nil), home: nil,
                page.main), reader)
    }

    /// A learner's own page.
    func learner(for reader: Reader, _ page: (Wording) -> LearnerPage) -> Response {
        let frame = frame(reader)
        let page = page(frame.wording)
        return render(
            frame.page(
                title: page.title, brand: Frame.brand(installation.name, under: nil), home: nil,
                page.main), reader)
    }

    /// The page for an error.
    func problem(_ problem: Problem, for reader: Reader) -> Response {
        if let (fault, text) = problem.mistyped {
            return start(
                for: reader, mistake: { StartPage.Mistake(fault, $0) },
                typed: String(text.prefix(100)))
        }
        let frame = frame(reader)
        let page = ProblemPage(
            problem: problem, wording: frame.wording, coalition: installation.name)
        return render(
            frame.page(
                title: page.title, brand: Frame.brand(installation.name, under: nil),
                home: reader.link("/"), page.main), reader)
    }

    private func render(_ html: HTML, _ reader: Reader) -> Response {
        var response = Response.content(
            Array(html.text.utf8), type: "text/html; charset=utf-8", caching: .never)
        response.headers[.contentLanguage] = reader.language.code
        response.headers[.vary] = "Accept, Accept-Language"
        return response
    }
}
