import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import NetworkLookup

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a certificate by its number, its URL or its file.",
        discussion: """
            A file may hold a credential as JSON or as a JSON Web Token, ours or anyone's. Keys and
            status lists are looked up in the installation, if there is one, then in the folder
            that --offline names. Nothing is fetched unless --online is given; then did:web
            documents and status lists come over HTTPS from public addresses only.

            Exits with 0 when it is valid, 2 when it is not genuine or not currently valid, and 3
            when that cannot be told now.

            With --bulk, many are verified from the installation alone, on all cores: a file of
            numbers, URLs or credentials, one a line (NDJSON), or CSV with a column number, url or
            credential; or every file of a folder. Answers come in order, one a line; --json prints
            NDJSON. Exits with the worst: 2 when any is not valid, cannot be read or was never
            issued, else 3 when any cannot be told, else 0.

            EXAMPLES
              certctl verify 7K3M-9QXD-2T8F-W4HN-C
              certctl verify certificate.json
              certctl verify stranger.jwt --offline documents/
              certctl verify --bulk applicants.csv --json > verdicts.ndjson
            """)

    @Argument(help: "A number, a URL of this installation, a file, or - for standard input.")
    var subject: String?

    @Option(help: "Verify many: a file of numbers, URLs or credentials, a folder, or -.")
    var bulk: String?

    @Option(help: "A folder of DID documents and status lists, as .json files.")
    var offline: String?

    @Flag(help: "Fetch over HTTPS what is not at hand.")
    var online = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard bulk != nil else {
            guard subject != nil else {
                throw ValidationError("name a certificate, or many with --bulk FILE")
            }
            return
        }
        guard subject == nil, offline == nil, !online else {
            throw ValidationError(
                "--bulk takes no certificate beside it, no --offline, no --online")
        }
    }

    func run() async throws {
        try await common.run {
            if let bulk {
                return try await BulkRun(common, store: common.judgingStore()).verify(bulk)
            }
            let (report, newest) = try await report()
            if common.json {
                var document = report.document
                document["newest"] = newest.map { .string($0.description) }
                Terminal.say(.object(document))
            } else {
                for check in report.checks {
                    Terminal.say("\(check.name): \(check.result.rawValue). \(check.detail)")
                }
                Terminal.say(report.verdict.rawValue)
                if let newest { Terminal.complain("it was corrected; the newest is \(newest)") }
            }
            switch report.verdict {
            case .valid: return
            case .notCurrentlyValid, .notGenuine: throw ExitCode(ExitStatus.notValid.rawValue)
            case .cannotTell: throw ExitCode(ExitStatus.cannotTell.rawValue)
            }
        }
    }

    private func report() async throws -> (VerificationReport, newest: CertificateNumber?) {
        let subject = subject ?? "-"
        guard subject != "-", !FileSystem.exists(subject) else {
            let bytes = try FileSystem.read(subject == "-" ? "/dev/stdin" : subject, limit: 4 << 20)
            return (try await report(on: bytes), nil)
        }
        let store = try await common.judgingStore()
        let installation = try await store.installation()
        let number = try number(subject, installation)
        let found = try await CertificateVerification(store: store, installation: installation)
            .verify(number, at: SystemTime.now)
        guard let found else {
            throw CommandFailure(.notFound, "there is no certificate \(number)")
        }
        return (found.report, found.newest)
    }

    private func number(
        _ subject: String, _ installation: Installation
    ) throws -> CertificateNumber {
        if let number = installation.number(inURL: subject) { return number }
        do {
            return try CertificateNumber(subject)
        } catch {
            throw CommandFailure(
                .notFound, "there is no file \(subject), and as a number: \(error)")
        }
    }

    /// Looks in the installation first, then in the folder, then, where that is wanted, further.
    private func report(on bytes: [UInt8]) async throws -> VerificationReport {
        if FileSystem.exists(common.installationHome.storePath) {
            let store = try await common.judgingStore()
            let own = StoreResources(store: store, installation: try await store.installation())
            return try await report(on: bytes, own)
        }
        return try await report(on: bytes, NoResources())
    }

    private func report(
        on bytes: [UInt8], _ first: some VerificationResources
    ) async throws -> VerificationReport {
        if let offline {
            let folder = try FolderResources(folder: offline)
            return await report(on: bytes, last: FallbackResources(first, folder))
        }
        return await report(on: bytes, last: first)
    }

    private func report(
        on bytes: [UInt8], last: some VerificationResources
    ) async -> VerificationReport {
        let now = SystemTime.now
        guard online else { return await Verifier(resources: last).verify(bytes, at: now) }
        let resources = FallbackResources(last, NetworkResources())
        return await Verifier(resources: resources).verify(bytes, at: now)
    }
}
