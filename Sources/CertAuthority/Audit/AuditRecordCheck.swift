import Credentials
import LinkedData

/// Holds the record against what the audit tells of it, as far as the audit goes: which
/// certificates were issued in which batch, where each stands, the keys, the catalogue.
///
/// Its memory grows with the batches and with the certificates whose standing ever changed, not
/// with the entries nor with the certificates that were issued.
package struct AuditRecordCheck<Rows: AuditedRows> {
    let rows: Rows
    private var batches = ToldBatches()
    private var standings: [String: ToldStanding] = [:]
    private var erased: [String: (sequence: Int64, at: Timestamp?)] = [:]
    private var keys = ToldKeys()
    private(set) var corrections = ToldCorrections()
    /// The place in the order of issue of the last certificate that was told of.
    private var lastIssued: Int64 = 0
    private(set) var documentCertificates: Set<String> = []
    private(set) var catalogue: JSONObject?

    /// Holds nothing against the rows yet.
    package init(_ rows: Rows) { self.rows = rows }

    /// Takes an entry into account.
    package mutating func take(
        _ entry: AuditEntry, _ findings: inout AuditFindings
    ) throws {
        switch AuditEvent.Action(rawValue: entry.action) {
        case .planBatch, .abandonBatch: batches.take(entry)
        case .issue:
            batches.take(entry)
            let bindings = entry.details["bindings"]?.arrayValue?.map(\.stringValue) ?? []
            try takeIssued(
                entry.numbers, batch: entry.subject, entry.sequence, &findings
            ) { bindings.indices.contains($0) ? bindings[$0] : nil }
        case .revoke: takeStanding(entry.numbers, .revoked, entry, &findings)
        case .suspend: takeStanding(entry.numbers, .suspended, entry, &findings)
        case .reinstate: takeStanding(entry.numbers, .good, entry, &findings)
        case .reissue: try takeReissued(entry, &findings)
        case .erase:
            for number in entry.numbers { erased[number] = (entry.sequence, entry.began) }
            batches.take(entry)
        case .addKey: keys.take(entry)
        case .addDocumentCertificate: documentCertificates.insert(entry.subject)
        case .applyCatalogue, .applyTiers, .applyReference:
            catalogue = entry.details["sha256"]?.objectValue
        case .quote: try takeQuote(entry, &findings)
        case .restore:
            try takeRestored(entry, &findings)
        case .initialise, .pruneQuotes: break
        case .openOrders, .priceOrder, .cancelOrder, .refundOrder, .requestWaiver, .approveWaiver,
            .createPool, .fundPool, .withdrawPool, .sponsorOrders, .captureOrders, .createVouchers,
            .redeemVoucher, .missVoucher, .revokeVouchers, .takePayments, .assignPayment,
            .createLinks,
            .revokeLinks, .mailLinks, .mailReminders, .renew, .closeReturn, .issueReceipt:
            break
        case nil:
            findings.add(
                .record, entry.sequence,
                "entry \(entry.sequence) has the action \(entry.action), which no version so far has"
            )
        }
    }

    private mutating func takeRestored(
        _ entry: AuditEntry, _ findings: inout AuditFindings
    ) throws {
        let carried = entry.details["carriedOver"]
        for member in carried?["certificates"]?.objectValue?.members ?? [] {
            let numbers = member.value.arrayValue?.compactMap(\.stringValue) ?? []
            // Each batch is in its order; they were carried over among each other.
            lastIssued = 0
            try takeIssued(
                numbers, batch: member.name, entry.sequence, &findings
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
        _ entry: AuditEntry, _ findings: inout AuditFindings
    ) throws {
        takeStanding([entry.subject], .revoked, entry, &findings)
        let batch = try rows.certificate(entry.subject)?.batch
        let new = entry.details["number"]?.stringValue
        guard let batch, let new else { return }
        corrections.correctedBy[new] = entry.subject
        try takeIssued(
            [new], batch: batch, entry.sequence, &findings
        ) { _ in entry.details["binding"]?.stringValue }
    }

    /// - Parameter binding: What binds the certificate at that place of the numbers; nil where the
    ///   entry was written by a version that bound none.
    private mutating func takeIssued(
        _ numbers: [String], batch: String, _ sequence: Int64,
        _ findings: inout AuditFindings, binding: (Int) -> String?
    ) throws {
        batches.wereIssued(numbers.count, in: batch)
        for (place, number) in numbers.enumerated() {
            guard let kept = try rows.certificate(number) else {
                findings.add(
                    .record, sequence,
                    "certificate \(number), issued in batch \(batch) (entry \(sequence)), is gone "
                        + "from the record")
                continue
            }
            if !kept.batch.isExactly(batch) {
                findings.add(
                    .record, sequence,
                    "certificate \(number) was issued in batch \(batch) (entry \(sequence)) and "
                        + "is kept under \(kept.batch)")
            }
            if kept.sequence <= lastIssued {
                findings.add(
                    .record, sequence,
                    "certificate \(number) (entry \(sequence)) is kept in another order than it "
                        + "was issued in")
            }
            lastIssued = kept.sequence
            guard let told = binding(place) else {
                findings.unbound += 1
                continue
            }
            if kept.binding?.isExactly(told) != true {
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
    package func finish(_ findings: inout AuditFindings) throws {
        try batches.check(rows, &findings)
        try checkStandings(&findings)
        try checkErasures(&findings)
        try corrections.check(rows, &findings)
        try keys.check(rows, &findings)
        try checkDocumentCertificates(&findings)
        try checkCatalogue(&findings)
        try checkCounting(&findings)
        try checkSettlement(&findings)
    }

    private func checkStandings(_ findings: inout AuditFindings) throws {
        for (number, told) in standings.sorted(by: { $0.value.sequence < $1.value.sequence }) {
            let kept = try rows.standing(of: number)
            if kept?.state != told.state {
                findings.add(
                    .record, told.sequence,
                    "certificate \(number) is \(told.state) by entry \(told.sequence) and "
                        + "\(kept?.state ?? "gone") in the record")
            } else if let kept, !told.agrees(with: kept) {
                findings.add(
                    .record, told.sequence,
                    "certificate \(number) is \(told.state) since another time or for another "
                        + "reason than entry \(told.sequence) says")
            }
        }
        try rows.forEachChangedStanding { number, kept in
            // A restoring carries corrections over that were reinstated before.
            let isCarried =
                corrections.wereRestored && kept.state == Standing.State.good.rawValue
            if standings[number] == nil, !isCarried {
                findings.add(
                    .record, nil,
                    "certificate \(number) is \(kept.state), and no entry made it so")
            }
        }
    }

    private func checkErasures(_ findings: inout AuditFindings) throws {
        var untold = erased
        var held: [String] = []
        try rows.forEachErased { kept in
            if kept.holdsData { held.append(kept.number) }
            guard let told = untold.removeValue(forKey: kept.number) else {
                return findings.add(
                    .record, nil,
                    "certificate \(kept.number) is erased, and no entry made it so")
            }
            if let at = told.at, kept.at?.seconds != at.seconds {
                findings.add(
                    .record, told.sequence,
                    "certificate \(kept.number) is erased since another time than entry "
                        + "\(told.sequence) says")
            }
        }
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
}
