import CertAuthority
import Credentials
import Foundation
import Hummingbird
import Logging

/// Puts routes and middleware together.
struct ServerApplication<Store: StoreReader> {
    private let store: Store
    private let installation: Installation
    private let pages: Pages
    private let designs: SheetDesigns

    init(store: Store, installation: Installation, designs: SheetDesigns) throws {
        self.store = store
        self.installation = installation
        self.designs = designs
        pages = try Pages(installation: installation)
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
        router.add(middleware: ProblemResponses(pages: pages))
        router.add(middleware: EntityTags())
        CertificateRoutes(
            store: store, installation: installation,
            verification: CertificateVerification(store: store, installation: installation),
            pages: pages, now: Self.now
        ).add(to: router)
        DocumentRoutes(store: store, installation: installation).add(to: router)
        SheetRoutes(
            store: store,
            documents: DocumentService(
                store: store, installation: installation, designs: designs)
        ).add(to: router)
        HealthRoutes(store: store).add(to: router)
        return router
    }

    /// The clock of this machine, read here only.
    private static func now() -> Timestamp {
        Timestamp(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }
}
