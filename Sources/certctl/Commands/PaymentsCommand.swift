import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct PaymentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments", abstract: "Record or import payments; assign them to orders.",
        subcommands: [
            PaymentsImportCommand.self, PaymentsRecordCommand.self, PaymentsAssignCommand.self,
            PaymentsListCommand.self, PaymentsReturnsCommand.self, PaymentsCloseReturnCommand.self,
        ])
}

struct PaymentsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import payments from a bank's or payment provider's export.",
        discussion: """
            The mapping assigns the columns of the export; seeds/payments/stripe.yaml is the one
            for Stripe. A file with faults is rejected as a whole, and each fault is listed by
            line. Each payment is recorded once, even if its file is imported again. A payment
            without an order, or for an order that cannot accept it, is recorded as unassigned and
            listed. Refunds and chargebacks become refunds of their payments' orders, or wait and
            are listed with the next step; no certificate is changed.

            EXAMPLES
              certctl payments import export.csv --mapping seeds/payments/stripe.yaml --dry-run
              certctl payments import export.csv --mapping seeds/payments/stripe.yaml --rows 214
            """)

    @Argument(help: "The export, a CSV file in UTF-8.", completion: .file(extensions: ["csv"]))
    var file: String

    @Option(
        help: ArgumentHelp("The mapping, a YAML file.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var mapping: String

    @Option(
        help: ArgumentHelp(
            "The expected number of rows, if the provider states it.", valueName: "number"))
    var rows: Int?

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let mapping = try PaymentMapping(
                SourceFile(path: mapping, bytes: FileSystem.read(mapping, limit: 1 << 20)))
            let reference = try await options.common.reference()
            let bytes = try FileSystem.read(file)
            let outcome = try await PaymentIntake(
                options.store(), options.change.authorship
            ).take(bytes, from: file, by: mapping, rows: rows, reference)
            for payment in outcome.future {
                Terminal.complain(payment.futureWarning(in: file))
            }
            report(outcome.taken, outcome.passedOver, outcome.future)
        }
    }

    private static let many = "refunds or chargebacks"

    private func report(
        _ outcome: PaymentImport, _ passedOver: [String: Int], _ future: [Payment]
    ) {
        let others = passedOver.sorted { $0.key < $1.key }
        if options.common.json {
            var counts = JSONObject()
            for (kind, count) in others { counts[kind] = .number(Double(count)) }
            Terminal.say([
                "dryRun": .bool(options.dryRun),
                "taken": .number(Double(outcome.taken.count)),
                "repeated": .number(Double(outcome.repeated)),
                "aside": .number(Double(outcome.taken.count { $0.reasonAside != nil })),
                "returns": .array((outcome.returns + outcome.applied).map(\.document)),
                "repeatedReturns": .number(Double(outcome.repeatedReturns)),
                "passedOver": .object(counts),
                "payments": .array(outcome.taken.map(\.document)),
                "warnings": .array(
                    future.map { payment in
                        [
                            "kind": "future-payment", "id": .string(payment.id),
                            "line": payment.line.map { .number(Double($0)) } ?? .null,
                            "paid": .string("\(payment.paid)"),
                        ]
                    }),
            ])
            return
        }
        for payment in outcome.taken { Terminal.say(payment.text) }
        for record in outcome.returns + outcome.applied { Terminal.say(record.text) }
        let verb = options.dryRun ? "would record" : "recorded"
        Terminal.complain(
            "\(verb) \(Count(outcome.taken.count, "payment")), "
                + "\(outcome.taken.count { $0.reasonAside != nil }) of them unassigned; "
                + "\(Count(outcome.repeated, "was", "were")) recorded before")
        if outcome.returns.count + outcome.repeatedReturns + outcome.applied.count > 0 {
            Terminal.complain(
                "\(verb) \(Count(outcome.returns.count, "refund or chargeback", Self.many)), "
                    + "\(outcome.returns.count { $0.wait != nil }) of them waiting; "
                    + "\(Count(outcome.repeatedReturns, "was", "were")) recorded before; "
                    + "\(outcome.applied.count) of earlier files no longer waiting")
        }
        for (kind, count) in others {
            Terminal.complain("ignored \(Count(count, "row")) of the kind \"\(kind)\"")
        }
    }
}

struct PaymentsRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record a payment by hand.",
        discussion: """
            EXAMPLE
              certctl payments record --order ORD-7K3M-9QXD-C --amount "USD 60.00" \\
                --provider bank --id "statement 12, line 4" --paid 2026-06-02
            """)

    @Option(help: "The order's reference.")
    var order: String

    @Option(help: ArgumentHelp("The amount, such as \"USD 60.00\".", valueName: "amount"))
    var amount: String

    @Option(
        help: ArgumentHelp(
            "The source of the payment, a slug such as bank or cash.", valueName: "slug"))
    var provider: Slug

    @Option(
        help: ArgumentHelp(
            "The provider's identifier of the payment; each is recorded once.", valueName: "text"))
    var id: String

    @Option(help: ArgumentHelp("The payment date, YYYY-MM-DD (default: now).", valueName: "date"))
    var paid: String?

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let authorship = options.change.authorship
            let reference = try OrderReference(order)
            let amount = try Typed.money(amount, try await options.common.reference())
            guard amount.minorUnits > 0 else {
                throw CommandFailure(.usage, "--amount must be above zero")
            }
            if let fault = PaymentIdentifier.fault(id) {
                throw CommandFailure(
                    .usage, "--id: \(fault); give the provider's identifier of the payment")
            }
            let payment = Payment(
                provider: provider, id: try Typed.line(id, "--id"), amount: try amount.plausible(),
                paid: try paid.map { text in try Typed.day(text, "--paid") } ?? authorship.at,
                order: .one(reference))
            let taken = try await PaymentIntake(options.store(), authorship).take(payment)
            if payment.isFuture(at: authorship.at, isDay: paid != nil) {
                Terminal.complain(payment.futureWarning(in: "--paid"))
            }
            if options.common.json {
                Terminal.say(["dryRun": .bool(options.dryRun), "payment": taken.document])
            } else {
                Terminal.say(options.tense + taken.text)
            }
        }
    }
}

struct PaymentsAssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Assign an unassigned payment to an order.",
        discussion: """
            EXAMPLE
              certctl payments assign 17 --order ORD-7K3M-9QXD-C
            """)

    @Argument(help: "The payment's number, shown by certctl payments list --aside.")
    var payment: Int64

    @Option(help: "The order's reference.")
    var order: String

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let reference = try OrderReference(order)
            let record = try await options.store().assign(
                payment: payment, to: reference, options.change.authorship)
            options.report(record)
        }
    }
}

struct PaymentsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the payments, oldest first.",
        discussion: """
            EXAMPLES
              certctl payments list
              certctl payments list --aside
            """)

    @Flag(help: "Only unassigned payments.")
    var aside = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let payments = try await common.readableStore().payments(aside: aside)
            if common.json {
                return Terminal.say([
                    "count": .number(Double(payments.count)),
                    "payments": .array(payments.map(\.document)),
                ])
            }
            var table = TextTable("PAYMENT", "PROVIDER", "AMOUNT", "PAID", "ORDER", "ID")
            for payment in payments {
                table.add(
                    "\(payment.number)", payment.provider.text, "\(payment.amount)",
                    payment.paid.dateText, payment.destinationText, payment.id)
            }
            Terminal.say(table)
        }
    }
}

extension PaymentRecord {
    /// Where it went, in words.
    fileprivate var destinationText: String {
        switch destination {
        case .order(let reference): "\(reference)"
        case .aside(let reason): "aside: \(reason)"
        }
    }

    /// The payment in a line.
    fileprivate var text: String {
        let place = line.map { "line \($0): " } ?? ""
        return "\(place)payment \(number), \(amount): \(destinationText)"
    }
}

extension Payment {
    /// What is told of a payment that is dated in the future.
    fileprivate func futureWarning(in place: String) -> String {
        let line = line.map { ":\($0)" } ?? ""
        return
            "warning: \(place)\(line): the payment date \(paid.dateText) lies in the future; "
            + "check the dates, and dates: in the mapping"
    }
}
