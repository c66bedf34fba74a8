import ArgumentParser
import CertAuthority
import Credentials
import LinkedData

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a certificate by its number, its URL or its file.",
        discussion: """
            Exits with 0 when it is valid, 2 when it is not genuine or not currently valid, and 3
            when that cannot be told now.

            EXAMPLES
              certctl verify 7K3M-9QXD-2T8F-W4HN-C
              certctl verify certificate.json
            """)

    @Argument(help: "A number, a URL of this installation, a file, or - for standard input.")
    var subject: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            let installation = try await store.installation()
            let verification = CertificateVerification(store: store, installation: installation)
            let report = try await report(verification, installation)
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

    private func report(
        _ verification: CertificateVerification<SQLiteStore>, _ installation: Installation
    ) async throws -> VerificationReport {
        if let number = installation.number(inURL: subject) ?? (try? CertificateNumber(subject)),
            !FileSystem.exists(subject)
        {
            guard let found = try await verification.verify(number, at: SystemTime.now) else {
                throw CommandFailure(.notFound, "there is no certificate \(number)")
            }
            return found.report
        }
        guard subject == "-" || FileSystem.exists(subject) else {
            do {
                _ = try CertificateNumber(subject)
            } catch {
                throw CommandFailure(
                    .notFound, "there is no file \(subject), and as a number: \(error)")
            }
            throw CommandFailure(.notFound, "there is no file \(subject)")
        }
        let bytes = try FileSystem.read(subject == "-" ? "/dev/stdin" : subject, limit: 4 << 20)
        return await verification.verify(bytes, at: SystemTime.now)
    }
}
