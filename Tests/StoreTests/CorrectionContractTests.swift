import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("What every store does with corrections and erasures")
struct CorrectionContractTests {
    @Test(
        "A correction takes over the row; the old one is revoked and both know each other",
        arguments: StoreKind.allCases)
    func supersede(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let request = try TestInstallation.request("Zoe")
            let old = try #require(
                try await fixture.issue([request], batch: fixture.batch(settledBy: "INV-7")).first)
            let head = try await fixture.store.auditHead()
            let new = try await fixture.correct(old.number, to: "Zoë", as: request)
            #expect(new.history == CertificateHistory(supersedes: old.number))
            #expect(new.name == "Zoë" && new.standing == .good)
            #expect(new.batch == old.batch && new.settledBy == "INV-7")
            #expect(new.statusIndex != old.statusIndex)
            #expect(try await fixture.store.auditHead().count == head.count + 1)
            let after = try #require(try await fixture.store.certificate(old.number))
            #expect(after.history == CertificateHistory(supersededBy: new.number))
            #expect(after.condition == .superseded)
            #expect(after.standing.state == .revoked && after.standing.reason == "a slip")
            #expect(after.credential == old.credential)
            let list = try #require(try await fixture.store.statusList(old.statusList))
            #expect(
                String(decoding: list, as: UTF8.self) == "itu-1 of itu: [\(old.statusIndex)]")
            let issued = try await fixture.store.issued(rowKeys: [request.key])
            #expect(issued[request.key]?.number == new.number)
            let row = try #require(try await fixture.store.row(of: new.number))
            #expect(row.learnerReference == request.row.learnerReference)
            #expect(row.groups == request.row.groups && row.country == "KE")
        }
    }

    @Test(
        "Corrections of corrections are one chain, from whichever end it is asked",
        arguments: StoreKind.allCases)
    func chain(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let request = try TestInstallation.request("One")
            var numbers = [try #require(try await fixture.issue([request]).first).number]
            // The day changes and changes back, so that the first row's key comes home.
            for (name, day) in [("Two", "2026-05-29"), ("Three", "2026-05-30")] {
                let last = try #require(numbers.last)
                let to = try TestInstallation.request("One", completedOn: day)
                numbers.append(try await fixture.correct(last, to: name, as: to).number)
            }
            for number in numbers {
                #expect(try await fixture.store.versions(of: number) == numbers)
            }
            #expect(try await fixture.store.versions(of: CertificateNumber.random()).isEmpty)
            let first = try TestInstallation.request("One")
            let second = try TestInstallation.request("One", completedOn: "2026-05-29")
            let issued = try await fixture.store.issued(rowKeys: [first.key, second.key])
            #expect(issued[first.key]?.number == numbers[2])
            #expect(issued[second.key]?.number == numbers[1])
            #expect(
                try await fixture.store.certificates(programme: nil).map(\.condition)
                    == [.superseded, .superseded, .good])
        }
    }

    @Test(
        "What is revoked, suspended, superseded or erased is not corrected, nor what is unknown",
        arguments: StoreKind.allCases)
    func refusals(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let issued = try await fixture.issue(fixture.requests(1...5)).map(\.number)
            try await fixture.change(issued[0], to: .revoked)
            try await fixture.change(issued[1], to: .suspended)
            _ = try await fixture.correct(
                issued[2], to: "Other", as: TestInstallation.request("Learner 3", row: 3))
            _ = try await fixture.store.erase([issued[3]], reason: "x", Fixture.authorship)
            let before = try await fixture.contents()
            let request = try TestInstallation.request("Fresh", row: 9)
            for (number, code, words) in [
                (issued[0], StoreError.Code.conflict, "is revoked"),
                (issued[1], .conflict, "is suspended"), (issued[2], .conflict, "is superseded"),
                (issued[3], .conflict, "was erased"),
                (try CertificateNumber.random(), .notFound, "no certificate"),
            ] {
                do {
                    _ = try await fixture.correct(number, to: "Fresh", as: request)
                    Issue.record("\(words) and yet corrected")
                } catch let error as StoreError {
                    #expect(error.code == code)
                    #expect(error.description.contains(words), "\(error)")
                }
            }
            #expect(try await fixture.contents() == before)
        }
    }

    @Test(
        "A correction never takes another certificate's row, planned or issued, and fails whole",
        arguments: StoreKind.allCases)
    func rowOfAnother(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let issued = try await fixture.issue(fixture.requests(1...2)).map(\.number)
            let batch = try fixture.batch()
            _ = try await fixture.plan(fixture.requests(3...3), batch)
            let before = try await fixture.contents()
            for (row, words) in [(2, "\(issued[1])"), (3, batch.id)] {
                let other = try TestInstallation.request("Learner \(row)", row: row)
                do {
                    _ = try await fixture.correct(issued[0], to: "Fresh", as: other)
                    Issue.record("the row of \(words) was taken")
                } catch let error as StoreError {
                    #expect(error.code == .conflict && error.description.contains(words))
                }
            }
            let own = try TestInstallation.request("Learner 1", row: 1)
            for failing in [true, false] {
                await #expect(throws: Refusal()) {
                    _ = try await fixture.correct(
                        issued[0], to: "Fresh", as: own, failsLists: failing, failsSigning: !failing
                    )
                }
            }
            #expect(try await fixture.contents() == before)
        }
    }

    @Test(
        "Erasing takes the learner and leaves the record; the row is still known as erased",
        arguments: StoreKind.allCases)
    func erase(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let requests = try fixture.requests(1...3)
            let issued = try await fixture.issue(requests)
            try await fixture.change(issued[1].number, to: .revoked, reason: "Learner 2 cheated")
            let head = try await fixture.store.auditHead()
            let lists = try await fixture.store.statusList("itu-1")
            let both = [issued[0].number, issued[1].number]
            let erased = try await fixture.store.erase(both, reason: "asked", Fixture.authorship)
            #expect(erased == both)
            #expect(try await fixture.store.auditHead().count == head.count + 1)
            // Again is nothing, and leaves no trace.
            #expect(
                try await fixture.store.erase(both, reason: "asked", Fixture.authorship).isEmpty)
            #expect(try await fixture.store.auditHead().count == head.count + 1)
            try await fixture.store.forget()
            for (before, state) in zip(issued, [Standing.State.good, .revoked]) {
                let after = try #require(try await fixture.store.certificate(before.number))
                #expect(after.condition == .erased)
                #expect(after.history.erasedAt == Fixture.authorship.at)
                #expect(after.name.isEmpty && after.credential.isEmpty && after.locale == nil)
                #expect(after.standing.state == state && after.standing.reason == nil)
                #expect(after.programme == before.programme && after.batch == before.batch)
                #expect(
                    after.issuedAt == before.issuedAt && after.statusIndex == before.statusIndex)
                #expect(try await fixture.store.row(of: before.number) == nil)
            }
            #expect(try await fixture.store.statusList("itu-1") == lists)
            let found = try await fixture.store.issued(rowKeys: requests.map(\.key))
            #expect(found[requests[0].key]?.number == issued[0].number)
            #expect(found[requests[0].key]?.condition == .erased)
            #expect(found[requests[2].key]?.name == "Learner 3")
            await #expect(throws: StoreError(.notFound, "")) {
                _ = try await fixture.store.erase(
                    [issued[2].number, CertificateNumber.random()], reason: "x",
                    Fixture.authorship)
            }
            #expect(try await fixture.store.certificate(issued[2].number) == issued[2])
        }
    }

    @Test("Of a chain each is erased by itself", arguments: StoreKind.allCases)
    func eraseOfChain(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let request = try TestInstallation.request("Zoe")
            let old = try #require(try await fixture.issue([request]).first).number
            let new = try await fixture.correct(old, to: "Zoë", as: request).number
            _ = try await fixture.store.erase([old], reason: "x", Fixture.authorship)
            #expect(
                try await fixture.store.issued(rowKeys: [request.key])[request.key]?.number == new)
            #expect(try await fixture.store.certificate(new)?.name == "Zoë")
            _ = try await fixture.store.erase([new], reason: "x", Fixture.authorship)
            #expect(
                try await fixture.store.issued(rowKeys: [request.key])[request.key]?.condition
                    == .erased)
            #expect(try await fixture.store.versions(of: old) == [old, new])
        }
    }
}

extension Fixture {
    /// Corrects a certificate with the fixture's key.
    func correct(
        _ old: CertificateNumber, to name: String, as request: CertificateRequest,
        failsLists: Bool = false, failsSigning: Bool = false
    ) async throws -> Certificate {
        let row = request.row
        let corrected = CohortRow(
            number: 1, learnerReference: row.learnerReference, name: name, email: row.email,
            locale: row.locale, country: row.country, completedOn: row.completedOn,
            delivery: row.delivery, groups: row.groups)
        let known = try await store.certificate(old)
        let batch = Batch(
            id: known?.batch ?? "none", programme: try slug("ai-foundations"),
            organisation: try slug("itu"), source: "", sourceDigest: "", key: key.id,
            mechanism: .dataIntegrity(.eddsaRDFC2022), settledBy: known?.settledBy,
            planned: Fixture.authorship.at.adding(seconds: 60))
        let reissue = Reissue(
            old: old,
            request: CertificateRequest(
                number: try CertificateNumber.random(), row: corrected, key: request.key,
                salt: "salt"), batch: batch, corrected: ["name"], reason: "a slip")
        return try await store.supersede(
            reissue, by: PlainAuthority(failsLists: failsLists), Fixture.authorship
        ) { planned in
            if failsSigning { throw Refusal() }
            return PlainAuthority.certificate(planned, of: batch)
        }
    }
}
