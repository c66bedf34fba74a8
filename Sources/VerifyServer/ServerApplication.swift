import CertAuthority
import Credentials
import Documents
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Verification

/// Puts routes and middleware together.
struct ServerApplication {
    private let store: ReopeningStore
    private let installation: Installation
    private let pages: Pages
    private let designs: SheetDesigns
    private let settings: Settings
    private let limiter: RateLimiter?
    private let writer: LogWriter
    private let catalogue: CatalogueMemory<ReopeningStore>
    private let verification: CertificateVerification<ReopeningStore>
    let metrics = ServerMetrics()
    let events: ConnectionEvents
    private let failures: FailureLog

    init(
        store: ReopeningStore, installation: Installation, designs: SheetDesigns,
        settings: Settings, writer: LogWriter
    ) throws {
        self.store = store
        self.installation = installation
        self.designs = designs
        self.settings = settings
        self.writer = writer
        events = ConnectionEvents()
        failures = FailureLog(events: events)
        let catalogue = CatalogueMemory(store)
        self.catalogue = catalogue
        pages = try Pages(
            installation: installation, catalogue: { await catalogue.current(at: $0) },
            latest: { catalogue.latest })
        verification = CertificateVerification(
            store: store, installation: installation,
            contexts: try settings.contexts.map { try ContextFolder.library($0) } ?? .known)
        let rate = settings.rate
        limiter =
            rate.perSecond == 0
            ? nil
            : RateLimiter(
                perSecond: rate.perSecond, burst: rate.burst, clients: rate.clients,
                now: { NIODeadline.now().uptimeNanoseconds })
    }

    /// Reads the catalogue, so that the first pages have its names, whatever becomes of the record.
    func prepare() async { _ = await catalogue.current(at: Self.now()) }

    /// The public side.
    func application(tls: TLSCredentials?, logger: Logger) throws -> some ApplicationProtocol {
        let group = MultiThreadedEventLoopGroup.singleton
        let door = ConnectionDoor(settings: settings, group: group, events: events, tls: tls)
        let gate = PromptGate(
            clients: ClientAddresses(
                trusted: settings.trustedProxies, header: settings.proxyHeader),
            numbers: try RequestNumbers(), metrics: metrics,
            log: RequestLog(writer: writer, log: settings.log), limiter: limiter,
            exempt: settings.rate.exempt)
        let strictTransport = settings.strictTransportSeconds.map { "max-age=\($0)" }
        let heads = VerdictHeads()
        let prompt = PromptVerdicts(
            verification: verification, installation: installation, pages: pages,
            catalogue: catalogue, gate: gate, heads: heads, now: Self.now)
        return Application(
            responder: Gateway(
                responder: router().buildResponder(), clients: gate.clients,
                numbers: gate.numbers, metrics: metrics, log: gate.log,
                strictTransport: strictTransport, heads: heads),
            server: HTTPServerBuilder {
                GuardedChannel(responder: $0, door: door, prompt: prompt)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil,
                backlog: 1024),
            eventLoopGroupProvider: .shared(group), logger: logger)
    }

    /// The side for those who look after it.
    func administration(
        host: String, port: Int, logger: Logger
    ) -> some ApplicationProtocol {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return Application(
            router: AdminRoutes(
                store: store, metrics: metrics, events: events, limiter: limiter, writer: writer,
                now: Self.now
            ).router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                logger.info("metrics and health for those who look after it: \(host):\(port)")
            },
            logger: quiet)
    }

    func router() -> Router<BasicRequestContext> {
        let routes = routes
        let facts = routes.table
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: ResponseHeaders(contentSecurityPolicy: pages.contentSecurityPolicy))
        router.add(middleware: Compression())
        router.add(middleware: CrossOrigin(facts: facts))
        router.add(
            middleware: ProblemResponses(
                pages: pages, failures: failures, facts: facts, now: Self.now))
        router.add(
            middleware: Admission(
                limits: settings.limits, limiter: limiter, exempt: settings.rate.exempt,
                events: events, facts: facts))
        router.add(middleware: KnownMethods())
        router.add(middleware: EntityTags())
        routes.install(in: router)
        MethodRules.complete(router)
        return router
    }

    /// Everything that is answered, as the description for programs lists it.
    var routes: Routes {
        var routes = Routes()
        PageRoutes(
            installation: installation, pages: pages, verification: verification, now: Self.now
        ).add(to: &routes)
        CertificateRoutes(
            store: store, installation: installation,
            verification: verification, pages: pages, failures: failures, now: Self.now
        ).add(to: &routes)
        VerificationRoutes(
            verification: verification, extraction: .standard, now: Self.now
        ).add(to: &routes)
        BulkRoutes(
            verification: verification, installation: installation, extraction: .standard,
            now: Self.now
        ).add(to: &routes)
        let documents = DocumentService(
            store: store, installation: installation, designs: designs)
        SheetRoutes(verification: verification, documents: documents, now: Self.now)
            .add(to: &routes)
        DescriptionRoutes().add(to: &routes)
        let badges = BadgeImages(
            store: store, installation: installation,
            catalogue: { try await documents.catalogue.current() },
            drawing: { try await documents.drawn($0) })
        BadgeRoutes(images: badges).add(to: &routes)
        BadgePictureRoutes(documents: documents, now: Self.now).add(to: &routes)
        PreviewRoutes(
            installation: installation, verification: verification, documents: documents,
            now: Self.now
        ).add(to: &routes)
        LearnerRoutes(
            installation: installation, pages: pages,
            files: LearnerFiles(
                installation: installation, badges: badges, sheets: .drawn(by: documents)),
            finding: { [store, verification] token in
                guard let certificate = try await store.certificate(of: token) else { return nil }
                return try await verification.verify(certificate.number, at: Self.now())
            },
            catalogue: { [catalogue] in await catalogue.current(at: $0) },
            designs: designs.names, now: Self.now
        ).add(to: &routes)
        DocumentRoutes(store: store, installation: installation).add(to: &routes)
        CatalogueRoutes(installation: installation, pages: pages, now: Self.now).add(to: &routes)
        ManyRoutes(
            verification: verification, installation: installation, pages: pages, now: Self.now
        ).add(to: &routes)
        SiteRoutes(
            installation: installation, pages: pages, securityContact: settings.securityContact,
            drawn: { work in try await documents.drawn(work) }, now: Self.now
        ).add(to: &routes)
        HealthRoutes(store: store).add(to: &routes)
        return routes
    }

    /// The clock of this machine, read here only.
    @Sendable static func now() -> Timestamp {
        Timestamp(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }
}
