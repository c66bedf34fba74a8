import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Verification

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a certificate by its number, its URL or its file.",
        discussion: """
            A file may hold a credential as JSON or as a JSON Web Token, or be a PNG, SVG or PDF
            that carries one, ours or anyone's; it is read and judged as the server does it. Keys
            and status lists are looked up in the installation, if there is one; those of others in
            the folder that --offline names. Nothing is fetched unless --online is given; then
            did:web documents and status lists come over HTTPS from public addresses only. Contexts are
            never fetched; further ones come from the folder that --contexts names.

            The verdict is printed first, then the issuer, the learner, whether the issuer is of
            this coalition, and each check.

            Exits with 0 when it is valid and its issuer is of this installation, 9 when it is valid
            and its issuer is not known here, 2 when it is not genuine or not currently valid, 3
            when that cannot be told now, 5 when there is no such number, and 15 when it is nothing
            that can be read as a certificate, which is no verdict.

            With --bulk, many are verified, on all cores: a file of numbers, URLs or credentials,
            one a line (NDJSON), or CSV with a column number, url or credential; or every file of a
            folder. Answers come in order, one a line; --json prints NDJSON. Exits with the gravest
            code of those above, in the order 2, 5, 15, 3, 9, 0.

            EXAMPLES
              certctl verify 7K3M-9QXD-2T8F-W4HN-C
              certctl verify certificate.pdf
              certctl verify stranger.jwt --offline documents/
              certctl verify --bulk applicants.csv --json > verdicts.ndjson
            """)

    @Argument(help: "A number, a URL of this installation, a file, or - for standard input.")
    var subject: String?

    @Option(help: "Verify many: a file of numbers, URLs or credentials, a folder, or -.")
    var bulk: String?

    @Option(help: "A folder of DID documents and status lists of other issuers.")
    var offline: String?

    @Flag(help: "Fetch over HTTPS the keys and lists that are not available here.")
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
                .notFound, "there is no file \(subject), and as a number or address: \(error)")
        }
        return Array(subject.utf8)
    }
}
