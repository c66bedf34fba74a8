import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import StoreSQLite

struct PaymentsReturnsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "returns", abstract: "List refunds and chargebacks of a provider's exports.",
        discussion: """
            A return becomes a refund of its payment's order as soon as the order allows it. Until \
            then it waits, and the list shows the reason and the next step. No return changes a \
            certificate.

            EXAMPLES
              certctl payments returns
              certctl payments returns --waiting --json
            """)

    @Flag(help: "Only those that wait.")
    var waiting = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let returns = try await common.readableStore().returns(waiting: waiting)
            if common.json {
                return Terminal.say([
                    "count": .number(Double(returns.count)),
                    "returns": .array(returns.map(\.document)),
                ])
            }
            var table = TextTable(
                "RETURN", "KIND", "PROVIDER", "AMOUNT", "DATE", "PAYMENT", "STATE")
            for record in returns {
                let told = record.kept.told
                table.add(
                    "\(record.kept.number)", told.kind.rawValue, told.provider.text,
                    "\(told.amount)", told.at.dateText,
                    record.payment.map { "\($0.number)" } ?? "-", record.standing)
            }
            Terminal.say(table)
        }
    }
}

struct PaymentsCloseReturnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close-return",
        abstract: "Close a waiting refund or chargeback that was recorded otherwise.",
        discussion: """
            For a refund that was also recorded by hand (certctl orders refund). The books then \
            count it once.

            EXAMPLE
              certctl payments close-return 4 --reason "recorded by hand on 3 June"
            """)

    @Argument(help: "The return's number, shown by certctl payments returns.")
    var number: Int64

    @Option(help: ArgumentHelp("The reason, without names of people.", valueName: "text"))
    var reason: String

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let record = try await options.store().close(
                return: number, reason: try Typed.line(reason, "--reason"),
                options.change.authorship)
            if options.common.json {
                Terminal.say(["dryRun": .bool(options.dryRun), "return": record.document])
            } else {
                Terminal.say(options.tense + record.text)
            }
        }
    }
}
