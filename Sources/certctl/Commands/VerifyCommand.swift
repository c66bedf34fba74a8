import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Verification

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify certificates by number, URL or file.",
        discussion: """
            A file contains a credential as JSON or JSON Web Token, or is a PNG, SVG or PDF with an
            embedded credential, from this coalition or any other issuer. The checks are those of
            the public server. Keys and status lists are looked up in the installation, if there
            is one, and those of other issuers in the folder named by --offline. The network is
            not used unless --online is given: then did:web documents and status lists are
            fetched over HTTPS, from public addresses only. JSON-LD contexts are never fetched;
            --contexts names a folder of additional ones.

            The output is the verdict, then the issuer, the learner, the issuer's membership in
            this coalition, and each check.

            --bulk verifies many certificates on all cores: a file of numbers, URLs or
            credentials, one per line (NDJSON), or CSV with a column number, url or credential; or
            every file of a folder. Results are printed in order, one per line; --json prints
            NDJSON. The exit code is the first that occurred in the order 2, 5, 15, 3, 9, 0.

            EXIT CODES
              0   valid, issued by an organisation of this installation
              2   not genuine, or not currently valid
              3   cannot tell now
              5   no such number
              9   valid, but the issuer is not known here
              15  not readable as a certificate (no verdict)

            EXAMPLES
              certctl verify 7K3M-9QXD-2T8F-W4HN-C
              certctl verify certificate.pdf
              certctl verify stranger.jwt --offline documents/
              certctl verify --bulk applicants.csv --json > verdicts.ndjson
            """)

    @Argument(
        help: "A number, a URL of this installation, a file, or - for standard input.",
        completion: .file())
    var subject: String?

    @Option(
        help: ArgumentHelp(
            "Verify many: a file of numbers, URLs or credentials, a folder, or -.",
            valueName: "path"), completion: .file())
    var bulk: String?

    @Option(
        help: ArgumentHelp(
            "A folder of DID documents and status lists of other issuers.", valueName: "folder"),
        completion: .directory)
    var offline: String?

    @Flag(help: "Fetch missing keys and status lists over HTTPS.")
    var online = false

    @OptionGroup var contextOptions: ContextOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (subject == nil) != (bulk == nil) else {
            throw ValidationError(
                subject == nil
                    ? "name a certificate, or many with --bulk FILE"
                    : "name one certificate, or many with --bulk, not both")
        }
    }

    func run() async throws {
        try await common.run {
            let desk = try await VerificationDesk(
                common, LookupPlaces(offline: offline, online: online),
                contexts: contextOptions.library())
            if let bulk { return try await BulkRun(common, desk).verify(bulk) }
            let outcome = await desk.outcome(try content(desk))
            if common.json {
                Terminal.say(.object(outcome.document(desk.installation, at: desk.instant)))
            } else {
                VerdictLines(outcome, coalition: desk.coalition, home: desk.home).print()
            }
            let status = ExitStatus(outcome)
            if status != .done { throw ExitCode(status.rawValue) }
        }
    }

    /// What was submitted; a number or an address as it was typed.
    private func content(_ desk: VerificationDesk) throws -> [UInt8] {
        let subject = subject ?? "-"
        if subject == "-" { return try VerificationDesk.content("/dev/stdin").get() }
        if FileSystem.exists(subject) {
            guard !FileSystem.isFolder(subject) else {
                throw CommandFailure(
                    .usage, "\(subject) is a folder; verify its files with --bulk \(subject)")
            }
            return try VerificationDesk.content(subject).get()
        }
        do throws(SubmissionError) {
            _ = try desk.installation.number(typed: subject)
        } catch {
            throw CommandFailure(
                .notFound, "there is no file \(subject); as a number or URL: \(error)")
        }
        return Array(subject.utf8)
    }
}
