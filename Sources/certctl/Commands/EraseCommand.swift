import ArgumentParser
import CertAuthority
import LinkedData
import Office

struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase a learner's personal data permanently.",
        discussion: """
            Deleted are name, email address, language, country, groups, age band, reference and the
            signed credential; the store's files are rewritten so that no trace remains in them.
            Kept are number, programme, dates, standing and the audit; the number's page says that
            it was erased. Only the given numbers are erased; --all-versions includes earlier and
            later versions of a corrected certificate. Erasing does not revoke: other verifiers still
            accept a copy of the credential unless it was revoked.

            The certificate, or the number of them, is shown and must be confirmed at the terminal;
            scripts give --yes.

            Earlier backups still contain the data. Rewriting needs free disk space of about twice
            the store's size; the same command repeats it.

            EXAMPLES
              certctl erase 7K3M-9QXD-2T8F-W4HN-C --reason "request 2026-17" --dry-run
              certctl erase 7K3M-9QXD-2T8F-W4HN-C --reason "request 2026-17" --all-versions
              certctl erase --from numbers.txt --reason "end of the retention period" --yes
            """)

    @OptionGroup var selection: SelectionOptions

    @Option(
        help: ArgumentHelp(
            "The reason, kept permanently in the audit; do not name anyone in it.",
            valueName: "text"))
    var reason: String

    @Flag(help: "Include earlier and later versions of corrected certificates.")
    var allVersions = false

    @Flag(help: "Show the affected certificates, but erase nothing.")
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
            let subject =
                erased.count != 1
                ? nil : try await store.subject(of: erased[0], at: SystemTime.now)
            if !dryRun {
                if !erased.isEmpty {
                    try confirmation.confirm(
                        Deed(
                            words: "erases the learners' data of "
                                + "\(Count(erased.count, "certificate")), permanently",
                            facts: subject?.facts ?? [], count: erased.count))
                }
                erased = try await erasure.erase(plan, change.authorship)
            } else if let subject, !common.json {
                Terminal.complain(lines: subject.facts)
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
                "the same learner's data remains in "
                    + others.map(\.description).joined(separator: ", ")
                    + "; --all-versions erases those too")
        }
    }
}
