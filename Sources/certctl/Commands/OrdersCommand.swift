import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import StoreSQLite

struct OrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "What is owed for certificates, and what settled it.",
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
            """)

    @Option(help: "Only this programme.")
    var programme: Slug?

    @Option(
        help: """
            Only this state: \(OrderAccount.State.allCases.map(\.rawValue).joined(separator: ", ")).
            """)
    var state: OrderAccount.State?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let orders = try await common.readableStore().orders(
                programme: programme, state: state)
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
        commandName: "show", abstract: "Show an order with all that was written to it.",
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
        commandName: "cancel", abstract: "Give an order up.",
        discussion: """
            What sponsors reserved is released, what was captured is given back, and vouchers can be
            used again; what was paid becomes credit, to be refunded. An order whose certificate was
            issued is given up only once that is revoked.

            EXAMPLE
              certctl orders cancel ORD-7K3M-9QXD-C --reason "withdrew from the course"
            """)

    @Argument(help: "The order's reference.")
    var order: String

    @Option(help: "Why; without names.")
    var reason: String

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let reason = try Typed.line(reason, "--reason")
            let reference = try OrderReference(order)
            let record = try await options.store().cancel(
                reference, reason: reason, options.change.authorship)
            options.report(record)
        }
    }
}

struct OrdersRefundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund", abstract: "Write down that money went back to a payer.",
        discussion: """
            At most the order's credit can go back: what was paid beyond the price, or all that was
            paid once the order is cancelled. The money itself is sent by bank or provider.

            EXAMPLE
              certctl orders refund ORD-7K3M-9QXD-C --amount "USD 20.00" --note "transfer 4711"
            """)

    @Argument(help: "The order's reference.")
    var order: String

    @Option(help: "How much, such as \"USD 20.00\".")
    var amount: String

    @Option(help: "How it was sent.")
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
        commandName: "sponsor", abstract: "Settle an order from a sponsor's pool.",
        discussion: """
            The money is reserved now and captured when the certificate is issued.

            EXAMPLE
              certctl orders sponsor ORD-7K3M-9QXD-C --pool digital-fund --at-most "USD 40.00"
            """)

    @Argument(help: "The orders' references; all are settled or none.")
    var orders: [String]

    @Option(help: "The pool.")
    var pool: Slug

    @Option(help: "The most for each order (otherwise all that is outstanding).")
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
