import Credentials
import GRDB
import LinkedData

/// Holds the record against what the audit tells of it, as far as the audit goes: which
/// certificates were issued in which batch, where each stands, the keys, the catalogue.
///
/// Its memory grows with the batches and with the certificates whose standing ever changed, not
/// with the entries nor with the certificates that were issued.
struct AuditRecordCheck {
    private struct Told {
        var size: Int?
        var issued = 0
    }

    private var batches: [String: Told] = [:]
    private var standings: [String: (state: String, sequence: Int64)] = [:]
    private var erased: [String: Int64] = [:]
    private var keys: [String: String] = [:]
    private var documentCertificates: Set<String> = []
    private var catalogue: JSONObject?

    /// Takes an entry into account.
    mutating func take(
        _ entry: AuditEntry, in db: Database, _ findings: inout AuditFindings
    ) throws {
        switch AuditEvent.Action(rawValue: entry.action) {
        case .planBatch:
            batches[entry.subject, default: Told()].size = Self.whole(entry.details["size"])
        case .issue:
            try takeIssued(entry.numbers, batch: entry.subject, entry.sequence, in: db, &findings)
        case .revoke: takeStanding(entry.numbers, .revoked, entry.sequence, &findings)
        case .suspend: takeStanding(entry.numbers, .suspended, entry.sequence, &findings)
        case .reinstate: takeStanding(entry.numbers, .good, entry.sequence, &findings)
        case .reissue: try takeReissued(entry, in: db, &findings)
        case .erase: for number in entry.numbers { erased[number] = entry.sequence }
        case .addKey: keys[entry.subject] = entry.details["organisation"]?.stringValue ?? ""
        case .addDocumentCertificate: documentCertificates.insert(entry.subject)
        case .applyCatalogue, .applyTiers, .applyReference:
            catalogue = entry.details["sha256"]?.objectValue
        case .quote: try Self.takeQuote(entry, in: db, &findings)
        case .restore:
            try takeRestored(entry, in: db, &findings)
        case .initialise, .abandonBatch, .pruneQuotes: break
        case .openOrders, .priceOrder, .cancelOrder, .refundOrder, .requestWaiver, .approveWaiver,
            .createPool, .fundPool, .withdrawPool, .sponsorOrders, .captureOrders, .createVouchers,
            .redeemVoucher, .missVoucher, .revokeVouchers, .takePayments, .assignPayment,
            .createLinks,
            .revokeLinks, .mailLinks:
            break
        case nil:
            findings.add(
                .record, entry.sequence,
                "entry \(entry.sequence) tells of \(entry.action), which no version so far does")
        }
    }

    private mutating func takeRestored(
        _ entry: AuditEntry, in db: Database, _ findings: inout AuditFindings
    ) throws {
        let carried = entry.details["carriedOver"]
        for member in carried?["certificates"]?.objectValue?.members ?? [] {
            let numbers = member.value.arrayValue?.compactMap(\.stringValue) ?? []
            try takeIssued(numbers, batch: member.name, entry.sequence, in: db, &findings)
        }
        for state in Standing.State.allCases {
            let numbers = carried?[state.rawValue]?.arrayValue?.compactMap(\.stringValue) ?? []
            takeStanding(numbers, state, entry.sequence, &findings)
        }
        for number in carried?["erased"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
            erased[number] = entry.sequence
        }
        for member in carried?["keys"]?.objectValue?.members ?? [] {
            keys[member.name] = member.value.stringValue ?? ""
        }
    }

    /// A correction belongs to the batch of what it corrects, which it revokes.
    private mutating func takeReissued(
        _ entry: AuditEntry, in db: Database, _ findings: inout AuditFindings
    ) throws {
        takeStanding([entry.subject], .revoked, entry.sequence, &findings)
        let batch = try String.fetchOne(
            db, sql: "SELECT batch FROM certificate WHERE number = ?", arguments: [entry.subject])
        let new = entry.details["number"]?.stringValue
        guard let batch, let new else { return }
        try takeIssued([new], batch: batch, entry.sequence, in: db, &findings)
    }

    private mutating func takeIssued(
        _ numbers: [String], batch: String, _ sequence: Int64, in db: Database,
        _ findings: inout AuditFindings
    ) throws {
        batches[batch, default: Told()].issued += numbers.count
        let find = try db.cachedStatement(sql: "SELECT batch FROM certificate WHERE number = ?")
        for number in numbers {
            let kept = try String.fetchOne(find, arguments: [number])
            guard kept != batch else { continue }
            findings.add(
                .record, sequence,
                kept.map {
                    "certificate \(number) was issued in batch \(batch) (entry \(sequence)) and "
                        + "is kept under \($0)"
                }
                    ?? "certificate \(number), issued in batch \(batch) (entry \(sequence)), is gone "
                    + "from the record")
        }
    }

    private mutating func takeStanding(
        _ numbers: [String], _ state: Standing.State, _ sequence: Int64,
        _ findings: inout AuditFindings
    ) {
        let revoked = Standing.State.revoked.rawValue
        for number in numbers {
            if let before = standings[number], before.state == revoked, state != .revoked {
                findings.add(
                    .record, sequence,
                    "entry \(sequence) makes \(number) \(state.rawValue), which entry "
                        + "\(before.sequence) had revoked for good")
            }
            standings[number] = (state.rawValue, sequence)
        }
    }

    /// Compares what was told with what there is.
    func finish(in db: Database, _ findings: inout AuditFindings) throws {
        try checkBatches(db, &findings)
        try checkStandings(db, &findings)
        try checkErasures(db, &findings)
        try checkKeys(db, &findings)
        try Self.checkDocumentCertificates(told: documentCertificates, db, &findings)
        try checkCatalogue(db, &findings)
    }

    private func checkBatches(_ db: Database, _ findings: inout AuditFindings) throws {
        var missing = Set(batches.keys)
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, size, (SELECT count(*) FROM certificate WHERE batch = batch.id) AS held
                FROM batch ORDER BY rowid
                """)
        while let row = try rows.next() {
            let id: String = row["id"]
            missing.remove(id)
            guard let told = batches[id] else {
                let held: Int = row["held"]
                if held > 0 {
                    findings.add(
                        .record, nil,
                        "batch \(id) holds \(Count(held, "certificate")), and no entry tells of it")
                }
                continue
            }
            if let size = told.size, size != row["size"] {
                findings.add(
                    .record, nil,
                    "batch \(id) was planned with \(Count(size, "certificate")) and says "
                        + "\(row["size"] as Int)")
            }
            if told.issued != row["held"] {
                findings.add(
                    .record, nil,
                    "batch \(id) holds \(row["held"] as Int) certificates, and the audit tells of "
                        + "\(told.issued)")
                try nameUntold(of: id, db, &findings)
            }
        }
        for id in missing.sorted() {
            findings.add(.record, nil, "batch \(id), which the audit tells of, is gone")
        }
    }

    /// Names the certificates of a batch that no entry issued.
    private func nameUntold(
        of batch: String, _ db: Database, _ findings: inout AuditFindings
    ) throws {
        var told: Set<String> = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT * FROM audit WHERE (action = 'issue' AND subject = ?)
                    OR action IN ('restore', 'reissue')
                """, arguments: [batch])
        while let row = try rows.next() {
            let entry = try AuditChain.entry(row).entry
            let carried = entry.details["carriedOver"]?["certificates"]?.objectValue?[batch]
            told.formUnion(entry.numbers)
            if let corrected = entry.details["number"]?.stringValue { told.insert(corrected) }
            told.formUnion(carried?.arrayValue?.compactMap(\.stringValue) ?? [])
        }
        let numbers = try String.fetchCursor(
            db, sql: "SELECT number FROM certificate WHERE batch = ? ORDER BY sequence",
            arguments: [batch])
        while let number = try numbers.next() {
            if !told.contains(number) {
                findings.add(
                    .record, nil, "certificate \(number) of batch \(batch) was issued by no entry")
            }
        }
    }

    private func checkStandings(_ db: Database, _ findings: inout AuditFindings) throws {
        let find = try db.cachedStatement(sql: "SELECT state FROM certificate WHERE number = ?")
        for (number, told) in standings.sorted(by: { $0.value.sequence < $1.value.sequence }) {
            let kept = try String.fetchOne(find, arguments: [number])
            if kept != told.state {
                findings.add(
                    .record, told.sequence,
                    "certificate \(number) is \(told.state) by entry \(told.sequence) and "
                        + "\(kept ?? "gone") in the record")
            }
        }
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT number, state FROM certificate WHERE state <> 'good' ORDER BY sequence")
        while let row = try rows.next() {
            let number: String = row["number"]
            if standings[number] == nil {
                findings.add(
                    .record, nil,
                    "certificate \(number) is \(row["state"] as String), and no entry made it so")
            }
        }
    }

    private func checkErasures(_ db: Database, _ findings: inout AuditFindings) throws {
        var untold = Set(erased.keys)
        let rows = try String.fetchCursor(
            db, sql: "SELECT number FROM certificate WHERE erased IS NOT NULL ORDER BY sequence")
        while let number = try rows.next() {
            if untold.remove(number) == nil {
                findings.add(
                    .record, nil, "certificate \(number) is erased, and no entry made it so")
            }
        }
        for number in untold.sorted() {
            findings.add(
                .record, erased[number],
                "certificate \(number) was erased, and the record holds it still")
        }
    }

    private func checkKeys(_ db: Database, _ findings: inout AuditFindings) throws {
        var missing = keys
        for row in try Row.fetchAll(db, sql: "SELECT id, organisation FROM signing_key") {
            let id: String = row["id"]
            if missing.removeValue(forKey: id) != row["organisation"] {
                findings.add(
                    .record, nil,
                    "the key \(id) of \(row["organisation"] as String) was added by no entry")
            }
        }
        for id in missing.keys.sorted() {
            findings.add(.record, nil, "the key \(id), which the audit tells of, is gone")
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

    private static func whole(_ json: JSON?) -> Int? {
        json?.numberValue.flatMap { Int(exactly: $0) }
    }
}
