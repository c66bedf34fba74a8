import ArgumentParser
import CertAuthority
import Foundation

/// The administrator's command line.
@main
struct Certctl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certctl",
        abstract: "Issue certificates and manage the record of them.",
        version: ProductVersion.current,
        groupedSubcommands: [
            CommandGroup(
                name: "Set up",
                subcommands: [
                    InitCommand.self, CatalogueCommand.self, KeysCommand.self,
                    TemplatesCommand.self,
                ]),
            CommandGroup(
                name: "Issue",
                subcommands: [CohortCommand.self, IssueCommand.self, BatchesCommand.self]),
            CommandGroup(
                name: "Find and verify",
                subcommands: [
                    FindCommand.self, ListCommand.self, ShowCommand.self, RegisterCommand.self,
                    ExportCommand.self, VerifyCommand.self,
                ]),
            CommandGroup(
                name: "Correct and revoke",
                subcommands: [
                    ReissueCommand.self, RevokeCommand.self, SuspendCommand.self,
                    ReinstateCommand.self, EraseCommand.self,
                ]),
            CommandGroup(
                name: "Fees and payments",
                subcommands: [
                    FeesCommand.self, TiersCommand.self, ReferenceCommand.self,
                    OrdersCommand.self, PaymentsCommand.self, VouchersCommand.self,
                    SponsorsCommand.self, ReceiptsCommand.self, LedgerCommand.self,
                    ReportCommand.self,
                ]),
            CommandGroup(name: "Learners", subcommands: [LinksCommand.self]),
            CommandGroup(
                name: "Maintain the record",
                subcommands: [
                    StatusCommand.self, BackupCommand.self, RestoreCommand.self, AuditCommand.self,
                    DoctorCommand.self, UpgradeCommand.self, StoreCommand.self,
                ]),
        ])
}

extension Certctl {
    /// Runs the command line. What it quotes of the arguments, which may be names of files that
    /// strangers chose, steers no terminal.
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        HelpPage.settleWidth(environment: ProcessInfo.processInfo.environment)
        do {
            if arguments.count == 2, arguments.first == "help",
                let topic = HelpTopic(rawValue: arguments[1])
            {
                return show(topic.page)
            }
            if arguments.first == "help" { try checkCommand(arguments) }
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            end(error, arguments)
        }
    }

    /// - Throws: `UnknownCommand` where a word in the place of a command names none.
    private static func checkCommand(_ arguments: [String]) throws {
        let unknown = UnknownCommand.find(in: arguments, of: CommandNames(Certctl.self))
        if let unknown { throw unknown }
    }

    private static func show(_ page: HelpPage) {
        do { try page.show(environment: ProcessInfo.processInfo.environment) } catch {
            Terminal.end(error)
        }
    }

    /// Shows the help that was asked for, or the error, and exits.
    private static func end(_ error: any Error, _ arguments: [String]) -> Never {
        let code = exitCode(for: error)
        let message = fullMessage(for: error, columns: HelpPage.unwrapped)
        if code.isSuccess {
            if message == helpMessage(columns: HelpPage.unwrapped) {
                show(RootHelp.page)
            } else if let page = HelpPage(reading: message) {
                show(page)
            } else {
                exit(withError: error)
            }
            exit(withError: code)
        }
        do {
            if error is UnknownCommand { throw error }
            if code == .validationFailure { try checkCommand(arguments) }
            complain(message)
            exit(withError: code)
        } catch {
            Terminal.complain("Error: \(error)")
            exit(withError: ExitCode.validationFailure)
        }
    }

    private static func complain(_ message: String) {
        var message = message
        // A line break in an argument is not one of the message.
        for argument in CommandLine.arguments where argument.contains(where: \.isNewline) {
            message = message.replacing(argument, with: VisibleText.line(argument))
        }
        guard !message.isEmpty else { return }
        Terminal.complain(
            lines: message.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init))
    }
}
