import CertAuthority
import Credentials
import Foundation
import GRDB
import StoreSQLite
import StoreSQL
import Testing
import Verification
@testable import TestSupport

@Suite("A certificate that is asked for again")
struct RememberedCertificateTests {
    /// The server's way: a store that can only be read, and one verification for all requests.
    private func verification(
        _ test: TestInstallation, remembered: Int = 1_000
    ) throws -> CertificateVerification<SQLStore> {
        CertificateVerification(
            store: try SQLStore(path: test.home.storePath, access: .readOnly),
            installation: test.installation, remembered: remembered)
    }

    @Test("Says what a first look says, whatever became of it in between")
    func changes() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            let known = try verification(test)
            func expectSame(_ verdict: Verdict) async throws {
                for instant in [TestInstallation.instant, .init(seconds: 0)] {
                    let again = try #require(try await known.verify(number, at: instant))
                    let first = try #require(
                        try await verification(test).verify(number, at: instant))
                    #expect(again.report.checks == first.report.checks)
                    #expect(again.facts == first.facts)
                    if instant == TestInstallation.instant {
                        #expect(again.report.verdict == verdict)
                    }
                }
            }
            try await expectSame(.valid)
            try await expectSame(.valid)
            try await test.change(number, to: .suspended, reason: "under review")
            try await expectSame(.notCurrentlyValid)
            try await test.change(number, to: .good)
            try await expectSame(.valid)
            try await test.change(number, to: .revoked, reason: "issued by mistake")
            try await expectSame(.notCurrentlyValid)
            let queue = try DatabaseQueue(path: test.home.storePath)
            try await queue.write { db in
                try db.execute(sql: "UPDATE signing_key SET organisation = 'nobody'")
            }
            try await expectSame(.cannotTell)
        }
    }

    @Test("One changed byte of the stored document is seen at the next look")
    func damage() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            let known = try verification(test)
            let before = try await known.verify(number, at: TestInstallation.instant)
            #expect(before?.report.verdict == .valid)
            let queue = try DatabaseQueue(path: test.home.storePath)
            try await queue.write { db in
                try db.execute(
                    sql: """
                        UPDATE certificate
                        SET credential = CAST(replace(credential, 'Ada Obi', 'Ida Obi') AS BLOB)
                        """)
            }
            let after = try #require(
                try await known.verify(number, at: TestInstallation.instant))
            #expect(after.report.verdict == .notGenuine)
            #expect(after.facts == nil)
        }
    }

    @Test("Of more certificates than are remembered, each is still told rightly")
    func bounded() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Abe Obi", "Bea Obi", "Cyd Obi", "Dov Obi", "Eve Obi")
            let known = try verification(test, remembered: 2)
            for _ in 0..<3 {
                for certificate in issued {
                    let found = try #require(
                        try await known.verify(
                            certificate.number, at: TestInstallation.instant))
                    #expect(found.report.verdict == .valid)
                    #expect(found.facts?.name == certificate.name)
                }
            }
        }
    }

    @Test("A store that was replaced or removed is not answered from the old file")
    func replaced() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            let store = try SQLStore(path: test.home.storePath, access: .readOnly)
            guard case .answer(let found?) = store.verificationRecordAtOnce(of: number) else {
                Issue.record("nothing was answered at once")
                return
            }
            #expect(found.certificate.name == "Ada Obi")
            guard
                case .answer(nil) = store.verificationRecordAtOnce(
                    of: try CertificateNumber.random())
            else {
                Issue.record("a number that nobody has was not answered at once")
                return
            }
            let path = test.home.storePath
            try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
            guard case .wait = store.verificationRecordAtOnce(of: number) else {
                Issue.record("a store that is gone was answered from")
                return
            }
        }
    }
}
