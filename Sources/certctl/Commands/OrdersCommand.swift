import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import StoreSQLite

struct OrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "List, waive, cancel and refund orders (fees owed).",
        subcommands: [
            OrdersListCommand.self, OrdersShowCommand.self, OrdersCancelCommand.self,
            OrdersRefundCommand.self, OrdersSponsorCommand.self, WaiveCommand.self,
        ])
}

struct OrdersListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the orders, oldest first.",
        discussion: """
            EXAMPLES
              certctl orders list --state partly-settled
              certctl orders list --programme advanced-generative-ai --json
              certctl orders list --state quoted --older-than P14D
              certctl orders list --learner K-2291
            """)

    @Option(help: ArgumentHelp("Only orders of this programme.", valueName: "slug"))
    var programme: Slug?

    @Option(
        help: """
            Only this state: \(OrderAccount.State.allCases.map(\.rawValue).joined(separator: ", ")).
            """)
    var state: OrderAccount.State?

    @Option(
        help: ArgumentHelp(
            "Only orders of this learner: the reference or e-mail address of the cohort.",
            valueName: "text"))
    var learner: String?

    @Option(
        help: ArgumentHelp(
            "Only orders that were opened this long ago or earlier, such as P14D.",
            valueName: "duration"))
    var olderThan: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            var filter = OrderFilter()
            filter.programme = programme
            filter.state = state
            filter.learner = learner
            filter.openedBefore = try olderThan.map { try Day.ago($0, before: SystemTime.now) }
            let orders = try await common.readableStore().orders(filter)
            if common.json {
                return Terminal.say([
                    "count": .number(Double(orders.count)),
                    "orders": .array(orders.map(\.summary)),
                ])
            }
            var table = TextTable(
                "ORDER", "PROGRAMME", "STATE", "PRICE", "OUTSTANDING", "CREDIT", "OPENED")
            for record in orders {
                table.add(
                    "\(record.order.reference)", record.order.programme.text,
                    record.account.state.rawValue,
                    record.account.quote.map { "\($0.amount)" } ?? "-",
                    record.account.outstanding.map { "\($0)" } ?? "-",
                    record.account.credit.map { $0.isZero ? "-" : "\($0)" } ?? "-",
                    record.order.opened.dateText)
            }
            Terminal.say(table)
        }
    }
}

struct OrdersShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an order and its entries.",
        discussion: """
            EXAMPLE
              certctl orders show ORD-7K3M-9QXD-C
            """)

    @Argument(help: "The order's reference.")
    var order: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let reference = try OrderReference(order)
            guard let record = try await common.readableStore().order(reference) else {
                throw CommandFailure(.notFound, "there is no order \(reference)")
            }
            if common.json {
                Terminal.say(record.document)
            } else {
                Terminal.say(lines: record.lines)
            }
        }
    }
}

struct OrdersCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel an order.",
        discussion: """
            Reserved sponsor money is released, captured sponsor money is returned, vouchers become
            usable again, and payments become credit that can be refunded. An order with an issued
            certificate can be cancelled only after the certificate is revoked. The order as it
            would be is shown and must be confirmed at the terminal; scripts give --yes.

            EXAMPLES
              certctl orders cancel ORD-7K3M-9QXD-C --reason "withdrew" --dry-run
              certctl orders cancel ORD-7K3M-9QXD-C --reason "withdrew from the course"
            """)

    @Argument(help: "The order's reference.")
    var order: String

    @Option(help: ArgumentHelp("The reason, without names of people.", valueName: "text"))
    var reason: String

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let reason = try Typed.line(reason, "--reason")
            let reference = try OrderReference(order)
            let store = try options.store()
            if !options.dryRun {
                let cancelled = try await store.rehearsing().cancel(
                    reference, reason: reason, options.change.authorship)
                try confirmation.confirm(
                    Deed(words: "cancels the order, permanently", facts: cancelled.lines))
            }
            let record = try await store.cancel(
                reference, reason: reason, options.change.authorship)
            options.report(record)
        }
    }
}

struct OrdersRefundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund", abstract: "Record a refund to a payer.",
        discussion: """
            The maximum is the order's credit: any overpayment, or all payments of a cancelled
            order. This records the refund; the bank or payment provider transfers the money.

            EXAMPLE
              certctl orders refund ORD-7K3M-9QXD-C --amount "USD 20.00" --note "transfer 4711"
            """)

    @Argument(help: "The order's reference.")
    var order: String

    @Option(help: ArgumentHelp("The amount, such as \"USD 20.00\".", valueName: "amount"))
    var amount: String

    @Option(help: ArgumentHelp("A note, such as the transfer's reference.", valueName: "text"))
    var note: String

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let amount = try Typed.money(amount, try await options.common.reference())
            let note = try Typed.line(note, "--note")
            let reference = try OrderReference(order)
            let record = try await options.store().refund(
                reference, amount, note: note, options.change.authorship)
            options.report(record)
        }
    }
}

struct OrdersSponsorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sponsor", abstract: "Settle orders from a sponsor pool.",
        discussion: """
            The money is reserved now and captured when the certificate is issued.

            EXAMPLE
              certctl orders sponsor ORD-7K3M-9QXD-C --pool digital-fund --at-most "USD 40.00"
            """)

    @Argument(help: "The orders' references; all are settled or none.")
    var orders: [String]

    @Option(help: ArgumentHelp("The pool's name.", valueName: "pool"))
    var pool: Slug

    @Option(
        help: ArgumentHelp(
            "The maximum for each order (default: the outstanding amount).", valueName: "amount"))
    var atMost: String?

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            var most: Money?
            if let atMost {
                most = try Typed.money(atMost, try await options.common.reference())
            }
            let references = try orders.map { text in try OrderReference(text) }
            let records = try await options.store().sponsor(
                references, from: pool, most: most, options.change.authorship)
            if options.common.json {
                Terminal.say([
                    "dryRun": .bool(options.dryRun), "orders": .array(records.map(\.summary)),
                ])
            } else {
                for record in records {
                    Terminal.say(
                        "\(options.tense)\(record.order.reference) \(record.account.state.rawValue)"
                    )
                }
            }
        }
    }
}

extension MoneyChangeOptions {
    /// Tells what became of an order.
    func report(_ record: OrderRecord) {
        if common.json {
            Terminal.say(["dryRun": .bool(dryRun), "order": record.document])
        } else {
            Terminal.say(
                lines: record.lines.enumerated().map { $0 == 0 ? tense + $1 : $1 })
        }
    }
}
