import CertAuthority
import Credentials
import Foundation
import Hummingbird
import Logging

/// Puts routes and middleware together.
struct ServerApplication<Store: StoreReader & LinkReader> {
    private let store: Store
    private let installation: Installation
    private let pages: Pages

    init(store: Store, installation: Installation) throws {
        self.store = store
        self.installation = installation
        let memory = CatalogueMemory(store)
        pages = try Pages(installation: installation) { await memory.current(at: $0) }
    }

    func application(
        host: String, port: Int, logger: Logger
    ) -> some ApplicationProtocol {
        Application(
            router: router(),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil),
            logger: logger)
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: ResponseHeaders(contentSecurityPolicy: pages.contentSecurityPolicy))
        router.add(middleware: Compression())
        router.add(middleware: CrossOrigin())
        router.add(middleware: ProblemResponses(pages: pages))
        router.add(middleware: KnownMethods())
        router.add(middleware: EntityTags())
        addRoutes(to: router)
        MethodRules.complete(router)
        return router
    }

    /// Everything that is answered, as the description for programs lists it.
    func addRoutes(to router: Router<BasicRequestContext>) {
        let verification = CertificateVerification(store: store, installation: installation)
        PageRoutes(
            installation: installation, pages: pages,
            desk: SubmissionDesk(verification, installation), now: Self.now
        ).add(to: router)
        CertificateRoutes(
            store: store, installation: installation,
            verification: verification, pages: pages, now: Self.now
        ).add(to: router)
        VerificationRoutes(
            verification: verification, extraction: .standard, now: Self.now
        ).add(to: router)
        BulkRoutes(
            verification: verification, installation: installation, extraction: .standard,
            now: Self.now
        ).add(to: router)
        DescriptionRoutes().add(to: router)
        LearnerRoutes(
            installation: installation, pages: pages,
            files: LearnerFiles(installation: installation),
            certificate: { [store] in try await store.certificate(of: $0) }, now: Self.now
        ).add(to: router)
        DocumentRoutes(store: store, installation: installation).add(to: router)
        HealthRoutes(store: store).add(to: router)
    }

    /// The clock of this machine, read here only.
    private static func now() -> Timestamp {
        Timestamp(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }
}
