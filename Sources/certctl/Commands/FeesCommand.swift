import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct FeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees",
        abstract: "Quote fees, show them as a table, and recalculate earlier quotes.",
        subcommands: [
            FeesQuoteCommand.self, FeesTableCommand.self, FeesReplayCommand.self,
            FeesPruneCommand.self,
        ])
}

struct FeesQuoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quote",
        abstract: "Calculate the fee for a learner and store the quote.",
        discussion: """
            Today's quote is stored with an id and can be paid at its price until it expires. With
            --date or --dry-run the fee is calculated but not stored.

            EXAMPLES
              certctl fees quote --programme advanced-generative-ai --country KE
              certctl fees quote --programme advanced-generative-ai --country KE --group woman --explain
              certctl fees quote --programme advanced-generative-ai --country VN --date 2027-07-01
            """)

    @Option(help: ArgumentHelp("The programme's slug.", valueName: "slug"))
    var programme: Slug

    @Option(
        help: ArgumentHelp(
            "The learner's country, a two-letter code of ISO 3166-1.", valueName: "code"))
    var country: String

    @Option(
        name: .customLong("group"),
        help: ArgumentHelp("A learner group; may be repeated.", valueName: "group"))
    var groups: [String] = []

    @Option(
        help: ArgumentHelp(
            "The issuing organisation's slug (default: the programme's organisation).",
            valueName: "slug"))
    var organisation: Slug?

    @Option(
        help: ArgumentHelp(
            "Your reference for the learner; an unexpired quote of the same learner caps the price.",
            valueName: "reference"))
    var learner: String?

    @Option(
        help: ArgumentHelp(
            "The date to calculate for, YYYY-MM-DD (default: today in UTC); not stored.",
            valueName: "date"))
    var date: String?

    @Flag(help: "Show which rules apply, which do not, and why.")
    var explain = false

    @Flag(help: "Calculate, but store nothing.")
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
                "the quote of \(kept.date) is still valid; today it would be \(quote.amount)")
        }
    }
}

struct FeesReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Recalculate a quote with the rules and tables of its time.",
        discussion: """
            All rules and tables are read from the store, regardless of later changes. The exit
            code is 6 if the result is not identical to the last minor unit.

            EXAMPLES
              certctl fees replay Q-7K3M-9QXD-2T8F-W
              certctl fees replay Q-7K3M-9QXD-2T8F-W --explain
            """)

    @Argument(help: "The quote's id.")
    var quote: String

    @Flag(help: "Show which rules apply, which do not, and why.")
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
                throw CommandFailure(
                    .conflict, "\(id) was not reproduced; see the differences above")
            }
            if !common.json {
                Terminal.say(
                    "\(id)  \(anew.amount)  identical, by schedule \(kept.scheduleVersion)")
            }
        }
    }
}

struct FeesPruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Delete the learner data of quotes after the retention period.",
        discussion: """
            The period is retention in fees.yaml; price and date are kept. Each new quote does the
            same; this command also rewrites the store's files, so that no copy remains in them. The
            number of quotes is shown and must be confirmed at the terminal; scripts give --yes.

            EXAMPLES
              certctl fees prune --dry-run
              certctl fees prune --yes
            """)

    @Flag(help: "Show the affected quotes, but change nothing.")
    var dryRun = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let store = try common.writableStore()
            let day = try Day.of(SystemTime.now)
            var ids = try await store.quotesToPrune(on: day)
            if !dryRun {
                if !ids.isEmpty {
                    try confirmation.confirm(
                        Deed(
                            words: "deletes the learner data of \(Count(ids.count, "quote")), "
                                + "permanently", count: ids.count))
                }
                ids = try await store.pruneQuotes(on: day, change.authorship)
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
            Terminal.complain("the learner data of \(Count(ids.count, "quote")) \(verb)")
        }
    }
}
