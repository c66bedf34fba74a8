import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite
import StoreSQL

struct SponsorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sponsors",
        abstract: "Manage sponsor pools: create, fund, withdraw, statement.",
        subcommands: [
            SponsorsCreateCommand.self, SponsorsFundCommand.self, SponsorsWithdrawCommand.self,
            SponsorsListCommand.self, SponsorsStatementCommand.self,
        ])
}

struct SponsorsCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create an empty pool in one currency.",
        discussion: """
            A cap is DIMENSION[:VALUE][/PERIOD]=AMOUNT. The dimension is country, programme,
            learner or all; without a value, the cap applies to each value; without a period
            (month or year, UTC), it applies to the pool's lifetime. Caps cannot be changed; for
            other terms, create another pool.

            EXAMPLE
              certctl sponsors create digital-fund --sponsor "Digital Fund" --currency USD \\
                --cap country:KE=5000.00 --cap learner/year=120.00 --cap all/month=2000.00
            """)

    @Argument(help: "The pool's name, a slug.")
    var pool: Slug

    @Option(help: ArgumentHelp("The sponsor's name.", valueName: "name"))
    var sponsor: String

    @Option(help: "The currency's code, such as USD.")
    var currency: String

    @Option(
        name: .customLong("cap"),
        help: ArgumentHelp("A spending cap; may be repeated.", valueName: "cap"))
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
        commandName: "fund", abstract: "Add money to a pool.",
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
        commandName: "withdraw", abstract: "Withdraw money from a pool.",
        discussion: """
            The maximum is the available balance, neither reserved nor spent. A withdrawal also
            corrects a wrong deposit.

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
    @Argument(help: "The pool's name.")
    var pool: Slug

    @Option(help: ArgumentHelp("The amount, such as \"USD 10000.00\".", valueName: "amount"))
    var amount: String

    @Option(help: ArgumentHelp("A note.", valueName: "text"))
    var note: String?

    @OptionGroup var options: MoneyChangeOptions

    func run(
        _ move: (SQLStore, Slug, Money, String?, Authorship) async throws -> SponsorPoolRecord
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
        commandName: "list", abstract: "List the pools with their balances.",
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
        commandName: "statement", abstract: "Show the transfers of a pool.",
        discussion: """
            All entries are added up again and must agree with the balances. Orders are named by
            reference; learners are not named.

            EXAMPLE
              certctl sponsors statement digital-fund --from 2026-01-01 --until 2026-07-01
            """)

    @Argument(help: "The pool's name.")
    var pool: Slug

    @Option(help: ArgumentHelp("The first date (UTC).", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("The end date, not included (UTC).", valueName: "date"))
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
