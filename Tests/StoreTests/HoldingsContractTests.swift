import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("What every store tells of who holds what")
struct HoldingsContractTests {
    private func request(
        _ name: String, _ reference: String?, _ email: String?, programme: String
    ) throws -> CertificateRequest {
        let template = try TestInstallation.request(name, programme: programme)
        let row = CohortRow(
            number: 1, learnerReference: reference, name: name, email: email,
            locale: template.row.locale, country: "KE", completedOn: template.row.completedOn,
            delivery: .hybrid, groups: template.row.groups)
        return CertificateRequest(
            number: template.number, row: row,
            key: RowKey(
                programme: try slug(programme), learner: row.learner, completedOn: row.completedOn),
            salt: template.salt)
    }

    @Test("Certificates with their learners, of some programmes", arguments: StoreKind.allCases)
    func ofProgrammes(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let row = try request("Ada Obi", "A-1", "ada@learners.example", programme: "one")
            try await fixture.issue([row], batch: fixture.batch(programme: "one"))
            try await fixture.issue(
                [request("Bo Ek", nil, "bo@learners.example", programme: "two")],
                batch: fixture.batch(programme: "two"))
            try await fixture.issue(
                [request("Chen Li", "C-1", nil, programme: "three")],
                batch: fixture.batch(programme: "three"))
            let found = try await fixture.store.holdings(of: [slug("one"), slug("three")])
            #expect(found.map(\.row.name) == ["Ada Obi", "Chen Li"])
            let first = try #require(found.first)
            #expect(first.number == row.number)
            #expect(
                try first.learner
                    == LearnerIdentity(
                        organisation: slug("itu"), reference: "A-1", email: "ada@learners.example"))
            #expect(try first.offer == slug("one"))
            #expect(first.row.country == "KE" && first.row.groups == ["woman", "youth"])
            #expect(first.row.completedOn == row.row.completedOn && first.row.delivery == .hybrid)
            #expect(first.validUntil == Fixture.authorship.at.adding(seconds: 86_400))
            #expect(first.state == .good && first.steps.isEmpty)
            try await fixture.change(row.number, to: .revoked)
            #expect(try await fixture.store.holdings(of: [slug("one")]).map(\.state) == [.revoked])
            #expect(try await fixture.store.holdings(of: []).isEmpty)
        }
    }

    @Test("The same of some learners, by reference or address", arguments: StoreKind.allCases)
    func ofLearners(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let rows = try [
                request("Ada Obi", "A-1", "ada@learners.example", programme: "one"),
                request("Bo Ek", nil, "Bo@learners.example", programme: "one"),
                request("Chen Li", "C-1", nil, programme: "one"),
            ]
            try await fixture.issue(rows, batch: fixture.batch(programme: "one"))
            func names(
                _ organisation: String, _ reference: String?, _ email: String?, of offer: String
            ) async throws -> [String] {
                let learner = LearnerIdentity(
                    organisation: try slug(organisation), reference: reference, email: email)
                return try await fixture.store.holdings(of: [slug(offer)], learners: [learner])
                    .map(\.row.name)
            }
            #expect(try await names("itu", "A-1", "ada@learners.example", of: "one") == ["Ada Obi"])
            #expect(try await names("itu", "C-1", nil, of: "one") == ["Chen Li"])
            #expect(try await names("undp", "C-1", nil, of: "one").isEmpty)
            #expect(try await names("undp", "X", "bo@LEARNERS.example", of: "one") == ["Bo Ek"])
            #expect(
                try await names("itu", "C-1", "bo@learners.example", of: "one")
                    == ["Bo Ek", "Chen Li"])
            #expect(try await names("itu", "A-1", nil, of: "two").isEmpty)
            #expect(try await names("itu", nil, nil, of: "one").isEmpty)
        }
    }

    @Test("What a planned row rests on is kept as it was planned", arguments: StoreKind.allCases)
    func plannedEvidence(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let evidence = try (1...2).map { number in
                Evidence(
                    number: try CertificateNumber.random(), title: "Zoe\u{308} \"\(number)\" 网",
                    completedOn: try date("2026-05-0\(number)"))
            }
            let template = try TestInstallation.request("Ada Obi")
            let request = CertificateRequest(
                number: template.number, row: template.row, key: template.key,
                salt: template.salt, evidence: evidence)
            let planned = try await fixture.plan([request], fixture.batch())
            let kept = try #require(planned.first?.request.evidence)
            #expect(kept == evidence)
            #expect(Array(kept[0].title.utf8) == Array(evidence[0].title.utf8))
        }
    }
}
