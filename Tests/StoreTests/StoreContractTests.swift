import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("What every store does")
struct StoreContractTests {
    @Test(
        "What was issued is read back whole, in the order of the rows",
        arguments: StoreKind.allCases)
    func issue(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let rows = try [
                TestInstallation.request("Ada Obi", row: 1),
                TestInstallation.request("Zoe\u{308}", row: 2),
            ]
            let batch = try fixture.batch(settledBy: "INV-7")
            let issued = try await fixture.issue(rows, batch: batch)
            #expect(issued.map(\.number) == rows.map(\.number))
            #expect(issued.map(\.settledBy) == ["INV-7", "INV-7"])
            for certificate in issued {
                let read = try #require(try await fixture.store.certificate(certificate.number))
                #expect(read == certificate)
                #expect(Array(read.name.utf8) == Array(certificate.name.utf8))
            }
            let summaries = try await fixture.store.certificates(programme: nil)
            #expect(summaries.map(\.number) == rows.map(\.number))
            #expect(summaries.allSatisfy { $0.batch == batch.id && $0.state == .good })
            #expect(try await fixture.store.certificate(try CertificateNumber.random()) == nil)
        }
    }

    @Test("A list of certificates can be of one programme", arguments: StoreKind.allCases)
    func programmes(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            try await fixture.issue([TestInstallation.request("Ada Obi")])
            try await fixture.issue(
                [TestInstallation.request("Bo Ek", programme: "ai-governance")],
                batch: fixture.batch(programme: "ai-governance"))
            for (programme, names) in [
                ("ai-foundations", ["Ada Obi"]), ("ai-governance", ["Bo Ek"]), ("none", []),
            ] {
                #expect(
                    try await fixture.store.certificates(programme: slug(programme)).map(\.name)
                        == names)
            }
        }
    }

    @Test("A row is found by its key again, byte for byte", arguments: StoreKind.allCases)
    func rowKeys(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let row = try TestInstallation.request("Ada Obi")
            try await fixture.issue([row])
            let other = RowKey(
                programme: try slug("ai-foundations"), learner: "REF-Ada Obi",
                completedOn: try date("2026-05-29"))
            let found = try await fixture.store.issued(rowKeys: [row.key, other])
            #expect(found.count == 1)
            #expect(found[row.key]?.number == row.number)
            #expect(try await fixture.store.issued(rowKeys: []).isEmpty)
        }
    }

    @Test(
        "The same row, or the same number, is never issued twice", arguments: StoreKind.allCases)
    func uniqueness(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let first = try TestInstallation.request("Ada Obi")
            try await fixture.issue([first])
            let before = try await fixture.contents()
            let sameRow = try TestInstallation.request("Ada Obi")
            let sameNumber = CertificateRequest(
                number: first.number, row: first.row,
                key: try TestInstallation.request("Bo Ek").key, salt: "salt")
            let fresh = try TestInstallation.request("Cy Oh")
            for row in [sameRow, sameNumber] {
                await #expect(throws: StoreError(.conflict, "")) {
                    try await fixture.issue([fresh, row])
                }
            }
            #expect(try await fixture.contents() == before)
        }
    }

    @Test(
        "No two certificates share a place in a status list, and places are not given in order",
        arguments: StoreKind.allCases)
    func places(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let issued = try await fixture.issue(
                fixture.requests(1...100))
            #expect(Set(issued.map(\.statusList)).count == 1)
            #expect(Set(issued.map(\.statusIndex)).count == 100)
            let indexes = issued.map(\.statusIndex)
            #expect(indexes != indexes.sorted())
            #expect(
                indexes.allSatisfy { (0..<BitstringStatusList.minimumLength).contains($0) })
        }
    }

    @Test("When a signature fails, nothing at all is kept", arguments: StoreKind.allCases)
    func failureWithin(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let empty = try await fixture.contents()
            let batch = try fixture.batch()
            await #expect(throws: Refusal()) {
                _ = try await fixture.plan(fixture.requests(1...3), batch, failing: true)
            }
            #expect(try await fixture.contents() == empty)
            try await fixture.issue([TestInstallation.request("Ada Obi")], batch: batch)
            let before = try await fixture.contents()
            let number = try #require(before.summaries.first?.number)
            await #expect(throws: Refusal()) {
                try await fixture.change(number, to: .revoked, failing: true)
            }
            #expect(try await fixture.contents() == before)
            // And the very same change goes through once it works.
            #expect(try await fixture.change(number, to: .revoked).standing.state == .revoked)
        }
    }

    /// What may come of a wish.
    enum Outcome { case changes, already, refused }

    /// Every change of standing, and what comes of it.
    private static let changes: [([Standing.State], Standing.State, Outcome)] = [
        ([], .revoked, .changes), ([], .suspended, .changes), ([], .good, .already),
        ([.suspended], .good, .changes), ([.suspended], .revoked, .changes),
        ([.suspended], .suspended, .already), ([.suspended, .good], .suspended, .changes),
        ([.suspended, .good], .good, .already), ([.revoked], .good, .refused),
        ([.revoked], .suspended, .refused), ([.revoked], .revoked, .already),
    ]

    @Test(
        "Suspension can be lifted, revocation is final, and nothing is changed to what it is",
        arguments: StoreKind.allCases, changes)
    func standing(
        kind: StoreKind, change: (earlier: [Standing.State], to: Standing.State, outcome: Outcome)
    ) async throws {
        try await Fixture.with(kind) { fixture in
            let row = try TestInstallation.request("Ada Obi")
            let issued = try #require(try await fixture.issue([row]).first)
            for state in change.earlier { try await fixture.change(row.number, to: state) }
            let before = try await fixture.contents()
            switch change.outcome {
            case .changes: break
            case .already:
                try await fixture.change(row.number, to: change.to, failing: true)
                #expect(try await fixture.contents() == before)
                return
            case .refused:
                await #expect(throws: StoreError(.conflict, "")) {
                    try await fixture.change(row.number, to: change.to)
                }
                #expect(try await fixture.contents() == before)
                return
            }
            let after = try await fixture.change(row.number, to: change.to, reason: "because")
            #expect(after.standing.state == change.to)
            #expect(after.standing.reason == "because")
            #expect(after.standing.since == Fixture.authorship.at)
            #expect(after.credential == issued.credential)
            #expect(try await fixture.store.certificate(row.number) == after)
            let list = try #require(try await fixture.store.statusList(issued.statusList))
            let set = change.to == .good ? "[]" : "[\(issued.statusIndex)]"
            #expect(String(decoding: list, as: UTF8.self) == "itu-1 of itu: \(set)")
            #expect(try await fixture.store.auditHead().count == before.auditCount + 1)
        }
    }

    @Test("One change touches one bit only", arguments: StoreKind.allCases)
    func oneBit(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let issued = try await fixture.issue(
                fixture.requests(1...20))
            try await fixture.change(issued[3].number, to: .revoked)
            try await fixture.change(issued[7].number, to: .suspended)
            let list = try #require(try await fixture.store.statusList("itu-1"))
            let expected = [issued[3].statusIndex, issued[7].statusIndex].sorted()
            #expect(String(decoding: list, as: UTF8.self) == "itu-1 of itu: \(expected)")
        }
    }

    @Test("An unknown certificate cannot be changed", arguments: StoreKind.allCases)
    func unknown(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            await #expect(throws: StoreError(.notFound, "")) {
                try await fixture.change(CertificateNumber.random(), to: .revoked)
            }
            let list = try await fixture.store.statusList("itu-1")
            #expect(list == nil)
        }
    }

    @Test(
        "A new key retires the one before, of its organisation only", arguments: StoreKind.allCases)
    func keys(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let eac = try Fixture.signingKey("eac")
            try await fixture.store.add(eac, Fixture.authorship)
            let later = Timestamp(seconds: 1_780_300_000)
            let second = try Fixture.signingKey("itu", at: later.seconds)
            try await fixture.store.add(second, Authorship(actor: "tester", at: later))
            let keys = try await fixture.store.signingKeys(of: slug("itu"))
            #expect(keys.map(\.id) == [fixture.key.id, second.id])
            #expect(keys.map(\.retired) == [later, nil])
            #expect(keys.map(\.publicKey) == [fixture.key.publicKey, second.publicKey])
            #expect(try await fixture.store.signingKeys(of: slug("eac")).map(\.retired) == [nil])
            #expect(try await fixture.store.signingKeys(of: slug("none")).isEmpty)
            await #expect(throws: StoreError(.conflict, "")) {
                try await fixture.store.add(eac, Fixture.authorship)
            }
        }
    }

    @Test("A catalogue replaces the one before and counts up", arguments: StoreKind.allCases)
    func catalogue(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            #expect(try await fixture.store.catalogue() == StoredCatalogue(version: 0, files: [:]))
            for (version, files) in [
                (1, ["a.yaml": [1, 2], "b.yaml": []]), (2, ["a.yaml": [3]]),
            ] as [(Int64, [String: [UInt8]])] {
                try await fixture.store.apply(
                    StoredCatalogue(version: 0, files: files), Fixture.authorship)
                #expect(
                    try await fixture.store.catalogue()
                        == StoredCatalogue(version: version, files: files))
            }
        }
    }

    @Test(
        "The audit gains one entry for each change, and none for a look",
        arguments: StoreKind.allCases)
    func audit(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            var heads = [try await fixture.store.auditHead()]
            #expect(heads[0].count == 2, "the making of the store, and the key")
            func grew() async throws {
                let head = try await fixture.store.auditHead()
                #expect(head.count == Int64(heads.count) + 2)
                #expect(!heads.contains { $0.digest == head.digest })
                heads.append(head)
            }
            try await fixture.store.apply(
                StoredCatalogue(version: 0, files: [:]), Fixture.authorship)
            try await grew()
            let batch = try fixture.batch()
            let planned = try await fixture.plan(fixture.requests(1...3), batch)
            try await grew()
            try await fixture.record(planned, of: batch)
            try await grew()
            for state in [Standing.State.suspended, .good, .revoked] {
                try await fixture.change(planned[0].request.number, to: state)
                try await grew()
            }
            _ = try await fixture.contents()
            #expect(try await fixture.store.auditHead().count == 8)
        }
    }

    @Test("The installation is what it was made as", arguments: StoreKind.allCases)
    func installation(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let installation = try await fixture.store.installation()
            #expect(
                installation
                    == Installation(
                        name: "Test Coalition", baseURL: "https://verify.example.org",
                        created: Fixture.authorship.at))
        }
    }
}
