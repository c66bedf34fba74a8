import ArgumentParser
import CertAuthority
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle

/// The public side: answers whether a certificate is valid. It reads the store and nothing else; it
/// has no key and can write nothing.
@main
struct VerifyServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "VerifyServer",
        abstract: "Answer over HTTP whether a certificate is valid.",
        discussion: """
            EXAMPLE
              VerifyServer --home /var/lib/certauthority --host 127.0.0.1 --port 8080

            EXIT CODES
              0   stopped as asked
              1   failed for a reason without a code of its own
              20  there is no installation
              21  the store was written by a newer version
              22  the store is damaged
              25  this user may not read the store
              27  the store was written by an older version; run certctl upgrade
              30  the port is in use
              31  this host and port cannot be listened on
              64  the command line is not understood
            """,
        version: "0.1.0")

    @Option(help: "The installation's folder (or CERTAUTHORITY_HOME; else ~/.certauthority).")
    var home: String?

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port: UInt16 = 8080

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let standard = (environment["HOME"] ?? ".") + "/.certauthority"
        let folder = InstallationHome(
            path: home ?? environment["CERTAUTHORITY_HOME"] ?? standard)
        var logger = Logger(label: "VerifyServer")
        logger.logLevel = .info
        do {
            let store = try SQLiteStore(path: folder.storePath, access: .readOnly)
            let installation = try await store.installation()
            let application = try ServerApplication(
                store: store, installation: installation,
                designs: SheetDesigns.with(folder: folder.templatesFolder)
            )
            .application(host: host, port: Int(port), logger: logger)
            try await application.runService()
        } catch {
            let failure = StartFailure(error, host: host, port: Int(port))
            FileHandle.standardError.write(Data("error: \(failure.message)\n".utf8))
            throw ExitCode(failure.code)
        }
    }
}
