import CertAuthority
import Credentials
import Documents
import HTTPTypes
import Hummingbird
import Verification

/// The pages for people. Words and style stand in one document, no script; only pictures are fetched
/// besides, and from this server alone.
struct Pages: Sendable {
    let installation: Installation
    private let frames: [Language: Frame]
    private let english: Frame
    private let catalogue: @Sendable (Timestamp) async -> CatalogueEdition?
    private let latest: @Sendable () -> CatalogueEdition?
    private let colours: ColourMemory
    let memory = SectionMemory()

    /// - Parameters:
    ///   - catalogue: The catalogue at an instant, for titles in the reader's language.
    ///   - latest: The catalogue as it was last looked at, for names and colours on pages that
    ///     nothing else rests on.
    /// - Throws: ``WordingError`` when a language's strings are not whole.
    init(
        installation: Installation,
        catalogue: @escaping @Sendable (Timestamp) async -> CatalogueEdition?,
        latest: @escaping @Sendable () -> CatalogueEdition? = { nil }
    ) throws {
        self.installation = installation
        self.catalogue = catalogue
        self.latest = latest
        let style = HTML.verbatim(String(decoding: PackageResources.style_css, as: UTF8.self))
        let more = HTML.verbatim(String(decoding: PackageResources.more_css, as: UTF8.self))
        frames = try Wording.all().mapValues { Frame($0, style: style, more: more) }
        english = Frame(try Wording(.english), style: style, more: more)
        colours = ColourMemory(style: PackageResources.style_css, more: PackageResources.more_css)
    }

    /// The policy of answers that are no pages.
    var contentSecurityPolicy: String { PageColours.policy(styles: []) }

    private func frame(_ reader: Reader) -> Frame { frames[reader.language] ?? english }

    /// What is said to a reader.
    func wording(_ reader: Reader) -> Wording { frame(reader).wording }

    /// The catalogue at an instant.
    func edition(at instant: Timestamp) async -> CatalogueEdition? { await catalogue(instant) }

    /// The coalition as whoever speaks.
    func coalition(_ edition: CatalogueEdition?, _ reader: Reader) -> Brand {
        Brand(coalition: edition, installation, reader.language)
    }

    /// The answer with a page whether a number's certificate is valid.
    func answer(
        _ finding: CertificateFinding, for reader: Reader, at instant: Timestamp
    ) async throws -> VerdictAnswer {
        try VerdictAnswer(
            page: finding, for: reader, self, catalogue: await catalogue(instant), at: instant)
    }

    /// The page that tells whether a certificate or a document is valid.
    func verdict(
        _ subject: PageSubject, for reader: Reader, at instant: Timestamp,
        state: VerdictState? = nil
    ) async throws -> Response {
        try body(
            subject, for: reader, at: instant, catalogue: await catalogue(instant), state: state
        ).response(reader.language)
    }

    /// The page that answers whether a certificate is valid, by a catalogue that is at hand.
    ///
    /// - Throws: `QRCodeError` when the installation's address is too long for a code.
    func body(
        _ subject: PageSubject, for reader: Reader, at instant: Timestamp,
        catalogue: CatalogueEdition?, state: VerdictState? = nil
    ) throws(QRCodeError) -> WrittenPage {
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
        func page(_ values: VerdictValues) -> (text: HTML, policy: String) {
            var page = page(subject, state, values)
            page.parts = parts
            let coalition = coalition(catalogue, reader)
            return write(
                PageHead(
                    title: page.title, brand: page.brand ?? coalition, verdict: page.rule,
                    tags: page.tags(coalition.name), start: reader.link("/"), isRich: false),
                page.main, reader)
        }
        func single() -> WrittenPage {
            let page = page(values)
            return WrittenPage(body: ByteBuffer(string: page.text.text), policy: page.policy)
        }
        // What was taken back has more on its page that is its own.
        guard state == .valid, subject.certificate?.history.renewedBy == nil,
            let key = templateKey(subject, values, reader, catalogue)
        else {
            return single()
        }
        let template = memory.template(key) {
            let page = page(VerdictValues(placesOf: values))
            let template = PageTemplate(
                page.text, values: values.inOrder.count, policy: page.policy)
            // A document could hold the characters that stand for values.
            return template.filled(values.inOrder) == single().body ? template : nil
        }
        guard let template else { return single() }
        return WrittenPage(
            body: template.filled(values.inOrder), policy: template.policy,
            beginning: template.beginning)
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
    func start(
        for reader: Reader,
        mistake: (Wording) -> StartPage.Mistake? = { _ in nil }, typed: String = ""
    ) -> Response {
        let edition = latest()
        let wording = wording(reader)
        let coalition = coalition(edition, reader)
        let page = StartPage(
            wording: wording, reader: reader, coalition: coalition.name, edition: edition,
            mistake: mistake(wording), typed: typed)
        var head = PageHead(
            title: HTML(page.title), brand: coalition, accents: page.accents,
            isFindable: page.mistake == nil, start: reader.link("/"), leadsBack: false)
        head.tags = shared(
            "", title: HTML(wording[.startTitle]), description: HTML(wording[.startWhoKeeps]),
            coalition.name, reader)
        return response(head, page.main, reader)
    }

    /// Tags for whoever shows a link to a page that is about nobody.
    ///
    /// - Parameter path: What follows the address of this installation.
    func shared(
        _ path: String, title: HTML, description: HTML, _ coalition: String, _ reader: Reader
    ) -> HTML {
        SharedLink(
            address: HTML(installation.baseURL + (path.isEmpty ? "/" : path)), title: title,
            description: description, site: coalition, language: reader.language
        ).tags
    }

    /// A learner's own page.
    func learner(for reader: Reader, _ page: (Wording) -> LearnerPage) -> Response {
        let page = page(wording(reader))
        return response(
            PageHead(
                title: HTML(page.pageTitle), brand: coalition(latest(), reader),
                start: reader.link("/"), leadsBack: false), page.main, reader)
    }

    /// The page for an error.
    func problem(_ problem: Problem, for reader: Reader) -> Response {
        if let (fault, text) = problem.mistyped {
            return start(
                for: reader, mistake: { StartPage.Mistake(fault, $0) },
                typed: String(text.prefix(100)))
        }
        // Whoever asks too often is not given the logo either.
        let coalition = Brand(
            coalition: latest(), installation, reader.language,
            hasLogo: problem.status != .tooManyRequests)
        let page = ProblemPage(
            problem: problem, wording: wording(reader), coalition: coalition.name)
        return response(
            PageHead(title: HTML(page.title), brand: coalition, start: reader.link("/")),
            page.main, reader)
    }

    /// An answer with a page.
    func response(_ head: PageHead, _ main: HTML, _ reader: Reader) -> Response {
        let page = write(head, main, reader)
        var response = WrittenPage(
            body: ByteBuffer(string: page.text.text), policy: page.policy
        ).response(reader.language)
        if head.isFindable, let robots = HTTPField.Name("X-Robots-Tag") {
            response.headers[robots] = "all"
        }
        return response
    }

    private func write(
        _ head: PageHead, _ main: HTML, _ reader: Reader
    ) -> (text: HTML, policy: String) {
        let colours = colours.colours(
            head.brand.accent, head.accents, isRich: head.isRich)
        return (frame(reader).page(head, colours, main), colours.policy)
    }
}

/// A page as it is sent, with what its answer must allow.
struct WrittenPage: Sendable {
    let body: ByteBuffer
    /// The content security policy.
    let policy: String
    /// What the page has in common with others, compressed; nil where it was written alone.
    var beginning: CompressedBeginning?

    /// The answer with status 200.
    func response(_ language: Language) -> Response {
        Response(
            status: .ok, headers: Self.headers(language, policy: policy),
            body: ResponseBody(byteBuffer: body))
    }

    /// What an answer with a page says of it.
    static func headers(_ language: Language, policy: String) -> HTTPFields {
        [
            .contentType: "text/html; charset=utf-8", .cacheControl: Caching.never.rawValue,
            .contentLanguage: language.code, .vary: "Accept, Accept-Language",
            .contentSecurityPolicy: policy,
        ]
    }
}
