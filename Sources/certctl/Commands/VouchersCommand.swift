import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office
import StoreSQLite
import StoreSQL

struct VouchersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vouchers", abstract: "Create, redeem and revoke voucher codes.",
        subcommands: [
            VouchersCreateCommand.self, VouchersRedeemCommand.self, VouchersRevokeCommand.self,
            VouchersReportCommand.self,
        ])
}

struct VouchersCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create voucher codes; they are shown only once.",
        discussion: """
            The store keeps only hashes: lost codes can be revoked, but not shown again. --output
            writes the codes to a new file that only its owner can read.

            EXAMPLES
              certctl vouchers create --count 500 --programme advanced-generative-ai \\
                --expires 2027-01-01 --output codes.txt
              certctl vouchers create --count 1 --uses 30 --amount "USD 20.00" \\
                --programme advanced-generative-ai --organisation itu --expires 2027-01-01
            """)

    private static let mostCodes = 100_000
    private static let mostUses = 1_000_000

    @Option(help: ArgumentHelp("The number of codes.", valueName: "number"))
    var count: Int

    @Option(
        name: .customLong("programme"),
        help: ArgumentHelp("A programme's slug; may be repeated.", valueName: "slug"))
    var programmes: [Slug]

    @Option(help: ArgumentHelp("Only for certificates of this organisation.", valueName: "slug"))
    var organisation: Slug?

    @Option(
        help: ArgumentHelp(
            "The expiry date, the first day on which the codes are invalid (UTC).",
            valueName: "date"))
    var expires: String

    @Option(
        help: ArgumentHelp("The number of orders each code can be used for.", valueName: "number"))
    var uses = 1

    @Option(
        help: ArgumentHelp("The discount as an amount, such as \"USD 20.00\".", valueName: "amount")
    )
    var amount: String?

    @Option(
        help: ArgumentHelp(
            "The discount in per cent of the price (default: 100).", valueName: "number"))
    var percent: Int?

    @Option(help: ArgumentHelp("A note on the batch.", valueName: "text"))
    var note: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A new file for the codes (default: standard output).", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup var options: MoneyChangeOptions

    func validate() throws {
        guard (1...Self.mostCodes).contains(count) else {
            throw ValidationError("--count must be from 1 to \(Self.mostCodes).")
        }
        guard (1...Self.mostUses).contains(uses) else {
            throw ValidationError("--uses must be from 1 to \(Self.mostUses).")
        }
        guard !programmes.isEmpty else { throw ValidationError("Give a --programme.") }
        guard amount == nil || percent == nil else {
            throw ValidationError("Give --amount or --percent, not both.")
        }
        guard (1...100).contains(percent ?? 100) else {
            throw ValidationError("--percent must be from 1 to 100.")
        }
    }

    func run() async throws {
        try await options.common.run {
            let open = try await OpenInstallation(options.common, writable: false)
            let authorship = options.change.authorship
            let batch = VoucherBatch(
                id: try VoucherBatch.newIdentifier(),
                terms: try terms(open, at: authorship.at),
                note: try note.map { text in try Typed.line(text, "--note") },
                created: authorship.at)
            let codes = try (0..<count).map { _ in try VoucherCode.random() }
            let lines = codes.map { "\($0)\n" }.joined()
            // First the file: codes that nobody has would be in the store for nothing.
            if let output, !options.dryRun {
                try FileSystem.create(output, Array(lines.utf8), mode: 0o600)
            }
            do {
                try await options.store().create(batch, codes: codes, authorship)
            } catch {
                if let output, !options.dryRun {
                    try? FileManager.default.removeItem(atPath: output)
                }
                throw error
            }
            report(batch, codes, lines)
        }
    }

    private func terms(_ open: OpenInstallation<SQLStore>, at instant: Timestamp) throws
        -> VoucherTerms
    {
        try open.requireVouchers(for: programmes, of: organisation)
        let expires = try Typed.day(expires, "--expires")
        guard expires > instant else {
            throw CommandFailure(.usage, "--expires must lie in the future")
        }
        var value = VoucherTerms.Value.share(.whole)
        if let amount {
            let money = try Typed.money(amount, open.contents.reference)
            guard money.minorUnits > 0 else {
                throw CommandFailure(.usage, "--amount must be above zero")
            }
            value = .amount(money)
        } else if let percent, let share = BasisPoints(percent * 100) {
            value = .share(share)
        }
        return VoucherTerms(
            programmes: Array(Set(programmes)).sorted(), organisation: organisation, value: value,
            uses: uses, expires: expires)
    }

    private func report(_ batch: VoucherBatch, _ codes: [VoucherCode], _ lines: String) {
        let shown = output == nil && !options.dryRun
        if options.common.json {
            Terminal.say([
                "batch": .string(batch.id), "count": .number(Double(codes.count)),
                "dryRun": .bool(options.dryRun), "output": output.map { .string($0) } ?? .null,
                "codes": .array(shown ? codes.map { .string("\($0)") } : []),
            ])
            return
        }
        if shown { Terminal.write(Array(lines.utf8)) }
        Terminal.complain(
            "\(options.dryRun ? "would create" : "created") \(Count(codes.count, "code")) of "
                + "batch \(batch.id), "
                + "\(batch.terms.valueText) each")
    }
}

struct VouchersRedeemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redeem", abstract: "Settle an order with a voucher.",
        discussion: """
            The code is read from --code-file or standard input, because other users can see
            command lines. Unknown codes are counted: after \(VoucherGuessing.most) within an hour,
            no code is checked.

            EXAMPLE
              certctl vouchers redeem --order ORD-7K3M-9QXD-C --code-file code.txt
            """)

    @Option(help: "The order's reference.")
    var order: String

    @Option(
        help: ArgumentHelp(
            "A file with the code in its first line (default: standard input).", valueName: "file"),
        completion: .file())
    var codeFile: String?

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let code = try VoucherCodeInput.read(codeFile)
            let reference = try OrderReference(order)
            let record = try await options.store().redeem(
                code, for: reference, options.change.authorship)
            options.report(record)
        }
    }
}

/// Where a voucher's code comes from; never from the command line.
enum VoucherCodeInput {
    static func read(_ file: String?) throws -> VoucherCode {
        let line: String
        if let file {
            let content = try FileSystem.read(file, limit: 4096)
            line = String(
                decoding: content.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        } else {
            if isatty(STDIN_FILENO) == 1 { Terminal.complain("Voucher code:") }
            line = readLine() ?? ""
        }
        return try VoucherCode(line)
    }
}

struct VouchersRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke vouchers; fees they have settled remain settled.",
        discussion: """
            Select a batch, one of its vouchers (BATCH/PLACE), or with --code-file the voucher of a
            code. What would be revoked is shown and must be confirmed at the terminal; scripts
            give --yes.

            EXAMPLES
              certctl vouchers revoke VB-7K3M9QXDC --reason "lost" --dry-run
              certctl vouchers revoke VB-7K3M9QXDC --reason "the list was sent to the wrong address"
              certctl vouchers revoke VB-7K3M9QXDC/12 --reason "lost"
            """)

    @Argument(help: "The batch, or BATCH/PLACE.")
    var vouchers: String?

    @Option(
        help: ArgumentHelp("A file with the voucher's code in its first line.", valueName: "file"),
        completion: .file())
    var codeFile: String?

    @Option(help: ArgumentHelp("The reason, without names of people.", valueName: "text"))
    var reason: String

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: MoneyChangeOptions

    func validate() throws {
        guard (vouchers == nil) != (codeFile == nil) else {
            throw ValidationError("Name a batch or a voucher of it, or give --code-file.")
        }
    }

    func run() async throws {
        try await options.common.run {
            let store = try options.store()
            let (batch, place) = try await named(store)
            let reason = try Typed.line(reason, "--reason")
            if !options.dryRun {
                let count = try await store.rehearsing().revokeVouchers(
                    of: batch, place: place, reason: reason, options.change.authorship)
                try confirmation.confirm(
                    Deed(
                        words: "revokes \(Count(count, "voucher")) of \(batch), permanently",
                        count: count))
            }
            let count = try await store.revokeVouchers(
                of: batch, place: place, reason: reason, options.change.authorship)
            if options.common.json {
                Terminal.say([
                    "batch": .string(batch), "revoked": .number(Double(count)),
                    "dryRun": .bool(options.dryRun),
                ])
            } else {
                Terminal.say("\(options.tense)\(Count(count, "voucher")) of \(batch) revoked")
            }
        }
    }

    private func named(_ store: SQLStore) async throws -> (batch: String, place: Int?) {
        guard let vouchers else {
            let found = try await store.identify(
                VoucherCodeInput.read(codeFile), options.change.authorship)
            return (found.batch, found.place)
        }
        let parts = vouchers.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let batch = parts.first else {
            throw CommandFailure(.usage, "\"\(vouchers)\" is neither BATCH nor BATCH/PLACE")
        }
        guard parts.count == 2 else { return (String(batch), nil) }
        guard let place = Int(parts[1]) else {
            throw CommandFailure(.usage, "\"\(vouchers)\" is neither BATCH nor BATCH/PLACE")
        }
        return (String(batch), place)
    }
}

struct VouchersReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Show the use of vouchers by batch.",
        discussion: """
            EXAMPLE
              certctl vouchers report
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let reports = try await common.readableStore().voucherReports()
            if common.json {
                return Terminal.say(["batches": .array(reports.map(\.document))])
            }
            var table = TextTable(
                "BATCH", "VALUE", "CODES", "USES EACH", "USED", "REVOKED", "EXPIRES", "SETTLED",
                "PROGRAMMES")
            for report in reports {
                let terms = report.batch.terms
                table.add(
                    report.batch.id, terms.valueText, "\(report.size)", "\(terms.uses)",
                    "\(report.redemptions)", "\(report.revoked)", terms.expires.dateText,
                    report.settled.isEmpty
                        ? "-" : report.settled.map { "\($0)" }.joined(separator: ", "),
                    terms.programmes.map(\.text).joined(separator: ","))
            }
            Terminal.say(table)
        }
    }
}
