import CertAuthority
import Credentials
import GRDB
import LinkedData

/// Holds the record against what the audit tells of it, as far as the audit goes: which
/// certificates were issued in which batch, where each stands, the keys, the catalogue.
///
/// Its memory grows with the batches and with the certificates whose standing ever changed, not
/// with the entries nor with the certificates that were issued.
struct AuditRecordCheck {
    private var batches = ToldBatches()
    private var standings: [String: ToldStanding] = [:]
    private var erased: [String: (sequence: Int64, at: Timestamp?)] = [:]
    private var keys = ToldKeys()
    private var corrections = ToldCorrections()
    /// The place in the order of issue of the last certificate that was told of.
    private var lastIssued: Int64 = 0
    private var documentCertificates: Set<String> = []
    private var catalogue: JSONObject?

    /// Takes an entry into account.
    mutating func take(
        _ entry: AuditEntry, in db: Database, _ findings: inout AuditFindings
    ) throws {
        switch AuditEvent.Action(rawValue: entry.action) {
        case .planBatch, .abandonBatch: batches.take(entry)
        case .issue:
            batches.take(entry)
            let bindings = entry.details["bindings"]?.arrayValue?.map(\.stringValue) ?? []
            try takeIssued(
                entry.numbers, batch: entry.subject, entry.sequence, in: db, &findings
            ) { bindings.indices.contains($0) ? bindings[$0] : nil }
        case .revoke: takeStanding(entry.numbers, .revoked, entry, &findings)
        case .suspend: takeStanding(entry.numbers, .suspended, entry, &findings)
        case .reinstate: takeStanding(entry.numbers, .good, entry, &findings)
        case .reissue: try takeReissued(entry, in: db, &findings)
        case .erase:
            for number in entry.numbers { erased[number] = (entry.sequence, entry.began) }
            batches.take(entry)
        case .addKey: keys.take(entry)
        case .addDocumentCertificate: documentCertificates.insert(entry.subject)
        case .applyCatalogue, .applyTiers, .applyReference:
            catalogue = entry.details["sha256"]?.objectValue
        case .quote: try Self.takeQuote(entry, in: db, &findings)
        case .restore:
            try takeRestored(entry, in: db, &findings)
        case .initialise, .pruneQuotes: break
        case .openOrders, .priceOrder, .cancelOrder, .refundOrder, .requestWaiver, .approveWaiver,
            .createPool, .fundPool, .withdrawPool, .sponsorOrders, .captureOrders, .createVouchers,
            .redeemVoucher, .missVoucher, .revokeVouchers, .takePayments, .assignPayment,
            .createLinks,
            .revokeLinks, .mailLinks:
            break
        case nil:
            findings.add(
                .record, entry.sequence,
                "entry \(entry.sequence) has the action \(entry.action), which no version so far has"
            )
        }
    }

    private mutating func takeRestored(
        _ entry: AuditEntry, in db: Database, _ findings: inout AuditFindings
    ) throws {
        let carried = entry.details["carriedOver"]
        for member in carried?["certificates"]?.objectValue?.members ?? [] {
            let numbers = member.value.arrayValue?.compactMap(\.stringValue) ?? []
            // Each batch is in its order; they were carried over among each other.
            lastIssued = 0
            try takeIssued(
                numbers, batch: member.name, entry.sequence, in: db, &findings
            ) { carried?["bindings"]?[numbers[$0]]?.stringValue }
        }
        batches.take(entry)
        corrections.wereRestored = true
        for state in Standing.State.allCases {
            let numbers = carried?[state.rawValue]?.arrayValue?.compactMap(\.stringValue) ?? []
            takeStanding(numbers, state, entry, &findings, isCarried: true)
        }
        for number in carried?["erased"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
            erased[number] = (entry.sequence, nil)
        }
        keys.takeCarried(carried?["keys"]?.objectValue?.members ?? [])
        lastIssued = 0
    }

    /// A correction belongs to the batch of what it corrects, which it revokes.
    private mutating func takeReissued(
        _ entry: AuditEntry, in db: Database, _ findings: inout AuditFindings
    ) throws {
        takeStanding([entry.subject], .revoked, entry, &findings)
        let batch = try String.fetchOne(
            db, sql: "SELECT batch FROM certificate WHERE number = ?", arguments: [entry.subject])
        let new = entry.details["number"]?.stringValue
        guard let batch, let new else { return }
        corrections.correctedBy[new] = entry.subject
        try takeIssued(
            [new], batch: batch, entry.sequence, in: db, &findings
        ) { _ in entry.details["binding"]?.stringValue }
    }

    /// - Parameter binding: What binds the certificate at that place of the numbers; nil where the
    ///   entry was written by a version that bound none.
    private mutating func takeIssued(
        _ numbers: [String], batch: String, _ sequence: Int64, in db: Database,
        _ findings: inout AuditFindings, binding: (Int) -> String?
    ) throws {
        batches.wereIssued(numbers.count, in: batch)
        let find = try db.cachedStatement(
            sql: """
                SELECT batch, sequence, \(CertificateBinding.columns)
                FROM \(CertificateBinding.tables) WHERE certificate.number = ?
                """)
        for (place, number) in numbers.enumerated() {
            guard let row = try Row.fetchOne(find, arguments: [number]) else {
                findings.add(
                    .record, sequence,
                    "certificate \(number), issued in batch \(batch) (entry \(sequence)), is gone "
                        + "from the record")
                continue
            }
            let kept: String = row["batch"]
            if !kept.isExactly(batch) {
                findings.add(
                    .record, sequence,
                    "certificate \(number) was issued in batch \(batch) (entry \(sequence)) and "
                        + "is kept under \(kept)")
            }
            let position: Int64 = row["sequence"]
            if position <= lastIssued {
                findings.add(
                    .record, sequence,
                    "certificate \(number) (entry \(sequence)) is kept in another order than it "
                        + "was issued in")
            }
            lastIssued = position
            guard let told = binding(place) else {
                findings.unbound += 1
                continue
            }
            if CertificateBinding(row)?.text.isExactly(told) != true {
                findings.add(
                    .record, sequence,
                    "certificate \(number) is not kept as it was issued (entry \(sequence)): its "
                        + "document or the row beside it was changed")
            }
        }
    }

    private mutating func takeStanding(
        _ numbers: [String], _ state: Standing.State, _ entry: AuditEntry,
        _ findings: inout AuditFindings, isCarried: Bool = false
    ) {
        let revoked = Standing.State.revoked.rawValue
        for number in numbers {
            if let before = standings[number], before.state == revoked, state != .revoked {
                findings.add(
                    .record, entry.sequence,
                    "entry \(entry.sequence) makes \(number) \(state.rawValue), which entry "
                        + "\(before.sequence) had revoked permanently")
            }
            standings[number] = ToldStanding(
                state: state.rawValue, sequence: entry.sequence,
                // What a restoring carried over has the time and the reason of before.
                since: isCarried ? nil : entry.began,
                reason: isCarried ? nil : entry.details["reason"]?.stringValue)
        }
    }

    /// Compares what was told with what there is.
    func finish(in db: Database, _ findings: inout AuditFindings) throws {
        try batches.check(db, &findings)
        try checkStandings(db, &findings)
        try checkErasures(db, &findings)
        try corrections.check(db, &findings)
        try keys.check(db, &findings)
        try Self.checkDocumentCertificates(told: documentCertificates, db, &findings)
        try checkCatalogue(db, &findings)
        try Self.checkCounting(db, &findings)
        try Self.checkSettlement(db, wereRestored: corrections.wereRestored, &findings)
    }

    private func checkStandings(_ db: Database, _ findings: inout AuditFindings) throws {
        let find = try db.cachedStatement(
            sql: "SELECT state, state_since, state_reason, erased FROM certificate WHERE number = ?"
        )
        for (number, told) in standings.sorted(by: { $0.value.sequence < $1.value.sequence }) {
            let row = try Row.fetchOne(find, arguments: [number])
            let kept: String? = row?["state"]
            if kept != told.state {
                findings.add(
                    .record, told.sequence,
                    "certificate \(number) is \(told.state) by entry \(told.sequence) and "
                        + "\(kept ?? "gone") in the record")
            } else if let row, !told.agrees(with: row) {
                findings.add(
                    .record, told.sequence,
                    "certificate \(number) is \(told.state) since another time or for another "
                        + "reason than entry \(told.sequence) says")
            }
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT number, state FROM certificate
                WHERE state <> 'good' OR state_since IS NOT NULL OR state_reason IS NOT NULL
                ORDER BY sequence
                """)
        while let row = try rows.next() {
            let number: String = row["number"]
            let state: String = row["state"]
            // A restoring carries corrections over that were reinstated before.
            let isCarried = corrections.wereRestored && state == Standing.State.good.rawValue
            if standings[number] == nil, !isCarried {
                findings.add(
                    .record, nil,
                    "certificate \(number) is \(state), and no entry made it so")
            }
        }
    }

    private func checkErasures(_ db: Database, _ findings: inout AuditFindings) throws {
        var untold = erased
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT number, erased FROM certificate WHERE erased IS NOT NULL ORDER BY sequence"
        )
        while let row = try rows.next() {
            let number: String = row["number"]
            guard let told = untold.removeValue(forKey: number) else {
                findings.add(
                    .record, nil, "certificate \(number) is erased, and no entry made it so")
                continue
            }
            if let at = told.at, (row["erased"] as Int64?) != at.seconds {
                findings.add(
                    .record, told.sequence,
                    "certificate \(number) is erased since another time than entry "
                        + "\(told.sequence) says")
            }
        }
        let held = try String.fetchAll(
            db,
            sql: """
                SELECT number FROM certificate WHERE erased IS NOT NULL AND (name <> ''
                    OR locale IS NOT NULL OR state_reason IS NOT NULL OR length(credential) > 0
                    OR EXISTS (SELECT 1 FROM learner WHERE certificate = number))
                ORDER BY sequence
                """)
        for number in held {
            findings.add(
                .record, nil,
                "certificate \(number) is erased, and the record still holds data of its learner")
        }
        for number in untold.keys.sorted() {
            findings.add(
                .record, erased[number]?.sequence,
                "certificate \(number) was erased, and the record holds it still")
        }
    }

    private func checkCatalogue(_ db: Database, _ findings: inout AuditFindings) throws {
        var kept = JSONObject()
        let rows = try Row.fetchCursor(
            db, sql: "SELECT path, content FROM catalogue_file ORDER BY path")
        while let row = try rows.next() {
            kept[row["path"]] = .string(
                Digest.hexadecimal(Digest.sha256(SQLiteStore.bytes(row, "content"))))
        }
        let told = catalogue ?? JSONObject()
        if JSON.object(kept).canonicalBytes() != JSON.object(told).canonicalBytes() {
            findings.add(
                .record, nil, "the catalogue in force is not the one that was last applied")
        }
    }
}
