import ArgumentParser
import CertAuthority

/// The administrator's command line.
@main
struct Certctl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certctl",
        abstract: "Issue certificates, and look after what was issued.",
        discussion: """
            EXAMPLES
              certctl init --name "AI Skills Coalition" --base-url http://localhost:8080
              certctl catalogue apply seeds/
              certctl keys generate itu
              certctl issue cohort.csv --programme ai-foundations
              certctl revoke 7K3M-9QXD-2T8F-W4HN-C --reason "issued by mistake"

            The installation's folder is named by --home or CERTAUTHORITY_HOME, and is
            ~/.certauthority otherwise. A key's passphrase is read from --passphrase-file, from
            CERTAUTHORITY_PASSPHRASE, or asked for.

            EXIT CODES
            \(ExitStatus.documentation)
            """,
        version: "0.1.0",
        subcommands: [
            InitCommand.self, CatalogueCommand.self, KeysCommand.self, IssueCommand.self,
            BatchesCommand.self,
            ListCommand.self, ShowCommand.self, ExportCommand.self, RevokeCommand.self,
            SuspendCommand.self, ReinstateCommand.self, ReissueCommand.self, EraseCommand.self,
            VerifyCommand.self, FeesCommand.self, TiersCommand.self, ReferenceCommand.self,
            OrdersCommand.self, PaymentsCommand.self, SponsorsCommand.self, VouchersCommand.self,
            ReportCommand.self, LinksCommand.self, TemplatesCommand.self,
            UpgradeCommand.self, AuditCommand.self, BackupCommand.self, RestoreCommand.self,
            DoctorCommand.self,
        ])
}

extension Certctl {
    /// Runs the command line. What it quotes of the arguments, which may be names of files that
    /// strangers chose, steers no terminal.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            guard !code.isSuccess else { exit(withError: error) }
            var message = fullMessage(for: error)
            // A line break in an argument is not one of the message.
            for argument in CommandLine.arguments where argument.contains(where: \.isNewline) {
                message = message.replacing(argument, with: VisibleText.line(argument))
            }
            if !message.isEmpty {
                Terminal.complain(
                    lines: message.split(separator: "\n", omittingEmptySubsequences: false)
                        .map(String.init))
            }
            exit(withError: code)
        }
    }
}
