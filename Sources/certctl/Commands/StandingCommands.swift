import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office

struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke certificates permanently.",
        discussion: """
            Select one certificate, a batch, or a file of numbers. Either all are revoked or none;
            certificates that are revoked already are counted and skipped. The certificate, or the
            number of them, is shown and must be confirmed at the terminal; scripts give --yes.

            EXAMPLES
              certctl revoke 7K3M-9QXD-2T8F-W4HN-C --reason "issued by mistake"
              certctl revoke --batch B-XJ2GBTMD1Z --reason "the training did not take place" --dry-run
              certctl revoke --from numbers.txt --reason "the examination was void" --yes
            """)

    @OptionGroup var standing: StandingOptions

    func run() async throws { try await standing.change(to: .revoked) }
}

struct SuspendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Suspend certificates until they are reinstated.",
        discussion: """
            Like certctl revoke, this must be confirmed.

            EXAMPLES
              certctl suspend 7K3M-9QXD-2T8F-W4HN-C --reason "attendance under review"
              certctl suspend --batch B-XJ2GBTMD1Z --reason "attendance under review" --dry-run
            """)

    @OptionGroup var standing: StandingOptions

    func run() async throws { try await standing.change(to: .suspended) }
}

struct ReinstateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate",
        abstract: "Reinstate suspended certificates.",
        discussion: """
            Like certctl revoke, this must be confirmed.

            EXAMPLES
              certctl reinstate 7K3M-9QXD-2T8F-W4HN-C --reason "attendance confirmed"
              certctl reinstate --from numbers.csv --reason "attendance confirmed" --yes
            """)

    @OptionGroup var standing: StandingOptions

    func run() async throws { try await standing.change(to: .good) }
}

/// What all changes of standing take and do.
struct StandingOptions: ParsableArguments {
    @OptionGroup var selection: SelectionOptions

    @Option(
        help: ArgumentHelp(
            "The reason, shown publicly on the verification page.", valueName: "text"))
    var reason: String

    @Flag(help: "Show the changes, but change nothing.")
    var dryRun = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func change(to state: Standing.State) async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: !dryRun)
            let run = StandingRun(open, to: state, reason: reason)
            let (plan, chosen) = try await run.plan(selection.choice())
            chosen.unfinished?.tellUnfinished()
            let apply = {
                try await run.change(plan, passphrase.source, change.authorship)
            }
            let subject =
                plan.changing.count == 1
                ? try await open.store.subject(of: plan.changing[0].number, at: SystemTime.now)
                : nil
            if selection.number != nil, let subject {
                try await changeOne(subject, to: state, apply)
            } else {
                try await changeMany(plan, subject, to: state, apply)
            }
        }
    }

    private func changeOne(
        _ subject: DecisionSubject, to state: Standing.State,
        _ apply: () async throws -> StandingChange
    ) async throws {
        let number = subject.number
        let before = subject.standing.state
        if dryRun {
            if !common.json { Terminal.complain(lines: subject.facts) }
        } else {
            try confirmation.confirm(
                Deed(words: state.deed("the certificate"), facts: subject.facts))
            _ = try await apply()
        }
        if common.json {
            Terminal.say([
                "number": .string(number.description),
                "name": subject.name.map { .string($0) } ?? .null,
                "programme": .string(subject.programme),
                "issuedAt": .string(subject.issuedAt.description),
                "before": .string(before.rawValue),
                "state": .string((dryRun ? before : state).rawValue),
                "wanted": .string(state.rawValue), "dryRun": .bool(dryRun),
            ])
        } else {
            let verb = dryRun ? "would go from \(before.rawValue) to" : "is now"
            Terminal.say("\(number) \(verb) \(state.rawValue)")
        }
    }

    private func changeMany(
        _ plan: StandingPlan, _ subject: DecisionSubject?, to state: Standing.State,
        _ apply: () async throws -> StandingChange
    ) async throws {
        let report = StandingReport(plan: plan, state: state, isRehearsed: dryRun)
        var changed = plan.changing.map(\.number)
        var already = plan.already.map(\.number)
        if !dryRun, !changed.isEmpty {
            try confirmation.confirm(
                Deed(words: report.intent, facts: subject?.facts ?? [], count: changed.count))
            let done = try await apply()
            changed = done.changed
            already += done.already
        }
        if common.json {
            Terminal.say(report.document(changed: changed, already: already))
        } else {
            for line in report.lines(changed: changed, already: already) {
                Terminal.say(line)
            }
        }
    }
}

/// What a change of many tells.
private struct StandingReport {
    let plan: StandingPlan
    let state: Standing.State
    let isRehearsed: Bool

    /// What is going to be done, before it is.
    var intent: String {
        let lists = Count(plan.parts.count, "status list")
        return state.deed(
            "\(Count(plan.changing.count, "certificate")) of "
                + plan.organisations.map(\.text).joined(separator: " and ") + " (\(lists))")
    }

    func document(changed: [CertificateNumber], already: [CertificateNumber]) -> JSON {
        [
            "wanted": .string(state.rawValue), "dryRun": .bool(isRehearsed),
            "changed": .number(Double(changed.count)),
            "already": .number(Double(already.count)),
            "final": .number(Double(plan.final.count)),
            "signatures": .number(Double(plan.parts.count)),
            "lists": .array(
                plan.parts.map { part in
                    [
                        "organisation": .string(part.organisation.text),
                        "list": .string(part.list), "count": .number(Double(part.count)),
                    ]
                }),
            "numbers": .array(changed.map { .string($0.description) }),
        ]
    }

    func lines(changed: [CertificateNumber], already: [CertificateNumber]) -> [String] {
        let verb =
            isRehearsed ? "would become" : changed.count == 1 ? "is now" : "are now"
        var lines = plan.parts.map {
            "\($0.organisation), status list \($0.list): \($0.count)"
        }
        lines.append("\(Count(changed.count, "certificate")) \(verb) \(state.rawValue)")
        if !already.isEmpty {
            lines.append("\(Count(already.count, "was", "were")) \(state.rawValue) already")
        }
        if !plan.final.isEmpty {
            lines.append(
                "\(Count(plan.final.count, "is", "are")) revoked, which is final, and "
                    + "\(plan.final.count == 1 ? "was" : "were") skipped")
        }
        return lines
    }
}

extension Standing.State {
    /// What is done to bring something there.
    fileprivate func deed(_ object: String) -> String {
        switch self {
        case .revoked: "revokes \(object), permanently"
        case .suspended: "suspends \(object)"
        case .good: "reinstates \(object)"
        }
    }
}
