import ArgumentParser
import CertAuthority
import LinkedData
import Office
import StoreSQLite

struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Remove a learner's data for good.",
        discussion: """
            Name, address, language, country, groups, reference and the signed credential go, and the
            store's files are rewritten so that no trace stays in them. The number, the programme, the
            days, the standing and the audit stay; the number's page says that it was erased. Each
            number is erased by itself; --all-versions takes along what it corrected and what
            corrected it. It is not a revocation: a copy of the credential elsewhere goes on being
            verified by others, unless it was revoked.

            Backups that were made before still hold the data. The rewriting takes free disk of about
            twice the store's size, and can be done again by giving the same command again.

            EXAMPLES
              certctl erase 7K3M-9QXD-2T8F-W4HN-C --reason "request 2026-17" --dry-run
              certctl erase 7K3M-9QXD-2T8F-W4HN-C --reason "request 2026-17" --all-versions
              certctl erase --from numbers.txt --reason "end of the retention period" --yes
            """)

    @OptionGroup var selection: SelectionOptions

    @Option(help: "Why, for the audit, which keeps it for good: name nobody in it.")
    var reason: String

    @Flag(help: "Also all certificates that these corrected, or that corrected them.")
    var allVersions = false

    @Flag(help: "Show what would be erased, but erase nothing.")
    var dryRun = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let store = try dryRun ? common.readableStore() : common.writableStore()
            let named = try await selection.standings(store)
            let (all, others) = try await related(to: named, store)
            try StatedReason.check(option: reason, about: all.map(\.learner))
            var erased = all.filter { $0.history.erasedAt == nil }.map(\.number)
            if !dryRun {
                try confirmation.confirm(
                    erased.count,
                    "erases the learners' data of \(Count(erased.count, "certificate")), for good")
                erased = try await store.erase(
                    all.map(\.number), reason: reason, change.authorship)
                try await forget(store)
            }
            report(erased, already: all.count - erased.count, others: others)
        }
    }

    /// The certificates that are to be erased, and those that are related to them and stay.
    private func related(
        to named: [CertificateStanding], _ store: SQLiteStore
    ) async throws -> (all: [CertificateStanding], others: [CertificateNumber]) {
        var all = named
        var others: [CertificateNumber] = []
        var seen = Set(named.map(\.number))
        for standing in named where standing.history.hasVersions {
            let versions = try await store.versions(of: standing.number)
            let new = versions.filter { seen.insert($0).inserted }
            let standings = try await store.standings(.numbers(new))
            if allVersions {
                all += standings
            } else {
                others += standings.filter { $0.history.erasedAt == nil }.map(\.number)
            }
        }
        return (all, others)
    }

    private func forget(_ store: SQLiteStore) async throws {
        do {
            try await store.forget()
        } catch {
            throw StoreError(
                error.code,
                "the data was erased, but traces may be left in the store's files until this "
                    + "command is given again: \(error)")
        }
    }

    private func report(
        _ erased: [CertificateNumber], already: Int, others: [CertificateNumber]
    ) {
        if common.json {
            Terminal.say([
                "erased": .array(erased.map { .string($0.description) }),
                "already": .number(Double(already)),
                "otherVersions": .array(others.map { .string($0.description) }),
                "dryRun": .bool(dryRun),
            ])
        } else {
            for number in erased {
                Terminal.say("\(number) \(dryRun ? "would be" : "was") erased")
            }
            if already > 0 {
                Terminal.complain("\(already) of them had been erased before")
            }
        }
        if !others.isEmpty {
            Terminal.complain(
                "the same learner's data stays with "
                    + others.map(\.description).joined(separator: ", ")
                    + "; --all-versions erases those too")
        }
    }
}
