import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct SponsorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sponsors", abstract: "Money that sponsors give for certificates.",
        subcommands: [
            SponsorsCreateCommand.self, SponsorsFundCommand.self, SponsorsWithdrawCommand.self,
            SponsorsListCommand.self, SponsorsStatementCommand.self,
        ])
}

struct SponsorsCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an empty pool in one currency.",
        discussion: """
            A cap is DIMENSION[:VALUE][/PERIOD]=AMOUNT: by country, programme or learner, or all; for
            each value unless one is named; for good, or for each month or year (UTC). Caps stay as
            they are; for other terms, make another pool.

            EXAMPLE
              certctl sponsors create digital-fund --sponsor "Digital Fund" --currency USD \\
                --cap country:KE=5000.00 --cap learner/year=120.00 --cap all/month=2000.00
            """)

    @Argument(help: "The pool's name, a slug.")
    var pool: Slug

    @Option(help: "Who gives.")
    var sponsor: String

    @Option(help: "The currency's code, such as USD.")
    var currency: String

    @Option(name: .customLong("cap"), help: "A bound; may be given several times.")
    var caps: [String] = []

    @OptionGroup var options: MoneyChangeOptions

    func run() async throws {
        try await options.common.run {
            let reference = try await options.common.reference()
            let authorship = options.change.authorship
            let pool = try SponsorPool(
                pool, sponsor: Typed.line(sponsor, "--sponsor"), currency: currency, caps: caps,
                reference, created: authorship.at)
            try await options.store().create(pool, authorship)
            options.report(SponsorPoolRecord(pool: pool, balances: LedgerBalances()))
        }
    }
}

struct SponsorsFundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fund", abstract: "Add what a sponsor gave.",
        discussion: """
            EXAMPLE
              certctl sponsors fund digital-fund --amount "USD 10000.00" --note "transfer of 2 June"
            """)

    @OptionGroup var move: PoolMove

    func run() async throws {
        try await move.run { store, pool, amount, note, authorship in
            try await store.fund(pool, amount, note: note, authorship)
        }
    }
}

struct SponsorsWithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take out what goes back to the sponsor.",
        discussion: """
            At most what is available, neither reserved nor spent. It corrects a wrong amount too.

            EXAMPLE
              certctl sponsors withdraw digital-fund --amount "USD 90.00" --note "typed ten times"
            """)

    @OptionGroup var move: PoolMove

    func run() async throws {
        try await move.run { store, pool, amount, note, authorship in
            try await store.withdraw(pool, amount, note: note, authorship)
        }
    }
}

/// What `fund` and `withdraw` take and do.
struct PoolMove: ParsableArguments {
    @Argument(help: "The pool.")
    var pool: Slug

    @Option(help: "How much, such as \"USD 10000.00\".")
    var amount: String

    @Option(help: "What is noted with it.")
    var note: String?

    @OptionGroup var options: MoneyChangeOptions

    func run(
        _ move: (SQLiteStore, Slug, Money, String?, Authorship) async throws -> SponsorPoolRecord
    ) async throws {
        try await options.common.run {
            let money = try Typed.money(amount, try await options.common.reference())
            let note = try note.map { text in try Typed.line(text, "--note") }
            options.report(
                try await move(
                    options.store(), pool, money, note, options.change.authorship))
        }
    }
}

struct SponsorsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the pools with what they hold.",
        discussion: """
            EXAMPLE
              certctl sponsors list
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let pools = try await common.readableStore().pools()
            if common.json {
                return Terminal.say(["pools": .array(pools.map(\.document))])
            }
            var table = TextTable("POOL", "GIVEN", "AVAILABLE", "RESERVED", "SPENT", "SPONSOR")
            for record in pools {
                table.add(
                    record.pool.id.text, "\(record.amount(.funding))",
                    "\(record.amount(.available))", "\(record.amount(.reserved))",
                    "\(record.amount(.spent))", record.pool.sponsor)
            }
            Terminal.say(table)
        }
    }
}

struct SponsorsStatementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement", abstract: "What went in and out of a pool.",
        discussion: """
            All entries from the first are added up again, and have to come to the balances. Orders
            are named by reference; no learner is.

            EXAMPLE
              certctl sponsors statement digital-fund --from 2026-01-01 --until 2026-07-01
            """)

    @Argument(help: "The pool.")
    var pool: Slug

    @Option(help: "The first day (UTC).")
    var from: String?

    @Option(help: "The first day that is not shown (UTC).")
    var until: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let statement = try await common.readableStore().statement(
                of: pool, from: try from.map { text in try Typed.day(text, "--from") },
                until: try until.map { text in try Typed.day(text, "--until") })
            common.json ? report(statement) : show(statement)
        }
    }

    private func report(_ statement: SponsorStatement) {
        let pool = statement.record.pool
        Terminal.say([
            "pool": .string(pool.id.text), "sponsor": .string(pool.sponsor),
            "caps": .array(pool.caps.map { .string($0.text(pool.currency)) }),
            "opening": SponsorPoolRecord(pool: pool, balances: statement.opening).document,
            "closing": SponsorPoolRecord(pool: pool, balances: statement.closing).document,
            "entries": .array(statement.transfers.map(\.document)),
        ])
    }

    private func show(_ statement: SponsorStatement) {
        let pool = statement.record.pool
        Terminal.say("\(pool.id)  \(pool.sponsor)")
        for cap in pool.caps { Terminal.say("cap \(cap.text(pool.currency))") }
        Terminal.say("opening  \(balances(statement.opening, pool))")
        var table = TextTable("AT", "ENTRY", "AMOUNT", "ORDER", "BY", "NOTE")
        for transfer in statement.transfers {
            table.add(
                "\(transfer.at)", transfer.kind.rawValue, "\(transfer.amount)",
                transfer.order.map { "\($0)" } ?? "-", transfer.actor, transfer.note ?? "")
        }
        Terminal.say(table)
        Terminal.say("closing  \(balances(statement.closing, pool))")
    }

    private func balances(_ balances: LedgerBalances, _ pool: SponsorPool) -> String {
        let record = SponsorPoolRecord(pool: pool, balances: balances)
        return "given \(record.amount(.funding)), available \(record.amount(.available)), "
            + "reserved \(record.amount(.reserved)), spent \(record.amount(.spent))"
    }
}

extension MoneyChangeOptions {
    /// Tells what a pool holds.
    func report(_ record: SponsorPoolRecord) {
        if common.json {
            Terminal.say(["dryRun": .bool(dryRun), "pool": record.document])
        } else {
            Terminal.say(
                "\(tense)\(record.pool.id): \(record.amount(.available)) available of "
                    + "\(record.amount(.funding)) given")
        }
    }
}
