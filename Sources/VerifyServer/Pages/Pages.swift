import CertAuthority
import Credentials
import Documents
import HTTPTypes
import Hummingbird
import Verification

/// The pages for people. Everything stands in one document: no script, nothing from elsewhere.
struct Pages: Sendable {
    private let installation: Installation
    private let frames: [Language: Frame]
    private let english: Frame
    private let catalogue: @Sendable (Timestamp) async -> CatalogueEdition?
    let memory = SectionMemory()

    /// Allows the one style sheet by its digest, and nothing else (CSP Level 3 §6.7.3).
    let contentSecurityPolicy: String

    /// - Parameter catalogue: The catalogue at an instant, for titles in the reader's language.
    /// - Throws: ``WordingError`` when a language's strings are not whole.
    init(
        installation: Installation,
        catalogue: @escaping @Sendable (Timestamp) async -> CatalogueEdition?
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

    /// The answer with a page whether a number's certificate is valid.
    func answer(
        _ finding: CertificateFinding, for reader: Reader, at instant: Timestamp
    ) async throws -> VerdictAnswer {
        let catalogue = finding.facts != nil ? await catalogue(instant) : nil
        return try VerdictAnswer(
            page: finding, for: reader, self, catalogue: catalogue, at: instant)
    }

    /// The page that tells whether a certificate or a document is valid.
    func verdict(
        _ subject: PageSubject, for reader: Reader, at instant: Timestamp,
        state: VerdictState? = nil
    ) async throws -> Response {
        let hasFacts = subject.facts != nil || subject.parts.contains { $0.facts != nil }
        let catalogue = hasFacts ? await catalogue(instant) : nil
        return render(
            try body(subject, for: reader, at: instant, catalogue: catalogue, state: state),
            reader)
    }

    /// The page that answers whether a certificate is valid, by a catalogue that is at hand.
    ///
    /// - Throws: `QRCodeError` when the installation's address is too long for a code.
    func body(
        _ subject: PageSubject, for reader: Reader, at instant: Timestamp,
        catalogue: CatalogueEdition?, state: VerdictState? = nil
    ) throws(QRCodeError) -> ByteBuffer {
        let state = state ?? VerdictState(subject, at: instant)
        let values = try VerdictValues(
            subject, language: reader.language, installation: installation, memory: memory,
            at: instant)
        func page(_ subject: PageSubject, _ state: VerdictState, _ values: VerdictValues)
            -> VerdictPage
        {
            VerdictPage(
                subject, state, values: values, wording: frame(reader).wording, reader: reader,
                installation: installation, catalogue: catalogue, memory: memory)
        }
        var parts: [VerdictPage] = []
        for part in subject.parts {
            parts.append(
                page(
                    part, VerdictState(part, at: instant),
                    try VerdictValues(
                        part, language: reader.language, installation: installation,
                        memory: memory, at: instant)))
        }
        func page(_ values: VerdictValues) -> HTML {
            let frame = frame(reader)
            var page = page(subject, state, values)
            page.parts = parts
            return frame.page(
                title: page.title, brand: page.brand, home: reader.link("/"), page.main)
        }
        // What was taken back has more on its page that is its own.
        guard state == .valid, let key = templateKey(subject, values, reader, catalogue) else {
            return ByteBuffer(string: page(values).text)
        }
        let template = memory.template(key) {
            let template = PageTemplate(
                page(VerdictValues(placesOf: values)), values: values.inOrder.count)
            // A document could hold the characters that stand for values.
            let isTrue = template.filled(values.inOrder) == ByteBuffer(string: page(values).text)
            return isTrue ? template : nil
        }
        return template?.filled(values.inOrder) ?? ByteBuffer(string: page(values).text)
    }

    /// All that decides what stands around the values; nil where it is this certificate's alone.
    private func templateKey(
        _ subject: PageSubject, _ values: VerdictValues, _ reader: Reader,
        _ catalogue: CatalogueEdition?
    ) -> SectionMemory.TemplateKey? {
        guard subject.mayBeKept, let facts = subject.facts, facts.evidence.isEmpty else {
            return nil
        }
        let kind = KindOfCertificate(
            facts: facts, isOurs: subject.isOurs, wording: frame(reader).wording,
            installation: installation, catalogue: catalogue)
        return SectionMemory.TemplateKey(
            kind: kind.key, checks: subject.report.checks, chose: reader.chose,
            has: values.inOrder.map { $0 != nil })
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
    ///
    /// - Parameter coalition: What the coalition is called in the reader's language.
    func start(
        for reader: Reader, coalition: String? = nil,
        mistake: (Wording) -> StartPage.Mistake? = { _ in nil }, typed: String = ""
    ) -> Response {
        let frame = frame(reader)
        let page = StartPage(
            wording: frame.wording, reader: reader, mistake: mistake(frame.wording), typed: typed)
        return render(
            frame.page(
                title: HTML(page.title),
                brand: Frame.brand(coalition ?? installation.name, under: nil), home: nil,
                page.main), reader)
    }

    /// What the coalition is called in the reader's language.
    func coalition(for reader: Reader, at instant: Timestamp) async -> String {
        await catalogue(instant)?.catalogue.coalitionName(in: reader.language, installation)
            ?? installation.name
    }

    /// A learner's own page.
    ///
    /// - Parameter coalition: What the coalition is called in the reader's language.
    func learner(
        for reader: Reader, coalition: String, _ page: (Wording) -> LearnerPage
    ) -> Response {
        let frame = frame(reader)
        let page = page(frame.wording)
        return render(
            frame.page(
                title: HTML(page.pageTitle), brand: Frame.brand(coalition, under: nil), home: nil,
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
                title: HTML(page.title), brand: Frame.brand(installation.name, under: nil),
                home: reader.link("/"), page.main), reader)
    }

    private func render(_ html: HTML, _ reader: Reader) -> Response {
        render(ByteBuffer(string: html.text), reader)
    }

    private func render(_ page: ByteBuffer, _ reader: Reader) -> Response {
        Response(
            status: .ok, headers: Self.headers(reader.language),
            body: ResponseBody(byteBuffer: page))
    }

    /// What an answer with a page says of it.
    static func headers(_ language: Language) -> HTTPFields {
        [
            .contentType: "text/html; charset=utf-8", .cacheControl: Caching.never.rawValue,
            .contentLanguage: language.code, .vary: "Accept, Accept-Language",
        ]
    }
}
