import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData
import StoreSQLite
import StoreSQL
import Testing
import Verification
@testable import Office
@testable import TestSupport

/// Somebody who can write the store's file changes one value, or swaps two, and nothing else.
@Suite("An editor of the store")
struct StoreEditorTests {
    /// One change of the store's file.
    private struct Edit {
        let table: String
        let column: String
        /// The rows that are changed, and what is written into them.
        let values: [(row: Int64, value: DatabaseValue)]

        var text: String {
            "\(table).\(column) "
                + values.map { "row \($0.row) = \($0.value)" }.joined(separator: ", ")
        }
    }

    /// The one change that no check can see, and why that wrongs nobody: what is left of the key of
    /// an erased row recognises the row when it is given again. What it is made of was erased.
    private func isUnseen(_ edit: Edit, _ test: TestInstallation) throws -> Bool {
        guard edit.table == "certificate", edit.column == "row_key" else { return false }
        let erased = try test.queue().read {
            try Int64.fetchAll($0, sql: "SELECT rowid FROM certificate WHERE erased IS NOT NULL")
        }
        return edit.values.allSatisfy { erased.contains($0.row) }
    }

    @Test(
        "No change of one value, nor a swap of two, makes valid what was not signed; each is found")
    func edits() async throws {
        try await TestInstallation.with { test in
            try await fill(test)
            let before = try await verdicts(test)
            #expect(Set(before.values.map(\.verdict)).count >= 3)
            #expect(try await findings(test).isEmpty)
            var generator = SeededGenerator(seed: 12)
            var counts = (done: 0, refused: 0)
            for table in ["certificate", "learner", "signing_key", "status_list"] {
                for edit in try edits(of: table, test, &generator) {
                    guard let undo = try apply(edit, test) else {
                        counts.refused += 1
                        continue
                    }
                    counts.done += 1
                    for (number, after) in try await verdicts(test) where after.verdict == .valid {
                        #expect(before[number]?.verdict == .valid, "\(edit.text)")
                        #expect(before[number]?.facts == after.facts, "\(edit.text)")
                    }
                    let found = try await findings(test)
                    #expect(try isUnseen(edit, test) || !found.isEmpty, "\(edit.text)")
                    try write(undo, test)
                }
            }
            #expect(counts.done > 300, "\(counts)")
            #expect(try await findings(test).isEmpty)
            #expect(try await verdicts(test) == before)
        }
    }

    // MARK: What there is to edit

    /// Two organisations, three keys, JSON and tokens; good, suspended, revoked, corrected and
    /// erased certificates.
    private func fill(_ test: TestInstallation) async throws {
        let issued = try await test.issue("Ada Obi", "Bo Ek", "Cy Ito", "Di Ma")
        try await test.change(issued[1].number, to: .suspended, reason: "under review")
        try await test.change(issued[2].number, to: .revoked, reason: "issued by mistake")
        _ = try await test.store.erase(
            [issued[3].number], reason: "asked for", TestInstallation.authorship)
        let key = try PrivateKey.generate(.p256)
        let signer = try await add(key, "ilo", test)
        try await issue("Eva Li", "ilo", signer, test)
        let later = try await add(try PrivateKey.generate(.ed25519), "ilo", test)
        try await issue("Fay Wu", "ilo", later, test)
        let tokens = try CredentialSigner(
            issuer: test.installation.did(of: slug("itu")), keyID: test.keyID, key: test.key,
            mechanism: .token(.openBadges))
        try await issue("Gus Roe", "itu", tokens, test)
        let row = try #require(try await test.store.row(of: issued[0].number))
        let correction = Correction([.name: "Ada Obi-Lund"])
        let (corrected, columns) = try correction.row(from: row) { _ in }
        _ = try await Reissuing(
            installation: test.installation,
            organisation: #require(test.contents.catalogue.organisation(slug("itu"))),
            programme: #require(test.contents.catalogue.programme(slug("ai-foundations"))),
            signer: test.signer()
        ).issue(
            corrected, correcting: #require(try await test.store.certificate(issued[0].number)),
            corrected: columns.map(\.name), reason: "corrected", store: test.store,
            TestInstallation.authorship)
    }

    private func add(
        _ key: PrivateKey, _ organisation: String, _ test: TestInstallation
    ) async throws -> CredentialSigner {
        let id = try #require(key.publicKey.multikey)
        try await test.store.add(
            SigningKey(
                id: id, organisation: try slug(organisation), publicKey: key.publicKey,
                created: TestInstallation.instant), TestInstallation.authorship)
        return try CredentialSigner(
            issuer: test.installation.did(of: slug(organisation)), keyID: id, key: key)
    }

    private func issue(
        _ name: String, _ organisation: String, _ signer: CredentialSigner, _ test: TestInstallation
    ) async throws {
        let issuer = try CertificateIssuer(
            installation: test.installation,
            organisation: #require(test.contents.catalogue.organisation(slug(organisation))),
            programme: test.contents.catalogue.programme(slug("ai-foundations")), signer: signer)
        let batch = Batch(
            id: "B-\(name)", programme: try slug("ai-foundations"),
            organisation: try slug(organisation), source: "cohort.csv",
            sourceDigest: String(repeating: "a", count: 64), key: signer.keyID,
            mechanism: signer.mechanism, settledBy: "INV-\(name)",
            planned: TestInstallation.instant)
        _ = try await test.store.issue(
            batch, [TestInstallation.request(name)], lists: issuer, TestInstallation.authorship
        ) { try issuer.certificate($0, of: batch) }
    }

    // MARK: What is made of it

    private struct Found: Equatable {
        let verdict: Verdict
        let facts: CertificateFacts?
    }

    /// What is found under each number that there is.
    private func verdicts(_ test: TestInstallation) async throws -> [String: Found] {
        let store = try SQLStore(path: test.home.storePath, access: .readOnly)
        let verification = CertificateVerification(store: store, installation: test.installation)
        var found: [String: Found] = [:]
        let numbers = try await test.queue().read {
            try String.fetchAll($0, sql: "SELECT number FROM certificate")
        }
        for text in numbers {
            guard let number = try? CertificateNumber(text) else { continue }
            // A value that cannot be read at all is an error, and no verdict.
            guard
                let finding = try? await verification.verify(number, at: TestInstallation.instant)
            else { continue }
            found[text] = Found(verdict: finding.report.verdict, facts: finding.facts)
            // Once more, from what is remembered.
            if case .answer(let again?) = verification.verifyAtOnce(
                number, at: TestInstallation.instant)
            {
                #expect(again.report.verdict == finding.report.verdict)
                #expect(again.facts == finding.facts)
            }
        }
        return found
    }

    /// What `certctl audit verify` and `certctl doctor --thorough` would list; a store that cannot
    /// be read is found as well.
    private func findings(_ test: TestInstallation) async throws -> [String] {
        let store = try SQLStore(path: test.home.storePath, access: .readOnly)
        var found: [String] = []
        do {
            found += try await store.checkAudit().findings.map(\.description)
            let record = try await RecordExamination(store: store, installation: test.installation)
                .report(at: TestInstallation.instant)
            found += record.findings.map(\.description)
            found += try await StatusListsExamination(store: store)
                .checks(at: TestInstallation.instant).filter { $0.result == .finding }.map(
                    \.detail.description)
        } catch {
            found.append("\(error)")
        }
        return found
    }

    // MARK: The edits

    private func edits(
        of table: String, _ test: TestInstallation, _ generator: inout SeededGenerator
    ) throws -> [Edit] {
        let columns = try test.queue().read { try $0.columns(in: table).map(\.name) }
        let rows = try test.queue().read {
            try Row.fetchAll($0, sql: "SELECT rowid AS place, * FROM \(table)")
        }
        var edits: [Edit] = []
        for column in columns {
            for row in rows {
                let old: DatabaseValue = row[column]
                let place: Int64 = row["place"]
                let others = rows.map { $0[column] as DatabaseValue }.filter { $0 != old }
                var values = Self.crafted(table, column, old)
                if let other = others.randomElement(using: &generator) { values.append(other) }
                for value in values where value != old {
                    edits.append(Edit(table: table, column: column, values: [(place, value)]))
                }
            }
            for (first, second) in zip(rows, rows.dropFirst()) {
                let (one, other): (DatabaseValue, DatabaseValue) = (first[column], second[column])
                guard one != other else { continue }
                edits.append(
                    Edit(
                        table: table, column: column,
                        values: [(first["place"], other), (second["place"], one)]))
            }
        }
        return edits
    }

    /// Values that one might write in the place of another.
    private static func crafted(
        _ table: String, _ column: String, _ old: DatabaseValue
    ) -> [DatabaseValue] {
        let texts: [String: [String]] = [
            "certificate.name": ["Eve Obi"], "certificate.organisation": ["itu", "ilo"],
            "certificate.programme": ["generative-ai"], "certificate.completed_on": ["2026-05-29"],
            "certificate.delivery": ["webinar"], "certificate.locale": ["fr"],
            "certificate.state": ["good", "suspended", "revoked"],
            "certificate.state_reason": ["another reason"],
            "signing_key.organisation": ["itu", "ilo"], "status_list.organisation": ["itu", "ilo"],
            "learner.country": ["NG"], "learner.email": ["eve@learners.example"],
        ]
        if let texts = texts["\(table).\(column)"] { return texts.map(\.databaseValue) }
        switch old.storage {
        // What the office keeps of a learner may be put where there was none.
        case .null where table == "learner": return ["x".databaseValue]
        case .null:
            return column == "valid_until" || column == "erased" || column == "retired"
                ? [(TestInstallation.instant.seconds + 86_400).databaseValue] : []
        case .int64(let number): return [(number + 1).databaseValue]
        case .string(let text): return [(text + "x").databaseValue]
        case .blob(let bytes):
            var changed = bytes
            if !changed.isEmpty { changed[changed.startIndex + changed.count / 2] ^= 1 }
            return [changed.databaseValue, Data().databaseValue]
        case .double: return []
        }
    }

    /// Makes a change as an intruder does, past all triggers and references.
    ///
    /// - Returns: What undoes it; nil where the table itself refuses it.
    private func apply(_ edit: Edit, _ test: TestInstallation) throws -> Edit? {
        let old = try test.queue().read { db in
            try edit.values.map { change in
                let row = try #require(
                    try Row.fetchOne(
                        db, sql: "SELECT \(edit.column) FROM \(edit.table) WHERE rowid = ?",
                        arguments: [change.row]))
                return (row: change.row, value: row[0] as DatabaseValue)
            }
        }
        do {
            try write(edit, test)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            return nil
        }
        return Edit(table: edit.table, column: edit.column, values: old)
    }

    private func write(_ edit: Edit, _ test: TestInstallation) throws {
        try test.queue().write { db in
            let update = "UPDATE \(edit.table) SET \(edit.column) = ? WHERE rowid = ?"
            if edit.values.count > 1, let first = edit.values.first {
                // Two rows of a unique column swap by way of a third value.
                let between: DatabaseValue =
                    switch first.value.storage {
                    case .int64: (-7).databaseValue
                    case .blob: Data([7]).databaseValue
                    default: "good".databaseValue
                    }
                try? db.execute(sql: update, arguments: [between, first.row])
                for change in edit.values.reversed() {
                    try db.execute(sql: update, arguments: [change.value, change.row])
                }
                return
            }
            for change in edit.values {
                try db.execute(sql: update, arguments: [change.value, change.row])
            }
        }
    }
}

extension TestInstallation {
    /// The store's file as an intruder opens it, heedless of references.
    fileprivate func queue() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        return try DatabaseQueue(path: home.storePath, configuration: configuration)
    }
}
