import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

/// One run of `certctl issue`: what it issues, and what it tells of it.
struct IssueRun {
    let open: OpenInstallation
    let authorship: Authorship
    var repeated = 0
    /// How many rows were left out, since their learners may be certified already.
    var heldBack = 0
    var wouldIssue: Int?
    var warnings: [IssueWarning] = []
    /// What was found in the cohort's file and stops nothing.
    var findings: [CohortFinding] = []
    /// What became of the fees.
    var fees = SettledRows()
    /// Where the documents of what is issued go.
    var documents: DocumentFolder?
    /// The certificates that rows had before.
    var held: [DocumentFolder.Item] = []
    /// What became of the documents.
    var documented: DocumentFolder.Outcome?
    /// How it is told that nothing, or not all, was new.
    var words = Words.cohort
    var wasStopped = false

    /// What is told of a certificate.
    struct Issued {
        let row: Int
        let learnerReference: String?
        let name: String
        let number: CertificateNumber
    }

    private let passphrase: PassphraseOptions
    private let json: Bool
    let interruption = Interruption()
    private var batches: [String] = []
    private(set) var issued: [Issued] = []

    /// Words for people that depend on what is issued.
    struct Words {
        let nothingNew: String
        let leftAlone: @Sendable (Int) -> Count

        static let cohort = Words(
            nothingNew: "every row has its certificate already",
            leftAlone: {
                Count(
                    $0, "row was issued before and skipped",
                    "rows were issued before and skipped")
            })
        static let series = Words(
            nothingNew: "no other learner has completed the series",
            leftAlone: {
                Count(
                    $0, "learner holds it already and was skipped",
                    "learners hold it already and were skipped")
            })
    }

    init(
        open: OpenInstallation, passphrase: PassphraseOptions, change: ChangeOptions, json: Bool
    ) {
        self.open = open
        self.passphrase = passphrase
        self.json = json
        authorship = change.authorship
    }

    /// Issues first what another run has planned of the same rows and not issued yet.
    mutating func finish(_ id: String) async throws {
        let state = try await open.store.batch(id)?.state
        guard state == .planned else {
            return Terminal.complain(
                "another certctl has \(state == .finished ? "finished" : "abandoned") batch \(id) "
                    + "meanwhile; run this again to issue the remaining rows")
        }
        try await resume(id)
    }

    /// Takes up a batch where it was interrupted.
    mutating func resume(_ id: String) async throws {
        guard let record = try await open.store.batch(id) else {
            throw CommandFailure(.notFound, "there is no batch \(id)")
        }
        guard record.state == .planned else {
            throw CommandFailure(.conflict, "batch \(id) is \(record.state.rawValue) already")
        }
        let batch = record.batch
        let plan = try await open.store.examinePlan(of: batch, readingRows: true)
        try plan.check()
        if !plan.isBound {
            let warning = IssueWarning(
                .planNotBound,
                "batch \(id) was planned by an earlier version, which did not bind plans to the "
                    + "audit: a row changed in the store since then cannot be detected. "
                    + "Compare its certificates with the cohort (\(batch.source)) afterwards")
            Terminal.complain("warning: \(warning.message)")
            warnings.append(warning)
        }
        Terminal.complain("resuming batch \(id): \(record.remaining) of \(record.size) to issue")
        try await documents?.prepare(batch.organisation)
        let issuer = CertificateIssuer(
            installation: open.installation,
            organisation: try open.organisation(batch.organisation),
            offer: try open.offer(batch.programme),
            signer: try open.signer(of: batch, passphrase))
        try await issue(batch, size: record.remaining, by: issuer, plan)
    }

    /// Signs and records what was planned just now of a batch.
    mutating func issue(_ batch: Batch, size: Int, by issuer: CertificateIssuer) async throws {
        try await issue(
            batch, size: size, by: issuer,
            try await open.store.examinePlan(of: batch, readingRows: false))
    }

    private mutating func issue(
        _ batch: Batch, size: Int, by issuer: CertificateIssuer, _ plan: PlanExamination
    ) async throws {
        batches.append(batch.id)
        var progress = Progress(total: size, noun: "certificates")
        var done: [Issued] = []
        swap(&done, &issued)
        let before = done.count
        try await CohortIssue.issue(
            batch, by: issuer, store: open.store, authorship, plan: plan,
            shouldStop: { [interruption] in interruption.isRequested }
        ) { chunk in
            done += chunk.map { issued in
                let row = issued.planned.request.row
                return Issued(
                    row: row.number, learnerReference: row.learnerReference, name: row.name,
                    number: issued.certificate.number)
            }
            progress.show(done.count - before)
        }
        issued = done
        let missing = size - (done.count - before)
        guard missing > 0 else { return }
        // What was planned and is no longer was issued meanwhile by another certctl.
        if interruption.isRequested { wasStopped = true } else { repeated += missing }
    }

    /// Tells what was done.
    func report() {
        if json { reportJSON() } else { reportText() }
        if let documented, let documents { documented.tell(documents.path) }
        reportWarnings()
        fees.report()
        if let documents, documented?.wasStopped == true {
            let batch = batches.last ?? "ID"
            Terminal.complain(
                "stopped; resume with the same command, or with certctl export --batch \(batch) "
                    + "--documents \(documents.path)")
        } else if wasStopped, let batch = batches.last {
            Terminal.complain("stopped; resume with certctl issue --resume \(batch)")
        }
    }

    private func reportJSON() {
        let document: JSON = [
            "batches": .array(batches.map { .string($0) }),
            "dryRun": .bool(wouldIssue != nil),
            "stopped": .bool(wasStopped),
            "issued": .number(Double(issued.count)),
            "toIssue": .number(Double(wouldIssue ?? 0)),
            "alreadyIssued": .number(Double(repeated)),
            "heldBack": .number(Double(heldBack)),
            "certificates": [],
            "documents": documented?.json ?? .null,
            "warnings": .array(findings.map(\.json) + warnings.map(\.document)),
            "settled": .array(fees.settled.map(\.document)),
            "unsettled": .array(fees.waiting.map(\.document)),
            "refusedVouchers": .array(fees.refusedVouchers.map(\.document)),
            "refusedByPool": fees.refusedByPool.map { .string($0) } ?? .null,
            "orders": fees.ordersFile.map { .string($0) } ?? .null,
        ]
        let certificates = issued.lazy.map { entry -> JSON in
            [
                "row": .number(Double(entry.row)),
                "learnerRef": entry.learnerReference.map { .string($0) } ?? .null,
                "number": .string(entry.number.description),
                "url": .string(open.installation.verificationURL(entry.number)),
            ]
        }
        Terminal.say(document.objectValue ?? JSONObject(), list: "certificates", certificates)
    }

    private func reportText() {
        if !issued.isEmpty {
            Terminal.say(lines: issued.map { "\($0.number)  \($0.name)" })
        }
        if let wouldIssue {
            Terminal.complain("would issue \(Count(wouldIssue, "certificate"))")
        } else if issued.isEmpty, !fees.waiting.isEmpty || heldBack > 0 {
            Terminal.complain("issued 0 certificates")
        } else if issued.isEmpty {
            Terminal.complain("issued 0 certificates: \(words.nothingNew)")
        } else {
            let names = batches.joined(separator: " and ")
            Terminal.complain("issued \(Count(issued.count, "certificate")) in batch \(names)")
        }
        if repeated > 0 { Terminal.complain("\(words.leftAlone(repeated))") }
        if heldBack > 0 {
            Terminal.complain(
                "\(heldBack) \(heldBack == 1 ? "row was" : "rows were") skipped: the learner is, or "
                    + "would be, certified with two completion dates; see the warnings")
        }
    }
}
