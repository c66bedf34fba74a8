import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import StoreSQLite

struct WaiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive",
        abstract: "Waive a fee: one person requests, another approves.",
        subcommands: [WaiveRequestCommand.self, WaiveApproveCommand.self])
}

struct WaiveRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Request a waiver.",
        discussion: """
            EXAMPLE
              certctl orders waive request ORD-7K3M-9QXD-C --reason "flood in the region"
            """)

    @Argument(help: "The order's reference.")
    var order: String

    @Option(help: ArgumentHelp("The reason, without names of people.", valueName: "text"))
    var reason: String

    @Option(
        help: ArgumentHelp(
            "The maximum to waive, such as \"USD 20.00\" (default: the outstanding amount).",
            valueName: "amount"))
    var amount: String?

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            var money: Money?
            if let amount {
                money = try Typed.money(amount, try await options.common.reference())
            }
            let reason = try Typed.line(reason, "--reason")
            let reference = try OrderReference(order)
            let request = try await options.store().requestWaiver(
                reference, money, reason: reason, options.change.authorship)
            if options.common.json {
                Terminal.say([
                    "dryRun": .bool(options.dryRun), "waiver": request.document,
                ])
            } else {
                Terminal.say("\(options.tense)waiver \(request.number) of \(reference)")
                Terminal.complain(
                    "another person must approve it with certctl orders waive approve \(request.number)"
                )
            }
        }
    }
}

struct WaiveApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve a waiver requested by another person.",
        discussion: """
            EXAMPLE
              certctl orders waive approve 7
            """)

    @Argument(help: "The waiver's number, shown by certctl orders show.")
    var waiver: Int64

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let record = try await options.store().approveWaiver(
                waiver, options.change.authorship)
            options.report(record)
        }
    }
}
