import CertAuthority
import LinkedData
import Office
import StoreSQLite
import StoreSQL
import Synchronization

/// Tells what a run of `certctl issue` came to.
struct IssueReport {
    let outcome: IssueOutcome
    let settlement: SettlementOptions
    let installation: Installation
    let isOfSeries: Bool
    /// What became of the documents.
    private(set) var documented: DocumentFolder<SQLStore>.Outcome?
    private var folder: String?

    private static let shown = 5

    init(
        outcome: IssueOutcome, settlement: SettlementOptions, installation: Installation,
        isOfSeries: Bool
    ) {
        self.outcome = outcome
        self.settlement = settlement
        self.installation = installation
        self.isOfSeries = isOfSeries
    }

    var wasStopped: Bool { outcome.wasStopped || documented?.wasStopped == true }

    /// Writes the documents of what was issued now, and of the rows that had their certificate
    /// before; what is there already stays.
    mutating func write(
        _ folder: DocumentFolder<SQLStore>?, shouldStop: @Sendable () -> Bool
    ) async throws {
        guard let folder, let certificates = outcome.documented else { return }
        self.folder = folder.path
        documented = try await folder.writeShowing(
            certificates.map { .init(number: $0.number, name: $0.name, row: $0.row) },
            shouldStop: shouldStop)
    }

    /// Tells it.
    func tell(json: Bool) {
        if json { tellJSON() } else { tellText() }
        if let documented, let folder { documented.tell(folder) }
        tellWarnings()
        outcome.fees.report(settlement)
        if let folder, documented?.wasStopped == true {
            let batch = outcome.batches.last ?? "ID"
            Terminal.complain(
                "stopped; resume with the same command, or with certctl export --batch \(batch) "
                    + "--documents \(folder)")
        } else if wasStopped, let batch = outcome.batches.last {
            Terminal.complain("stopped; resume with certctl issue --resume \(batch)")
        }
        for next in json ? [] : outcome.next { Terminal.complain("next: \(next.words)") }
    }

    private func tellJSON() {
        let fees = outcome.fees
        let document: JSON = [
            "batches": .array(outcome.batches.map { .string($0) }),
            "dryRun": .bool(outcome.wouldIssue != nil),
            "stopped": .bool(wasStopped),
            "issued": .number(Double(outcome.issued.count)),
            "toIssue": .number(Double(outcome.wouldIssue ?? 0)),
            "alreadyIssued": .number(Double(outcome.repeated)),
            "heldBack": .number(Double(outcome.heldBack)),
            "renewed": outcome.renewed.map { .number(Double($0)) } ?? .null,
            "certificates": [],
            "next": .array(outcome.next.map { .string($0.words) }),
            "documents": documented?.json ?? .null,
            "warnings": .array(
                outcome.findings.map { $0.worded(\.words).json } + outcome.warnings.map(\.document)),
            "settled": .array(fees.settled.map(\.document)),
            "unsettled": .array(fees.waiting.map(\.document)),
            "refusedVouchers": .array(fees.refusedVouchers.map(\.document)),
            "refusedByPool": fees.refusedByPool.map { .string($0) } ?? .null,
            "orders": fees.ordersFile(settlement).map { .string($0) } ?? .null,
        ]
        let certificates = outcome.issued.lazy.map { entry -> JSON in
            [
                "row": .number(Double(entry.row)),
                "learnerRef": entry.learnerReference.map { .string($0) } ?? .null,
                "number": .string(entry.number.description),
                "url": .string(installation.verificationURL(entry.number)),
            ]
        }
        Terminal.say(document.objectValue ?? JSONObject(), list: "certificates", certificates)
    }

    private func tellText() {
        if !outcome.issued.isEmpty {
            Terminal.say(lines: outcome.issued.lazy.map { "\($0.number)  \($0.name)" })
        }
        if let wouldIssue = outcome.wouldIssue {
            Terminal.complain("would issue \(Count(wouldIssue, "certificate"))")
        } else if outcome.issued.isEmpty, !outcome.fees.waiting.isEmpty || outcome.heldBack > 0 {
            Terminal.complain("issued 0 certificates")
        } else if outcome.issued.isEmpty {
            Terminal.complain("issued 0 certificates: \(nothingNew)")
        } else {
            let names = outcome.batches.joined(separator: " and ")
            Terminal.complain(
                "issued \(Count(outcome.issued.count, "certificate")) in batch \(names)")
        }
        if let renewed = outcome.renewed {
            Terminal.complain(
                "\(outcome.wouldIssue == nil ? "renewed" : "would renew") "
                    + "\(Count(renewed, "earlier certificate"))")
        }
        if outcome.repeated > 0 { Terminal.complain("\(leftAlone)") }
        if outcome.heldBack > 0 {
            Terminal.complain(
                "\(outcome.heldBack) \(outcome.heldBack == 1 ? "row was" : "rows were") left out: "
                    + "the learner is, or would be, certified with two completion dates; see the warnings"
            )
        }
    }

    private var nothingNew: String {
        isOfSeries
            ? "no other learner has completed the series" : "every row has its certificate already"
    }

    private var leftAlone: Count {
        isOfSeries
            ? Count(
                outcome.repeated, "learner holds it already and was skipped",
                "learners hold it already and were skipped")
            : Count(
                outcome.repeated, "row was issued before and skipped",
                "rows were issued before and skipped")
    }

    /// Tells of each kind of warning a few and how many there are.
    private func tellWarnings() {
        for kind in IssueWarning.Kind.allCases {
            let told = outcome.warnings.filter { $0.kind == kind }
            guard !told.isEmpty else { continue }
            Terminal.complain("\(Count(told.count, "warning")): \(kind.meaning)")
            for warning in told.prefix(Self.shown) {
                Terminal.complain("  \(warning.text.told)")
            }
            if told.count > Self.shown {
                Terminal.complain(
                    "  and \(told.count - Self.shown) more; --json lists all of them")
            }
        }
    }
}
