import StoreAccess
import CertAuthority
import Credentials
import Documents
import Foundation
import Hummingbird
import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import StoreSQLite
import StoreSQL
@testable import VerifyServer

/// The server's routes over a store of their own.
enum TestServer {
    static func with(_ body: (Router<BasicRequestContext>) async throws -> Void) async throws {
        try await withRoutes { routes in
            let router = Router(options: .autoGenerateHeadEndpoints)
            routes.install(in: router)
            try await body(router)
        }
    }

    static func withRoutes(_ body: (Routes) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "certauthority-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let home = InstallationHome(path: folder)
        try home.make()
        let instant = Timestamp(seconds: 1_780_272_000)
        let installation = Installation(
            name: "Test Coalition", baseURL: "https://verify.example.org", created: instant)
        try SQLStore.create(
            path: home.storePath, installation: installation,
            Authorship(actor: "tester", at: instant))
        let store = try await ReopeningStore(
            .file(path: home.storePath), logger: Logger(label: "tests"), now: { instant })
        let settings = try Settings(SettingSources(flags: [], environment: [:], file: nil))
        let application = try ServerApplication(
            store: store, installation: installation, designs: SheetDesigns(), settings: settings,
            writer: LogWriter())
        try await body(application.routes)
    }

    /// A router's answer to a request without a body.
    static func answer(
        _ router: Router<BasicRequestContext>, _ method: HTTPRequest.Method, _ path: String
    ) async throws -> Response {
        let channel = EmbeddedChannel()
        let context = BasicRequestContext(
            source: .init(channel: channel, logger: Logger(label: "tests")))
        let request = Request(
            head: HTTPRequest(method: method, scheme: nil, authority: nil, path: path),
            body: RequestBody(buffer: ByteBuffer()))
        defer { _ = try? channel.finish() }
        return try await router.buildResponder().respond(to: request, context: context)
    }
}
