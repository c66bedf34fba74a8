import StoreSQL
import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData
import Office
import StoreSQLite
import Testing
import Verification
@testable import TestSupport

@Suite("Verification by number")
struct CertificateVerificationTests {
    private func report(
        _ test: TestInstallation, _ number: CertificateNumber,
        at instant: Timestamp = TestInstallation.instant
    ) async throws -> VerificationReport {
        try #require(try await test.verification.verify(number, at: instant)).report
    }

    @Test("A certificate as issued is valid, and every check passes")
    func valid() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            let report = try await report(test, number)
            #expect(report.verdict == .valid)
            #expect(report.isGenuine)
            #expect(report.checks.allSatisfy { $0.result == .passed })
            #expect(
                report.checks.map(\.name.rawValue) == [
                    "structure", "open-badge", "proof", "issuer-key", "contexts", "validity-period",
                    "status", "record",
                ])
            #expect(report.document.names == ["verdict", "checks"])
            #expect(report.document["verdict"] == "valid")
        }
    }

    @Test("There is nothing to say of a number that was never given")
    func unknown() async throws {
        try await TestInstallation.with { test in
            let found = try await test.verification.verify(
                try CertificateNumber.random(), at: TestInstallation.instant)
            #expect(found == nil)
        }
    }

    @Test("Revoked, suspended and reinstated certificates are told apart, with the reason")
    func standing() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            try await test.change(issued[0].number, to: .revoked, reason: "issued by mistake")
            try await test.change(issued[1].number, to: .suspended, reason: "under review")
            for (number, words) in [
                (issued[0].number, "revoked it on 2026-06-01: issued by mistake"),
                (issued[1].number, "suspended it on 2026-06-01: under review"),
            ] {
                let report = try await report(test, number)
                #expect(report.verdict == .notCurrentlyValid)
                #expect(report.isGenuine)
                #expect(report.check(.status)?.detail.contains(words) == true)
            }
            try await test.change(issued[1].number, to: .good)
            #expect(try await report(test, issued[1].number).verdict == .valid)
        }
    }

    @Test("A certificate counts until its last instant and not beyond")
    func period() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(
                try await test.issue("Ada Obi", programme: "ai-governance").first)
            let end = try #require(certificate.validUntil)
            for (instant, verdict) in [
                (end, Verdict.valid), (end.adding(seconds: 1), .notCurrentlyValid),
                (TestInstallation.instant.adding(seconds: -1), .notCurrentlyValid),
            ] {
                let report = try await report(test, certificate.number, at: instant)
                #expect(report.verdict == verdict, "\(instant)")
                #expect(report.isGenuine)
            }
        }
    }

    @Test("One changed byte at any position of the stored credential makes it not genuine")
    func everyByte() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Zoë Obi").first)
            let seed = UInt64.random(in: 0 ... .max)
            var generator = SeededGenerator(seed: seed)
            let queue = try DatabaseQueue(path: test.home.storePath)
            try await queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA synchronous = OFF")
            }
            for position in certificate.credential.indices {
                var changed = certificate.credential
                changed[position] ^= UInt8.random(in: 1...255, using: &generator)
                try await queue.write { [changed] db in
                    try db.execute(
                        sql: "UPDATE certificate SET credential = ?", arguments: [Data(changed)])
                }
                let report = try await report(test, certificate.number)
                #expect(
                    report.verdict == .notGenuine && !report.isGenuine,
                    "byte \(position), seed \(seed)")
            }
        }
    }

    @Test(
        "A byte added or taken away anywhere at the ends is not genuine, and nothing left no verdict"
    )
    func lengths() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let bytes = certificate.credential
            for changed in [
                Array(bytes.dropLast()), Array(bytes.dropFirst()), bytes + [0x7D],
                bytes + bytes, Array("null".utf8), Array("{}".utf8), Array("[]".utf8),
            ] {
                try test.tamper(
                    "UPDATE certificate SET credential = ?", [Data(changed)])
                #expect(
                    try await report(test, certificate.number).verdict == .notGenuine)
            }
            try test.tamper("UPDATE certificate SET credential = x''")
            #expect(try await report(test, certificate.number).verdict == .cannotTell)
        }
    }

    @Test("Another genuine credential in the row is not that number's")
    func swapped() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            for (to, from) in [(0, 1), (1, 0)] {
                try test.tamper(
                    "UPDATE certificate SET credential = ? WHERE number = ?",
                    [Data(issued[from].credential), issued[to].number.description])
            }
            for certificate in issued {
                let report = try await report(test, certificate.number)
                #expect(report.verdict == .notGenuine)
                #expect(report.check(.proof)?.result == .passed)
                #expect(report.check(.record)?.result == .failed)
            }
        }
    }

    @Test("Columns beside a credential that were changed leave nothing to be told as fact")
    func columns() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            try test.tamper("UPDATE certificate SET name = 'Eve', valid_until = 0")
            let found = try #require(
                try await test.verification.verify(number, at: TestInstallation.instant))
            #expect(found.report.verdict == .cannotTell)
            #expect(found.facts == nil && found.genuine == nil)
            let detail = try #require(found.report.check(.record)?.detail)
            #expect(detail.contains("disagree (name and end of validity)"))
            #expect(!detail.contains("Eve") && !detail.contains("Ada"))
        }
    }

    @Test("A record that says revoked counts even where the list does not yet")
    func recordBeforeList() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            try test.tamper("UPDATE certificate SET state = 'revoked', state_reason = 'mistake'")
            #expect(try await report(test, number).verdict == .notCurrentlyValid)
        }
    }

    @Test("A list that says revoked counts even where the record does not")
    func listBeforeRecord() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            try await test.change(number, to: .revoked)
            try test.tamper("UPDATE certificate SET state = 'good', state_reason = NULL")
            let report = try await report(test, number)
            #expect(report.verdict == .notCurrentlyValid)
            #expect(report.check(.status)?.detail.contains("list") == true)
        }
    }

    @Test("Without a list that can be relied on, nothing can be told")
    func statusLists() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            let list = try #require(try await test.store.statusList("itu-1"))
            var changed = list
            changed[changed.count / 2] ^= 1
            let unsigned = try #require(try JSON.parse(list).objectValue).removing("proof")
            for (bytes, what) in [
                ([], "empty"), (changed, "one byte changed"),
                (Array(list.dropLast(10)), "cut short"),
                (JSON.object(unsigned).compactBytes(), "unsigned"),
                (try await test.foreignList(), "of another organisation"),
                (try await test.otherList(), "another list of the same organisation"),
            ] {
                try test.tamper("UPDATE status_list SET credential = ?", [Data(bytes)])
                let report = try await report(test, number)
                #expect(report.verdict == .cannotTell, "\(what)")
                #expect(report.isGenuine, "\(what)")
            }
            try test.tamperWithoutChecks("DELETE FROM status_list")
            #expect(try await report(test, number).verdict == .cannotTell)
        }
    }

    @Test("Without the record of the key nothing can be told; never is it called not genuine")
    func missingKey() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            try await test.store.add(
                Fixture.signingKey("itu"), TestInstallation.authorship)
            try test.tamperWithoutChecks("DELETE FROM signing_key WHERE id = '\(test.keyID)'")
            #expect(try await report(test, number).verdict == .cannotTell)
            try test.tamperWithoutChecks("DELETE FROM signing_key")
            let report = try await report(test, number)
            #expect(report.verdict == .cannotTell)
            #expect(!report.isGenuine)
        }
    }

    @Test("A key that was retired still counts for what it signed")
    func retiredKey() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            try await test.store.add(
                Fixture.signingKey("itu"), TestInstallation.authorship)
            #expect(try await report(test, number).verdict == .valid)
        }
    }

    @Test("A store that fails is an error or an open question, never a verdict against anyone")
    func failingStore() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            func verify(_ failing: Set<FailingStore.Read>) async throws(StoreError) -> Verdict? {
                try await CertificateVerification(
                    store: FailingStore(store: test.store, failing: failing),
                    installation: test.installation
                ).verify(number, at: TestInstallation.instant)?.report.verdict
            }
            #expect(try await verify([]) == .valid)
            #expect(try await verify([.statusList]) == .cannotTell)
            for failing: Set<FailingStore.Read> in [[.certificate], [.signingKeys]] {
                await #expect(throws: StoreError(.inputOutput, "")) {
                    _ = try await verify(failing)
                }
            }
        }
    }

    @Test("A credential by its bytes gets the same verdict, but for what only the record knows")
    func byBytes() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            func verdict(_ bytes: [UInt8]) async -> Verdict {
                await test.verification.verify(bytes, at: TestInstallation.instant).verdict
            }
            #expect(await verdict(certificate.credential) == .valid)
            var changed = certificate.credential
            changed[changed.count / 2] ^= 1
            #expect(await verdict(changed) == .notGenuine)
            try await test.change(certificate.number, to: .revoked)
            #expect(await verdict(certificate.credential) == .notCurrentlyValid)
        }
    }

    @Test("A stranger's key signs nothing in an organisation's name")
    func stranger() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let stranger = try PrivateKey.generate(.ed25519)
            let strangerID = try #require(stranger.publicKey.multikey)
            let issuer = test.installation.did(of: try slug("itu"))
            let document = try #require(try JSON.parse(certificate.credential).objectValue)
            for keyID in [test.keyID, strangerID] {
                let forged = try CredentialSigner(issuer: issuer, keyID: keyID, key: stranger)
                    .secure(document.removing("proof"), created: TestInstallation.instant)
                let report = await test.verification.verify(forged, at: TestInstallation.instant)
                #expect(report.verdict == .notGenuine)
            }
        }
    }

    @Test("An issuer beyond this installation cannot be looked up, so nothing is told")
    func elsewhere() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            var document = try #require(try JSON.parse(certificate.credential).objectValue)
                .removing("proof")
            document["issuer"] = "did:web:other.example.org:orgs:itu"
            let foreign = try CredentialSigner(
                issuer: "did:web:other.example.org:orgs:itu", keyID: test.keyID, key: test.key
            ).secure(document, created: TestInstallation.instant)
            let report = await test.verification.verify(foreign, at: TestInstallation.instant)
            #expect(report.verdict == .cannotTell)
        }
    }
}

extension TestInstallation {
    /// A list of the same address, signed rightly by another organisation of the installation.
    fileprivate func foreignList() async throws -> [UInt8] {
        let key = try PrivateKey.generate(.ed25519)
        let id = try #require(key.publicKey.multikey)
        try await store.add(
            SigningKey(
                id: id, organisation: try slug("eac"), publicKey: key.publicKey,
                created: Self.instant), Self.authorship)
        let eac = CertificateIssuer(
            installation: installation,
            organisation: try #require(contents.catalogue.organisation(slug("eac"))),
            programme: nil,
            signer: try CredentialSigner(
                issuer: installation.did(of: slug("eac")), keyID: id, key: key))
        return try eac.statusListCredential(
            BitstringStatusList(), id: "itu-1", organisation: try slug("eac"), at: Self.instant)
    }

    /// A list of the right organisation that stands at another address.
    fileprivate func otherList() async throws -> [UInt8] {
        try issuer().statusListCredential(
            BitstringStatusList(), id: "itu-2", organisation: try slug("itu"), at: Self.instant)
    }
}
