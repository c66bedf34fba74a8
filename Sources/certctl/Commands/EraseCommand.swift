import ArgumentParser
import CertAuthority
import LinkedData
import Office

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
            let erasure = Erasure(store, reason: reason)
            let plan = try await erasure.plan(selection.choice(), allVersions: allVersions)
            plan.unfinished?.tellUnfinished()
            var erased = plan.erasing
            if !dryRun {
                try confirmation.confirm(
                    erased.count,
                    "erases the learners' data of \(Count(erased.count, "certificate")), for good")
                erased = try await erasure.erase(plan, change.authorship)
            }
            report(erased, already: plan.count - erased.count, others: plan.others)
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
