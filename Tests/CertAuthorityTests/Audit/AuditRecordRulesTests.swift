import Credentials
import LinkedData
import Testing
@testable import CertAuthority
@testable import TestSupport

@Suite("What the record and the audit have to say of each other, whatever holds them")
struct AuditRecordRulesTests {
    /// A record in memory, as an engine would tell it.
    private struct Rows: AuditedRows {
        static let at = Timestamp(seconds: 1_780_272_000)

        var entries: [AuditEntry] = []
        var certificates: [String: AuditedCertificate] = [:]
        var standings: [(String, AuditedStanding)] = []
        var erasures: [AuditedErasure] = []
        var corrections: [(String, String, String?)] = []
        var corrected: [(String, String?)] = []
        var count: (count: Int64, first: Int64, last: Int64)?
        var unsettled: [String] = []
        var batches: [AuditedBatch] = []
        var kept: [AuditedKey] = []
        var fingerprints: Set<String> = []
        var quotes: [String: AuditedQuote] = [:]
        var files = JSONObject()

        mutating func tell(
            _ action: AuditEvent.Action, _ subject: String, _ details: JSON = [:]
        ) {
            let event = AuditEvent(
                sequence: Int64(entries.count + 1), at: Self.at, actor: "office", action: action,
                subject: subject, details: details,
                previous: entries.last?.digest ?? AuditEvent.origin)
            entries.append(
                AuditEntry(
                    sequence: event.sequence, at: event.at, actor: event.actor,
                    action: action.rawValue, subject: subject, details: details,
                    previous: event.previous, digest: event.digest))
        }

        func forEachEntry(from sequence: Int64, _ body: (AuditEntry, Bool) throws -> Void) throws {
            for entry in entries where entry.sequence >= sequence { try body(entry, true) }
        }
        func plans(of batch: String) -> [AuditEntry] {
            entries.filter { $0.action == "plan-batch" && $0.subject == batch }
        }
        func forEachIssue(of batch: String, _ body: (AuditEntry) throws -> Void) throws {
            for entry in entries
            where ["issue", "reissue", "restore"].contains(entry.action) { try body(entry) }
        }
        func certificate(_ number: String) -> AuditedCertificate? { certificates[number] }
        func standing(of number: String) -> AuditedStanding? {
            standings.first { $0.0 == number }?.1
                ?? certificates[number].map { _ in
                    AuditedStanding(state: "good", since: nil, reason: nil, isErased: false)
                }
        }
        func forEachChangedStanding(_ body: (String, AuditedStanding) throws -> Void) throws {
            for (number, standing) in standings { try body(number, standing) }
        }
        func forEachErased(_ body: (AuditedErasure) throws -> Void) throws {
            for erasure in erasures { try body(erasure) }
        }
        func forEachCorrection(_ body: (String, String, String?) throws -> Void) throws {
            for (number, corrects, by) in corrections { try body(number, corrects, by) }
        }
        func forEachCorrected(_ body: (String, String?) throws -> Void) throws {
            for (number, corrects) in corrected { try body(number, corrects) }
        }
        func counting() -> (count: Int64, first: Int64, last: Int64)? { count }
        func forEachUnsettled(areOrdersWhole: Bool, _ body: (String) throws -> Void) throws {
            for number in unsettled { try body(number) }
        }
        func forEachNumber(of batch: String, _ body: (String) throws -> Void) throws {
            for (number, kept) in certificates.sorted(by: { $0.value.sequence < $1.value.sequence })
            where kept.batch == batch { try body(number) }
        }
        func forEachBatch(_ body: (AuditedBatch) throws -> Void) throws {
            for batch in batches { try body(batch) }
        }
        func size(of batch: String) -> Int? { batches.first { $0.id == batch }?.record?.size }
        func forEachPlanned(
            of batch: String, _ body: (Int, PlannedCertificate?) throws -> Void
        ) throws {}
        func keys() -> [AuditedKey] { kept }
        func documentCertificates() -> Set<String> { fingerprints }
        func quote(_ id: String) -> AuditedQuote? { quotes[id] }
        func catalogue() -> JSONObject { files }
    }

    /// Three certificates of one batch: the first was erased, the second corrected by the third.
    private func record() throws -> Rows {
        var rows = Rows()
        rows.tell(.addKey, "z6MkKey", ["organisation": "itu"])
        rows.tell(.addDocumentCertificate, "ab12")
        rows.tell(.applyCatalogue, "catalogue", ["sha256": ["fees.yaml": "cd34"]])
        rows.tell(
            .quote, "Q-1",
            [
                "programme": "ai", "heldUntil": "2026-07-31",
                "amount": ["minorUnits": "3000", "currency": "USD"],
            ])
        rows.tell(.planBatch, "run")
        rows.tell(.issue, "run", ["numbers": ["N1", "N2"], "bindings": ["B1", "B2"]])
        rows.tell(.erase, "N1", ["numbers": ["N1"], "reason": "asked"])
        rows.tell(.reissue, "N2", ["number": "N3", "binding": "B3", "reason": "a wrong name"])
        for (place, number) in ["N1", "N2", "N3"].enumerated() {
            rows.certificates[number] = AuditedCertificate(
                batch: "run", sequence: Int64(place + 1), binding: "B\(place + 1)")
        }
        rows.standings = [
            (
                "N2",
                AuditedStanding(
                    state: "revoked", since: Rows.at, reason: "a wrong name", isErased: false)
            )
        ]
        rows.erasures = [
            AuditedErasure(
                number: "N1", at: Rows.at, name: "", documentLength: 0, hasMore: false)
        ]
        rows.corrections = [("N3", "N2", "N3")]
        rows.corrected = [("N2", "N2")]
        rows.count = (3, 1, 3)
        let batch = Batch(
            id: "run", programme: try slug("ai"), organisation: try slug("itu"),
            source: "cohort.csv", sourceDigest: "aa", key: "z6MkKey",
            mechanism: .dataIntegrity(.eddsaRDFC2022), settledBy: nil, planned: Rows.at)
        rows.batches = [
            AuditedBatch(
                id: "run",
                record: BatchRecord(batch: batch, state: .finished, size: 2, remaining: 0), held: 3,
                remaining: 0)
        ]
        rows.kept = [
            AuditedKey(id: "z6MkKey", organisation: "itu", created: Rows.at, retired: nil)
        ]
        rows.fingerprints = ["ab12"]
        rows.quotes = [
            "Q-1": AuditedQuote(
                minorUnits: 3_000, currency: "USD", programme: "ai", heldUntil: "2026-07-31")
        ]
        rows.files["fees.yaml"] = "cd34"
        return rows
    }

    private func findings(_ change: (inout Rows) -> Void = { _ in }) throws -> [String] {
        var rows = try record()
        change(&rows)
        let report = try AuditRecordCheck.report(on: rows, heads: [])
        #expect(report.findings.allSatisfy { $0.kind == .record })
        return report.findings.map(\.description)
    }

    @Test("A record that is as the audit tells of it has no finding")
    func sound() throws { #expect(try findings() == []) }

    @Test("What is kept of certificates otherwise than it was issued is found")
    func certificates() throws {
        func changed(_ number: String, _ kept: AuditedCertificate?) throws -> [String] {
            try findings { $0.certificates[number] = kept }
        }
        let altered = AuditedCertificate(batch: "run", sequence: 2, binding: "B9")
        #expect(
            try changed("N2", altered) == [
                "certificate N2 is not kept as it was issued (entry 6): its document or the row "
                    + "beside it was changed"
            ])
        let moved = AuditedCertificate(batch: "other", sequence: 1, binding: "B1")
        #expect(
            try changed("N1", moved).first
                == "certificate N1 was issued in batch run (entry 6) and is kept under other")
        let late = AuditedCertificate(batch: "run", sequence: 9, binding: "B1")
        #expect(
            try changed("N1", late).first
                == "certificate N2 (entry 6) is kept in another order than it was issued in")
        #expect(
            try changed("N3", nil).first
                == "certificate N3, issued in batch run (entry 8), is gone from the record")
        #expect(try findings { $0.count = (4, 1, 4) }.isEmpty)
        #expect(try findings { $0.count = (3, 1, 4) }.count == 1)
    }

    @Test("What stands, was erased or corrected otherwise than an entry says is found")
    func histories() throws {
        let good = AuditedStanding(state: "good", since: nil, reason: nil, isErased: false)
        #expect(
            try findings { $0.standings = [("N2", good)] }
                == ["certificate N2 is revoked by entry 8 and good in the record"])
        let other = AuditedStanding(
            state: "revoked", since: Rows.at, reason: "another", isErased: false)
        #expect(try findings { $0.standings = [("N2", other)] }.count == 1)
        #expect(
            try findings { $0.standings.append(("N3", other)) }
                == ["certificate N3 is revoked, and no entry made it so"])
        #expect(
            try findings { $0.erasures = [] }
                == ["certificate N1 was erased, and the record holds it still"])
        let named = AuditedErasure(
            number: "N1", at: Rows.at, name: "Ada Obi", documentLength: 0, hasMore: false)
        #expect(
            try findings { $0.erasures = [named] }
                == ["certificate N1 is erased, and the record still holds data of its learner"])
        #expect(
            try findings { $0.corrections = [] }
                == ["certificate N3 was issued to correct N2, and is not kept as that"])
        #expect(
            try findings { $0.corrected = [("N2", nil)] }
                == ["certificate N2 is kept as corrected by one that does not correct it"])
    }

    @Test("Batches, keys, quotes, document certificates and the catalogue are held to it too")
    func others() throws {
        #expect(
            try findings { $0.batches = [] } == ["batch run, which is in the audit, is missing"])
        let more = AuditedBatch(id: "own", record: nil, held: 1, remaining: 0)
        #expect(
            try findings { $0.batches.append(more) }
                == ["batch own holds 1 certificate, and has no audit entry"])
        #expect(
            try findings {
                $0.certificates["N4"] = AuditedCertificate(
                    batch: "run", sequence: 4, binding: "B4")
                $0.batches = [
                    AuditedBatch(
                        id: "run", record: $0.batches[0].record, held: 4, remaining: 0)
                ]
            } == [
                "batch run holds 4 certificates, and the audit has 3",
                "certificate N4 of batch run was issued by no entry",
            ])
        #expect(
            try findings { $0.kept = [] } == ["the key z6MkKey, which is in the audit, is missing"])
        #expect(try findings { $0.fingerprints = [] }.count == 1)
        let dearer = AuditedQuote(
            minorUnits: 9_000, currency: "USD", programme: "ai", heldUntil: "2026-07-31")
        #expect(
            try findings { $0.quotes["Q-1"] = dearer }
                == ["quote Q-1 differs from entry 4"])
        #expect(try findings { $0.files["fees.yaml"] = "other" }.count == 1)
        #expect(try findings { $0.unsettled = ["N3"] }.count == 1)
    }
}
