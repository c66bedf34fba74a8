import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import Documents
import LinkedData
import Office
import StoreSQLite

struct ReceiptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts",
        abstract: "Issue invoices, receipts and credit notes, with numbers without holes.",
        discussion: """
            Each organisation counts its own from 1. What was issued stays as it was; a cancelled
            order's invoice or receipt is taken back by a credit note. The seller is the
            organisation's billing block in organisations.yaml.
            """,
        subcommands: [
            ReceiptsIssueCommand.self, ReceiptsListCommand.self, ReceiptsExportCommand.self,
        ])
}

struct ReceiptsIssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue", abstract: "Issue what an order's state asks for, once.",
        discussion: """
            An invoice while something is to be paid, a receipt once the order is settled, a credit
            note after it was cancelled. Issued again, the same document is shown.

            EXAMPLES
              certctl receipts issue ORD-7K3M-9QXD-C
              certctl receipts issue --settled
            """)

    @Argument(help: "The order's reference.")
    var order: String?

    @Flag(help: "Issue receipts for all settled orders that have none.")
    var settled = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard (order != nil) != settled else {
            throw ValidationError("Give an order, or --settled.")
        }
    }

    func run() async throws {
        try await common.run {
            let issuing = ReceiptIssuing(try await OpenInstallation(common, writable: true))
            guard let order else {
                let receipts = try await issuing.issueSettled(change.authorship)
                if !common.json {
                    Terminal.complain("issued \(Count(receipts.count, "receipt"))")
                }
                return receipts.tell(json: common.json)
            }
            let issued = try await issuing.issue(try OrderReference(order), change.authorship)
            if common.json {
                var document = issued.receipt.document
                document["isNew"] = .bool(issued.isNew)
                return Terminal.say(.object(document))
            }
            Terminal.say(issued.receipt.number.description)
            Terminal.complain(
                "\(issued.isNew ? "issued" : "issued before:") \(issued.receipt.line)")
        }
    }
}

struct ReceiptsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what was issued, by organisation and number.",
        discussion: """
            EXAMPLES
              certctl receipts list --organisation itu
              certctl receipts list --order ORD-7K3M-9QXD-C --json
            """)

    @Option(help: ArgumentHelp("Only those of this organisation.", valueName: "slug"))
    var organisation: Slug?

    @Option(help: ArgumentHelp("Only those of this order.", valueName: "order"))
    var order: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            try await common.readableStore().receipts(
                organisation: organisation, order: try order.map { try OrderReference($0) }
            ).tell(json: common.json)
        }
    }
}

struct ReceiptsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write an invoice, receipt or credit note as a PDF.",
        discussion: """
            The record keeps no payer's name: --for prints whom it is for, and is not kept. Exported
            again, the same document has the same bytes.

            EXAMPLES
              certctl receipts export ITU-000017 -o receipt.pdf
              certctl receipts export ITU-000017 --language fr --for "Ministère du Travail" \\
                  --for "Dakar, Sénégal" -o recu.pdf
            """)

    @Argument(help: "The number.")
    var number: String

    @Option(
        help: ArgumentHelp(
            "The language (default: the learner's, where it is on record, else English).",
            valueName: "language"))
    var language: Language?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "A line of whom it is for; may be repeated. It is printed and not kept.",
            valueName: "text"))
    var recipient: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A new file that only its owner can read.", valueName: "file"),
        completion: .file(extensions: ["pdf"]))
    var output: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            guard let wanted = Receipt.Number(number) else {
                throw CommandFailure(
                    .usage, "\(ShellWord.quoted(number)) is no number such as ITU-000017")
            }
            guard recipient.count <= 8 else {
                throw CommandFailure(.usage, "--for has at most eight lines")
            }
            let lines = try recipient.map { try Typed.line($0, "--for") }
            let store = try common.readableStore()
            guard
                let receipt = try await store.receipts(
                    organisation: wanted.organisation, order: nil
                ).first(where: { $0.number == wanted })
            else {
                throw CommandFailure(
                    .notFound, "there is no \(wanted); certctl receipts list shows all")
            }
            let own = try await store.learnerLanguage(of: receipt.order)
            let language = language ?? own.flatMap { Language($0) } ?? .english
            let sheet = try ReceiptSheet(
                receipt, recipient: lines, wording: try Wording(language))
            try FileSystem.createWhole(output, sheet.pdf(), mode: 0o600)
            Terminal.complain("wrote \(output)")
        }
    }
}

extension Receipt {
    /// The receipt as a JSON object.
    fileprivate var document: JSONObject {
        var document = JSONObject()
        document["number"] = .string(number.description)
        document["organisation"] = .string(number.organisation.text)
        document["count"] = .number(Double(number.count))
        document["kind"] = .string(content.kind.rawValue)
        document["order"] = .string(order.description)
        document["programme"] = .string(content.programme.text)
        document["issued"] = .string(issued.description)
        document["price"] = content.price.json
        document["amount"] = content.amount.json
        document["paid"] = content.paid.json
        document["due"] = content.due.json
        document["tax"] = content.tax?.json ?? .null
        document["reverses"] = content.reverses.map { .string($0.description) } ?? .null
        return document
    }

    /// The receipt in a line.
    fileprivate var line: String {
        "\(content.kind.rawValue) \(number) for \(order), \(content.amount)"
    }
}

extension [Receipt] {
    /// Lists receipts.
    fileprivate func tell(json: Bool) {
        if json {
            return Terminal.say([
                "count": .number(Double(count)), "receipts": .array(map { .object($0.document) }),
            ])
        }
        var table = TextTable("NUMBER", "KIND", "ORDER", "AMOUNT", "ISSUED", "TAKES BACK")
        for receipt in self {
            table.add(
                receipt.number.description, receipt.content.kind.rawValue,
                receipt.order.description, "\(receipt.content.amount)", receipt.issued.dateText,
                receipt.content.reverses?.description ?? "-")
        }
        Terminal.say(table)
    }
}
