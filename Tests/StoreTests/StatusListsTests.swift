import StoreSQL
import CertAuthority
import Credentials
import GRDB
import LinkedData
import Office
import StoreSQLite
import Testing
import Verification
@testable import TestSupport

@Suite("Status lists while issuing")
struct StatusListsTests {
    /// Three quarters of a list may be used.
    private static let capacity = BitstringStatusList.minimumLength / 8 * 7

    @Test("A list that is seven eighths full takes no more; the next one opens")
    func nextList() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi")
            try test.tamper("UPDATE status_list SET used = ?", [Self.capacity - 1])
            let issued = try await test.issue("Bo Ek", "Cy Oh", "Di Um")
            #expect(issued.map(\.statusList) == ["itu-1", "itu-2", "itu-2"])
            #expect(
                try test.fetch(Int.self, "SELECT used FROM status_list WHERE id = 'itu-1'")
                    == Self.capacity)
            #expect(
                try test.fetch(Int.self, "SELECT used FROM status_list WHERE id = 'itu-2'") == 2)
            for certificate in issued {
                let found = try await test.verification.verify(
                    certificate.number, at: TestInstallation.instant)
                #expect(found?.report.verdict == .valid)
            }
            try await test.change(issued[0].number, to: .revoked)
            try await test.change(issued[2].number, to: .revoked)
            let verdicts = try await issued.asyncMap {
                try await test.verification.verify($0.number, at: TestInstallation.instant)?
                    .report.verdict
            }
            #expect(verdicts == [.notCurrentlyValid, .valid, .notCurrentlyValid])
            #expect(try await test.issue("Ed Po").map(\.statusList) == ["itu-2"])
        }
    }

    @Test("A list is signed anew by each change, and tells of the issuer, the length and the time")
    func signedAnew() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let before = try #require(try await test.store.statusList("itu-1"))
            try await test.change(certificate.number, to: .suspended)
            let suspended = try #require(try await test.store.statusList("itu-1"))
            #expect(suspended != before)
            try await test.change(certificate.number, to: .good)
            for (bytes, bit) in [
                (before, false), (suspended, true),
                (try #require(try await test.store.statusList("itu-1")), false),
            ] {
                let report = await test.verification.verify(bytes, at: TestInstallation.instant)
                #expect(report.verdict == .valid)
                let document = try #require(report.credential)
                #expect(document["id"] == "https://verify.example.org/status/itu-1")
                let subject = try #require(document["credentialSubject"])
                let list = try BitstringStatusList(
                    encoded: try #require(subject["encodedList"]?.stringValue))
                #expect(list.length == BitstringStatusList.minimumLength)
                #expect(list[certificate.statusIndex] == bit)
            }
        }
    }

    @Test("Certificates that are tokens point to lists that are tokens, signed anew as such")
    func tokens() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi")
            for form in [CredentialJWT.Form.openBadges, .joseCose] {
                let mechanism = SecuringMechanism.token(form)
                let signer = try CredentialSigner(
                    issuer: test.installation.did(of: slug("itu")), keyID: test.keyID,
                    key: test.key, mechanism: mechanism)
                let issuer = try test.issuer(signer: signer)
                let batch = try TestInstallation.batch(key: test.keyID, mechanism: mechanism)
                let certificate = try #require(
                    try await test.store.issue(
                        batch, [TestInstallation.request("Bo \(mechanism)")], lists: issuer,
                        TestInstallation.authorship
                    ) { try issuer.certificate($0, of: batch) }.first)
                #expect(certificate.statusList == "itu-2.jwt")
                let report = await test.verification.verify(
                    certificate.credential, at: TestInstallation.instant)
                #expect(report.verdict == .valid, "\(report.checks)")
                #expect(
                    report.credential?["credentialStatus"]?["statusListCredential"]
                        == "https://verify.example.org/status/itu-2.jwt")
                // Whoever signs the change need not sign certificates as tokens.
                try await test.change(certificate.number, to: .revoked)
                let bytes = try #require(try await test.store.statusList("itu-2.jwt"))
                let list = try CredentialJWT(bytes)
                #expect(list.form == .joseCose)
                #expect(list.signature.header["typ"] == "vc+jwt")
                let subject = try #require(list.credential["credentialSubject"])
                let bits = try BitstringStatusList(
                    encoded: try #require(subject["encodedList"]?.stringValue))
                #expect(bits[certificate.statusIndex])
                let found = try await test.verification.verify(
                    certificate.number, at: TestInstallation.instant)
                #expect(found?.report.verdict == .notCurrentlyValid)
            }
            #expect(try await test.issue("Cy Oh").map(\.statusList) == ["itu-1"])
        }
    }

    @Test("A list that is missing or shorter than it was stops a change, which is then not made")
    func damaged() async throws {
        for sql in [
            "UPDATE status_list SET bits = x'00', used = 1", "DELETE FROM status_list",
        ] {
            try await TestInstallation.with { test in
                let number = try #require(try await test.issue("Ada Obi").first).number
                try test.tamperWithoutChecks(sql)
                let before = try test.dump()
                await #expect(throws: StoreError(.corrupt, "")) {
                    try await test.change(number, to: .revoked)
                }
                #expect(try test.dump() == before)
            }
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows
        -> [Value]
    {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
