import CertAuthority
import Credentials
import Documents
import Foundation
import Hummingbird
import Logging
import StoreSQLite
@testable import VerifyServer

/// The server's routes over a store of their own.
enum TestServer {
    static func with(_ body: (Router<BasicRequestContext>) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "certauthority-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let home = InstallationHome(path: folder)
        try home.make()
        let instant = Timestamp(seconds: 1_780_272_000)
        let installation = Installation(
            name: "Test Coalition", baseURL: "https://verify.example.org", created: instant)
        try SQLiteStore.create(
            path: home.storePath, installation: installation,
            Authorship(actor: "tester", at: instant))
        let store = try await ReopeningStore(
            path: home.storePath, logger: Logger(label: "tests"), now: { instant })
        let settings = try Settings(SettingSources(flags: [], environment: [:], file: nil))
        let router = Router(options: .autoGenerateHeadEndpoints)
        try ServerApplication(
            store: store, installation: installation, designs: SheetDesigns(), settings: settings,
            writer: LogWriter()
        ).addRoutes(to: router)
        try await body(router)
    }
}
