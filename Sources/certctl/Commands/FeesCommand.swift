import ArgumentParser
import CertAuthority
import Credentials
import LinkedData

struct FeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees", abstract: "What a certificate costs.",
        subcommands: [FeesQuoteCommand.self])
}

struct FeesQuoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quote",
        abstract: "Quote the fee for a learner.",
        discussion: """
            EXAMPLES
              certctl fees quote --programme advanced-generative-ai --country KE
              certctl fees quote --programme advanced-generative-ai --country KE --group woman --explain
            """)

    @Option(help: "The programme's slug.")
    var programme: Slug

    @Option(help: "The learner's country, two capital letters of ISO 3166-1.")
    var country: String

    @Option(name: .customLong("group"), help: "A learner group; may be given several times.")
    var groups: [String] = []

    @Option(help: "The day of the quote, YYYY-MM-DD (otherwise today in UTC).")
    var date: String?

    @Flag(help: "Say which rules hit, which did not, and why.")
    var explain = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: false)
            let request = FeeRequest(
                programme: programme, country: country,
                groups: Set(try groups.map { name in try LearnerGroup(named: name) }),
                date: try day())
            let quote = try open.contents.fees.quote(
                request, catalogue: open.contents.catalogue, reference: open.contents.reference)
            guard let quote else {
                if common.json {
                    Terminal.say(["programme": .string(programme.text), "free": true])
                } else {
                    Terminal.say("\(programme) is free")
                }
                return
            }
            if common.json {
                Terminal.say(quote.json)
            } else {
                Terminal.say(
                    explain
                        ? quote.explanation.joined(separator: "\n") : quote.amount.description)
            }
        }
    }

    private func day() throws -> CivilDate {
        if let date {
            guard let day = CivilDate(date) else {
                throw CommandFailure(.usage, "--date must be a date such as 2025-06-30")
            }
            return day
        }
        guard let today = CivilDate(unixTime: SystemTime.now.seconds) else {
            throw CommandFailure(.failed, "the clock is beyond the calendar")
        }
        return today
    }
}
