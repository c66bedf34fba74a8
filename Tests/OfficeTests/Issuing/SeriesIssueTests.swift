import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData
import Office
import StoreSQLite
import StoreSQL
import Testing
import Verification
@testable import TestSupport

@Suite("Issuing a series")
struct SeriesIssueTests {
    /// An issuer of AI-VIBES and what it is going to issue to learners who have all steps.
    private struct Desk {
        let test: TestInstallation
        let issue: CohortIssue
        let issuer: CertificateIssuer
        let series: Series

        init(_ test: TestInstallation, steps names: String...) async throws {
            self.test = test
            series = try #require(test.contents.catalogue.series(slug("ai-vibes")))
            let organisation = try #require(test.contents.catalogue.organisation(slug("ilo")))
            issue = try CohortIssue(offer: .series(series), organisation: organisation)
            issuer = CertificateIssuer(
                installation: test.installation, organisation: organisation,
                offer: .series(series), signer: try test.signer())
            for step in series.steps {
                for name in names { try await test.issue(name, programme: step.text) }
            }
        }

        func select() async throws -> SeriesSelection {
            // The installation's key is the ITU's, so its steps are too.
            try SeriesSelection(
                series,
                holdings: try await test.store.holdings(of: Set(series.steps + [series.slug])),
                organisation: slug("itu"), titles: [:], at: TestInstallation.instant)
        }

        func plan() async throws -> Batch {
            try await issue.plan(
                CertificateRequests(try await select().requests), source: "series ai-vibes",
                content: [1],
                settledBy: nil, signer: try test.signer(), lists: issuer, store: test.store,
                TestInstallation.authorship)
        }

        func sign(
            _ batch: Batch, in store: SQLStore
        ) async throws -> [[UInt8]] {
            try await CohortIssue.issue(
                batch, by: issuer, store: store, TestInstallation.authorship, recorded: { _ in })
            var credentials: [[UInt8]] = []
            for summary in try await store.certificates(programme: series.slug) {
                credentials.append(
                    try #require(try await store.certificate(summary.number)).credential)
            }
            return credentials
        }
    }

    @Test("The plan fixes the evidence: whoever takes it up makes the same bytes")
    func resumed() async throws {
        try await TestInstallation.with { test in
            let desk = try await Desk(test, steps: "Ada Obi", "Bo Ek")
            let batch = try await desk.plan()
            try await DatabaseQueue(path: test.home.storePath).writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            let path = test.home.path + "/copy.sqlite"
            try FileManager.default.copyItem(atPath: test.home.storePath, toPath: path)
            let expected = try await desk.sign(batch, in: test.store)
            // In the copy a newer certificate of a step has come in meanwhile.
            let copy = try SQLStore(path: path, access: .readWrite)
            let newer = try TestInstallation.batch(
                programme: "ai-vibes-toolkit", key: test.keyID)
            let toolkit = try test.issuer(programme: "ai-vibes-toolkit")
            _ = try await copy.issue(
                newer,
                [
                    TestInstallation.request(
                        "Ada Obi", programme: "ai-vibes-toolkit", completedOn: "2026-05-31")
                ], lists: toolkit, TestInstallation.authorship
            ) { try toolkit.certificate($0, of: newer) }
            let taken = try #require(try await copy.batch(batch.id)?.batch)
            #expect(try await desk.sign(taken, in: copy) == expected)
            #expect(expected.count == 2)
        }
    }

    @Test("The credential names each step's certificate; the record and the facts tell of them too")
    func credential() async throws {
        try await TestInstallation.with { test in
            let desk = try await Desk(test, steps: "Ada Obi")
            var steps: [CertificateNumber] = []
            for step in desk.series.steps {
                steps += try await test.store.certificates(programme: step).map(\.number)
            }
            let bytes = try #require(try await desk.sign(desk.plan(), in: test.store).first)
            let credential = try #require(try JSON.parse(bytes).objectValue)
            let evidence = try #require(credential["evidence"]?.arrayValue)
            #expect(evidence.map { $0["type"] } == Array(repeating: ["Evidence"], count: 3))
            #expect(
                evidence.map { $0["id"]?.stringValue }
                    == steps.map { test.installation.verificationURL($0) })
            let achievement = credential["credentialSubject"]?["achievement"]
            #expect(achievement?["id"] == "https://verify.example.org/programmes/ai-vibes")
            let facts = CertificateFacts(credential)
            #expect(
                facts.programme
                    == "AI-VIBES: AI for Vocational Instructors Boosting Education and Skills")
            #expect(facts.narrative == "Completed in 3 steps; 37 hours of learning.")
            #expect(
                facts.evidence.map(\.url) == steps.map { test.installation.verificationURL($0) })
            let summary = try #require(
                try await test.store.certificates(programme: desk.series.slug).first)
            #expect(try await test.store.certificate(summary.number)?.evidence == steps)
            let again = try await desk.select()
            #expect(again.requests.isEmpty && again.held == [summary.number])
        }
    }

    @Test("It ends as the series says, from the last step's day, whatever its steps say")
    func validity() async throws {
        try await TestInstallation.with { test in
            let desk = try await Desk(test, steps: "Ada Obi")
            let plain = desk.series
            let ending = Series(
                slug: plain.slug, organisation: plain.organisation, title: plain.title,
                description: plain.description, criteria: plain.criteria, steps: plain.steps,
                hours: 1, validity: try duration("P2Y"))
            let batch = try await desk.plan()
            let planned = try #require(
                try await test.store.planned(in: batch.id, after: 0, limit: 1).first)
            let organisation = try #require(test.contents.catalogue.organisation(slug("ilo")))
            for (series, end) in [(plain, nil), (ending, "2028-05-30T00:00:00Z")] {
                let issuer = CertificateIssuer(
                    installation: test.installation, organisation: organisation,
                    offer: .series(series), signer: try test.signer())
                let certificate = try issuer.certificate(planned, of: batch)
                #expect(certificate.validUntil?.description == end)
                let credential = try JSON.parse(certificate.credential)
                #expect(credential["validUntil"]?.stringValue == end)
            }
        }
    }

    @Test("A step that is taken back between plan and signing stops the run; nothing is recorded")
    func takenBackMeanwhile() async throws {
        try await TestInstallation.with { test in
            let desk = try await Desk(test, steps: "Ada Obi", "Bo Ek")
            let batch = try await desk.plan()
            let step = try #require(
                try await test.store.certificates(programme: slug("ai-vibes-workshop")).last)
            try await test.change(step.number, to: .suspended)
            do {
                _ = try await desk.sign(batch, in: test.store)
                Issue.record("a certificate was issued on a suspended step")
            } catch let error as StoreError {
                #expect(error.code == .conflict)
                #expect(error.description.contains("\(step.number)"))
                #expect(error.remedies == [.abandonBatch(batch.id)])
            }
            #expect(try await test.store.certificates(programme: desk.series.slug).isEmpty)
            #expect(try await test.store.batch(batch.id)?.remaining == 2)
            try await test.change(step.number, to: .good)
            #expect(try await desk.sign(batch, in: test.store).count == 2)
            // From now on the record knows that it rests on the step.
            try await test.change(step.number, to: .revoked)
            #expect(try await desk.select().warnings.map(\.kind) == [.stepTakenBack])
        }
    }

    @Test("A published file's evidence without a name or with another kind of address is no link")
    func foreignEvidence() throws {
        let facts = CertificateFacts(
            try #require(
                try JSON.parse(
                    Array(
                        #"{"evidence":[{"type":["Evidence"],"id":"javascript:1","name":"A"},{"type":"Evidence","id":"https://x.example/"}]}"#
                            .utf8)
                ).objectValue))
        #expect(facts.evidence.map(\.name) == ["A"])
        #expect(facts.evidence.map(\.url) == [nil])
    }
}
