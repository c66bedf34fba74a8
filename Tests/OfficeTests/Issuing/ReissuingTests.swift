import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite
import StoreSQL
import Testing
import Verification
@testable import TestSupport

@Suite("Correcting a certificate")
struct ReissuingTests {
    @Test("The corrected certificate is valid under its own address; the old one is superseded")
    func verdicts() async throws {
        try await TestInstallation.with { test in
            let old = try #require(try await test.issue("Zoe").first)
            let new = try await test.correct(old, name: "Zoë")
            let newest = try await test.correct(new, name: "Zoë Ruiz")
            let credential = try JSON.parse(newest.credential)
            #expect(
                credential["id"]?.stringValue
                    == test.installation.verificationURL(newest.number))
            func finding(_ certificate: Certificate) async throws
                -> CertificateVerification<SQLStore>.Finding
            {
                try #require(
                    try await test.verification.verify(
                        certificate.number, at: TestInstallation.instant.adding(seconds: 60)))
            }
            #expect(try await finding(newest).report.verdict == .valid)
            #expect(try await finding(newest).newest == nil)
            let first = try await finding(old)
            #expect(first.report.verdict == .notCurrentlyValid && first.report.isGenuine)
            #expect(first.newest == newest.number)
            let detail = try #require(first.report.check(.status)?.detail)
            #expect(
                detail.contains("superseded it on 2026-06-01")
                    && detail.contains("the new one is \(new.number)")
                    && detail.contains("the newest is \(newest.number): a slip"))
            let second = try #require(try await finding(new).report.check(.status)?.detail)
            #expect(second.contains("the new one is \(newest.number): a slip"))
            #expect(!second.contains("the newest"))
        }
    }

    @Test("Of an erased certificate nothing can be told, neither good nor bad")
    func erased() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            try await test.change(issued[1].number, to: .revoked)
            _ = try await test.store.erase(
                issued.map(\.number), reason: "asked", TestInstallation.authorship)
            for (certificate, checks) in zip(issued, [["record"], ["record", "status"]]) {
                let found = try #require(
                    try await test.verification.verify(
                        certificate.number, at: TestInstallation.instant))
                #expect(found.report.verdict == .cannotTell)
                #expect(!found.report.isGenuine && found.report.credential == nil)
                #expect(found.report.checks.map(\.name.rawValue) == checks)
                #expect(found.report.check(.record)?.detail.contains("erased") == true)
            }
            // A copy elsewhere verifies by its proof and the list, as before.
            let copy = await test.verification.verify(
                issued[0].credential, at: TestInstallation.instant)
            #expect(copy.verdict == .valid)
        }
    }

    @Test("A corrected cohort given again is issued already; the uncorrected one is told of it")
    func cohortAgain() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let wrong = try TestInstallation.request("O'Neil").row
            let issued = try await desk.issue(desk.plan([wrong])).flatMap { $0 }
            let old = try #require(issued.first).certificate
            let right = wrong.named("O'Neill")
            let offered = try await faults(desk, [right])
            #expect(offered.first?.advice.remedies == [.correctName(old.number, "O'Neill")])
            let new = try await test.correct(old, name: "O'Neill")
            let again = try await desk.sort([right])
            #expect(again.fresh.isEmpty && again.repeated == [right])
            let told = try #require(try await faults(desk, [wrong]).first)
            #expect(told.remedy.contains("\(new.number) corrected \(old.number)"))
            #expect(told.advice.remedies.isEmpty)
            // Yet another name is a correction of the newest.
            let third = try #require(try await faults(desk, [wrong.named("O'Neal")]).first)
            #expect(third.advice.remedies == [.correctName(new.number, "O'Neal")])
            try await test.change(new.number, to: .revoked)
            let revoked = try #require(try await faults(desk, [wrong.named("O'Neal")]).first)
            #expect(revoked.remedy.contains("is revoked") && revoked.advice.remedies.isEmpty)
        }
    }

    @Test("A row whose day was corrected, and one whose certificate was erased, are never fresh")
    func notFresh() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let rows = try Desk.rows(2)
            let issued = try await desk.issue(desk.plan(rows)).flatMap { $0 }.map(\.certificate)
            let new = try await test.correct(issued[0], completedOn: "2026-05-29")
            _ = try await test.store.erase(
                [issued[1].number], reason: "asked", TestInstallation.authorship)
            let faults = try await faults(desk, rows)
            #expect(faults.count == 2)
            #expect(faults.contains { $0.reason.contains("the new one is \(new.number)") })
            #expect(faults.contains { $0.reason.contains("was erased on 2026-06-01") })
            #expect(try await test.store.row(of: new.number)?.completedOn == date("2026-05-29"))
        }
    }

    private func faults(_ desk: Desk, _ rows: [CohortRow]) async throws -> [SourceFault] {
        do {
            _ = try await desk.sort(rows)
            return []
        } catch let faults as SourceFaults {
            return faults.faults
        }
    }

    @Test("A correction keeps what it does not name, and says which columns differ")
    func columns() throws {
        let old = try TestInstallation.request("Ada \"Obi\", of Nairobi").row
        var given: [[UInt8]] = []
        let (row, corrected) = try Correction([
            .name: "Ada Obi", .email: "", .locale: "pt-BR",
        ])
        .row(from: old) { given.append($0) }
        #expect(corrected == [.name, .email, .locale])
        #expect(row.name == "Ada Obi" && row.email == nil && row.locale?.text == "pt-BR")
        #expect(row.learnerReference == old.learnerReference && row.country == old.country)
        #expect(row.completedOn == old.completedOn && row.groups == old.groups)
        let document = CSVDocument(try #require(given.first))
        #expect(document.faults.isEmpty && document.columns == CohortColumn.names)
        #expect(document.records.first?.fields[1] == "Ada Obi")
        // Another spelling that people take for the same is a correction too.
        #expect(
            try Correction([.name: "Zoe\u{308}"]).row(
                from: TestInstallation.request("Zoë").row
            ) { _ in }.corrected == [.name])
        #expect(throws: IssuingError.self) {
            _ = try Correction([.name: old.name, .email: old.email]).row(from: old) { _ in }
        }
    }

    @Test("Only faults of what is corrected stand in the way")
    func faults() throws {
        let old = try TestInstallation.request("Ada Obi").row
        func fault(_ column: String) -> SourceFault {
            SourceFault(
                file: "f", line: 2, field: "row 1, \(column)", reason: "bad", remedy: "mend it")
        }
        let faulty = SourceFaults([fault("name"), fault("country")])
        do {
            _ = try Correction([.name: "Ada"]).row(from: old) { _ in throw faulty }
            Issue.record("a faulty name was taken")
        } catch let faults as SourceFaults {
            #expect(faults.faults.map(\.field) == ["row 1, name"])
        }
        let (row, _) = try Correction([.delivery: "webinar"]).row(from: old) { _ in throw faulty }
        #expect(row.delivery == .webinar)
        #expect(throws: SourceFaults.self) {
            _ = try Correction([.email: ""]).row(from: old) { _ in
                throw SourceFaults([fault("learner_ref")])
            }
        }
    }

    @Test(
        "A reason is short, on one line, and names nobody",
        arguments: [
            ("", false), ("a mistake", true), ("of ada OBI", false), ("Ada was ill", true),
            ("two\nlines", false), (String(repeating: "x", count: 201), false),
        ])
    func reasons(text: String, isGood: Bool) {
        let check = { () throws(IssuingError) in
            try StatedReason.check(
                text, about: ["Ada Obi", "Error", ""].map { LearnerNames(name: $0) })
        }
        if isGood {
            #expect(throws: Never.self) { try check() }
        } else {
            #expect(throws: IssuingError.self) { try check() }
        }
    }
}

extension CohortRow {
    /// The same learner by another name.
    fileprivate func named(_ name: String) -> CohortRow {
        CohortRow(
            number: number, learnerReference: learnerReference, name: name, email: email,
            locale: locale, country: country, completedOn: completedOn, delivery: delivery,
            groups: groups)
    }
}
