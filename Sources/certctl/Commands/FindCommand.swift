import StoreSQL
import ArgumentParser
import CertAuthority
import LinkedData
import StoreSQLite

struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find a learner's certificates.",
        discussion: """
            Give a name, in any script and with or without accents, or the beginnings of its words; \
            an e-mail address; the training body's reference; a number or part of one; or the \
            address of a certificate's page.

            EXAMPLES
              certctl find zoe muller
              certctl find 小明
              certctl find ada@learners.example
              certctl find 2T8F-W4HN
            """)

    @Argument(help: "What to look for; several words are one name.")
    var text: [String]

    @Option(help: ArgumentHelp("How many to show at most.", valueName: "count"))
    var limit = 50

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError("--limit is from 1 to 10000.")
        }
    }

    func run() async throws {
        try await common.run {
            let asked = text.joined(separator: " ")
            let search = RegisterSearch(asked)
            guard !search.isEmpty else {
                throw CommandFailure(
                    .usage, "there is nothing to look for; give a name or a number")
            }
            let findings = try await common.readableStore().find(search, limit: limit)
            if common.json {
                return Terminal.say([
                    "certificates": .array(findings.entries.map(\.document)),
                    "mayBeMore": .bool(findings.mayBeMore),
                ])
            }
            guard !findings.entries.isEmpty else {
                throw CommandFailure(
                    .notFound,
                    findings.mayBeMore
                        ? "many names begin so; give more of the name"
                        : "nobody is found by \"\(asked)\"; names are found by the beginnings of "
                            + "their words, addresses and references by theirs")
            }
            try Pager.show(TextTable(findings.entries, withLearner: true).lines)
            if findings.mayBeMore {
                Terminal.complain("there may be more; give more of the name, or a higher --limit")
            }
        }
    }
}
