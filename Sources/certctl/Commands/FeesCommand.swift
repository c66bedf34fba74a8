import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct FeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees", abstract: "What a certificate costs.",
        subcommands: [
            FeesQuoteCommand.self, FeesReplayCommand.self, FeesPruneCommand.self,
        ])
}

struct FeesQuoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quote",
        abstract: "Quote the fee for a learner, and hold it.",
        discussion: """
            Today's quote is kept under an id, and can be paid at its price as long as it holds. With
            --date or --dry-run the fee is only reckoned.

            EXAMPLES
              certctl fees quote --programme advanced-generative-ai --country KE
              certctl fees quote --programme advanced-generative-ai --country KE --group woman --explain
              certctl fees quote --programme advanced-generative-ai --country VN --date 2027-07-01
            """)

    @Option(help: "The programme's slug.")
    var programme: Slug

    @Option(help: "The learner's country, two capital letters of ISO 3166-1.")
    var country: String

    @Option(name: .customLong("group"), help: "A learner group; may be given several times.")
    var groups: [String] = []

    @Option(help: "Who would issue (otherwise the programme's own organisation).")
    var organisation: Slug?

    @Option(
        help: "Your own reference of the learner; a quote of theirs that holds is never exceeded.")
    var learner: String?

    @Option(help: "The day to reckon for, YYYY-MM-DD (otherwise today in UTC); nothing is kept.")
    var date: String?

    @Flag(help: "Say which rules hit, which did not, and why.")
    var explain = false

    @Flag(help: "Reckon only, and keep nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let keeps = date == nil && !dryRun
            let open = try await OpenInstallation(common, writable: keeps)
            let authorship = change.authorship
            let request = FeeRequest(
                programme: programme, organisation: organisation, country: country,
                groups: Set(try groups.map { name in try LearnerGroup(named: name) }),
                date: try date.map(Day.read) ?? Day.of(authorship.at))
            let quoting = FeeQuoting(open, authorship)
            switch try await quoting.quote(request, learner: checkedLearner(), keeps: keeps) {
            case .free: sayFree()
            case .held(let quote, let held): say(quote, held)
            case .quoted(let quote, let kept): say(quote, kept)
            }
        }
    }

    private func checkedLearner() throws -> String? {
        guard let learner else { return nil }
        guard (1...64).contains(learner.unicodeScalars.count),
            !learner.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw CommandFailure(
                .usage, "--learner must have 1 to 64 characters and no control characters")
        }
        return learner
    }

    private func sayFree() {
        if common.json {
            Terminal.say(["programme": .string(programme.text), "free": true])
        } else {
            Terminal.say("\(programme) is free")
        }
    }

    private func say(_ quote: FeeQuote, _ kept: StoredQuote?) {
        if common.json {
            var object = quote.json.objectValue ?? JSONObject()
            object["quote"] = kept.map { .string($0.id.description) }
            object["kept"] = kept?.json
            return Terminal.say(.object(object))
        }
        if explain { Terminal.say(lines: quote.explanation) }
        guard let kept else {
            if !explain { Terminal.say(quote.amount.description) }
            return
        }
        Terminal.say("\(kept.id)  \(kept.amount)  held until \(kept.heldUntil)")
        if kept.date != quote.request.date || kept.amount != quote.amount {
            Terminal.complain(
                "the quote of \(kept.date) still holds; today it would be \(quote.amount)")
        }
    }
}

struct FeesReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Reckon a quote anew, with the rules and tables of its time.",
        discussion: """
            Everything is read from the store, however often fees and tables were changed since. The
            exit code is 6 where the result is not the same to the last unit.

            EXAMPLES
              certctl fees replay Q-7K3M-9QXD-2T8F-W
              certctl fees replay Q-7K3M-9QXD-2T8F-W --explain
            """)

    @Argument(help: "The quote's id.")
    var quote: String

    @Flag(help: "Say which rules hit, which did not, and why.")
    var explain = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            let id = try QuoteID(quote)
            let replay = try await FeeReplay(id, from: store)
            let (kept, anew, differences) = (replay.kept, replay.anew, replay.differences)
            if common.json {
                Terminal.say([
                    "quote": .string("\(id)"), "kept": kept.json, "anew": anew.json,
                    "same": .bool(differences.isEmpty),
                    "differences": .array(differences.map { .string($0) }),
                ])
            } else {
                if explain { Terminal.say(lines: anew.explanation) }
                for difference in differences { Terminal.say(difference) }
            }
            guard differences.isEmpty else {
                throw CommandFailure(.conflict, "\(id) does not replay; see what differs above")
            }
            if !common.json {
                Terminal.say("\(id)  \(anew.amount)  the same, by schedule \(kept.scheduleVersion)")
            }
        }
    }
}

struct FeesPruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove whom quotes were for and why, where it is no longer needed.",
        discussion: """
            How long that is says retention in fees.yaml; price and date stay. Each new quote does
            this too; this command also rewrites the store's files, so that no copy is left in them.

            EXAMPLES
              certctl fees prune --dry-run
              certctl fees prune
            """)

    @Flag(help: "Show which quotes it concerns, but change nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let store = try common.writableStore()
            let authorship = change.authorship
            let day = try Day.of(authorship.at)
            let ids: [QuoteID]
            if dryRun {
                ids = try await store.quotesToPrune(on: day)
            } else {
                ids = try await store.pruneQuotes(on: day, authorship)
                // Each new quote prunes too, and leaves this to the one who asks for it.
                try await store.forget()
            }
            if common.json {
                return Terminal.say([
                    "quotes": .array(ids.map { .string("\($0)") }), "dryRun": .bool(dryRun),
                ])
            }
            for id in ids { Terminal.say("\(id)") }
            let verb = dryRun ? "would be removed" : "was removed"
            Terminal.complain("whom \(Count(ids.count, "quote was", "quotes were")) for \(verb)")
        }
    }
}
