import ArgumentParser
import CertAuthority
import Credentials
import LinkedData

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a certificate by its number, its URL or its file.",
        discussion: """
            A file may hold a credential as JSON or as a JSON Web Token, ours or anyone's. Keys and
            status lists are looked up in the installation, if there is one, and then in the folder
            that --offline names; nothing is fetched.

            Exits with 0 when it is valid, 2 when it is not genuine or not currently valid, and 3
            when that cannot be told now.

            EXAMPLES
              certctl verify 7K3M-9QXD-2T8F-W4HN-C
              certctl verify certificate.json
              certctl verify stranger.jwt --offline documents/
            """)

    @Argument(help: "A number, a URL of this installation, a file, or - for standard input.")
    var subject: String

    @Option(help: "A folder of DID documents and status lists, as .json files.")
    var offline: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let report = try await report()
            if common.json {
                Terminal.say(.object(report.document))
            } else {
                for check in report.checks {
                    Terminal.say("\(check.name): \(check.result.rawValue). \(check.detail)")
                }
                Terminal.say(report.verdict.rawValue)
            }
            switch report.verdict {
            case .valid: return
            case .notCurrentlyValid, .notGenuine: throw ExitCode(ExitStatus.notValid.rawValue)
            case .cannotTell: throw ExitCode(ExitStatus.cannotTell.rawValue)
            }
        }
    }

    private func report() async throws -> VerificationReport {
        let folder = try offline.map { try FolderResources(folder: $0) }
        guard subject != "-", !FileSystem.exists(subject) else {
            let bytes = try FileSystem.read(subject == "-" ? "/dev/stdin" : subject, limit: 4 << 20)
            return try await report(on: bytes, folder)
        }
        let store = try common.readableStore()
        let installation = try await store.installation()
        let number = try number(installation)
        let found = try await CertificateVerification(store: store, installation: installation)
            .verify(number, at: SystemTime.now)
        guard let found else {
            throw CommandFailure(.notFound, "there is no certificate \(number)")
        }
        return found.report
    }

    private func number(_ installation: Installation) throws -> CertificateNumber {
        if let number = installation.number(inURL: subject) { return number }
        do {
            return try CertificateNumber(subject)
        } catch {
            throw CommandFailure(
                .notFound, "there is no file \(subject), and as a number: \(error)")
        }
    }

    /// Without an installation, only the folder and what a credential carries itself can tell.
    private func report(
        on bytes: [UInt8], _ folder: FolderResources?
    ) async throws -> VerificationReport {
        let now = SystemTime.now
        guard FileSystem.exists(common.installationHome.storePath) else {
            if let folder { return await Verifier(resources: folder).verify(bytes, at: now) }
            return await Verifier(resources: NoResources()).verify(bytes, at: now)
        }
        let store = try common.readableStore()
        let own = StoreResources(store: store, installation: try await store.installation())
        if let folder {
            let both = FallbackResources(own, folder)
            return await Verifier(resources: both).verify(bytes, at: now)
        }
        return await Verifier(resources: own).verify(bytes, at: now)
    }
}
