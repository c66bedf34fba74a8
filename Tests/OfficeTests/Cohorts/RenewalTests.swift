import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office
@testable import StoreSQLite
import StoreSQL
import Testing
import Verification
@testable import TestSupport

@Suite("Renewing certificates")
struct RenewalTests {
    private static func options(isRehearsal: Bool = false) -> IssueOptions {
        var options = IssueOptions()
        options.renews = true
        options.isRehearsal = isRehearsal
        return options
    }

    /// A cohort of a learner for each number, completed on a day.
    private static func cohort(_ numbers: ClosedRange<Int>, on day: String) -> [UInt8] {
        let rows = numbers.map { number in
            var fields = CohortText.fields(number)
            fields[1] = ["Ada Obi", "Chen Wei", "Ines Prado"][number - 1]
            fields[5] = day
            return CohortText.line(fields)
        }
        return Array((([CohortText.header] + rows).joined(separator: "\n") + "\n").utf8)
    }

    private func finding(
        _ number: CertificateNumber, _ test: TestInstallation
    ) async throws -> CertificateFinding {
        try #require(try await test.verification.verify(number, at: TestInstallation.instant))
    }

    @Test("The earlier certificate stays valid and names its renewal; run again it changes nothing")
    func renewal() async throws {
        try await TestInstallation.with { test in
            let work = try await CohortWork(test)
            let old = try await work.run(Self.cohort(1...2, on: "2026-03-01")).issued.map(\.number)
            let again = Self.cohort(1...3, on: "2026-05-30")
            let before = try test.dump()
            let rehearsed = try await work.run(again, options: Self.options(isRehearsal: true))
            #expect(rehearsed.wouldIssue == 3 && rehearsed.renewed == 2)
            #expect(try test.dump() == before)
            let outcome = try await work.run(again, options: Self.options())
            #expect(outcome.issued.count == 3 && outcome.renewed == 2 && outcome.heldBack == 0)
            let new = outcome.issued.map(\.number)
            for (old, new) in zip(old, new) {
                let found = try await finding(old, test)
                #expect(found.report.verdict == .valid)
                #expect(found.certificate.condition == .good)
                #expect(found.certificate.history.renewedBy == new)
                let document = found.document(test.installation, at: TestInstallation.instant)
                #expect(document["renewedBy"]?["number"]?.stringValue == "\(new)")
                let newer = try await finding(new, test)
                #expect(newer.report.verdict == .valid)
                #expect(newer.certificate.history.renewedBy == nil)
            }
            let after = try test.dump()
            let repeated = try await work.run(again, options: Self.options())
            #expect(repeated.renewed == 0 && repeated.issued.isEmpty)
            #expect(try test.dump() == after)
        }
    }

    @Test("A run that dies before it names the renewals is completed by the same command")
    func killed() async throws {
        struct Dead: Error {}
        try await TestInstallation.with { test in
            var work = try await CohortWork(test)
            let old = try #require(
                try await work.run(Self.cohort(1...1, on: "2026-03-01")).issued.first?.number)
            // The listener hears of the last chunk before anything is renewed.
            work.failure = ("B 1/1", Dead())
            let again = Self.cohort(1...1, on: "2026-05-30")
            await #expect(throws: Dead.self) {
                try await work.run(again, options: Self.options())
            }
            #expect(try await test.store.certificate(old)?.history.renewedBy == nil)
            work.failure = nil
            let outcome = try await work.run(again, options: Self.options())
            #expect(outcome.issued.isEmpty && outcome.renewed == 1)
            #expect(
                try await test.store.certificate(old)?.history.renewedBy
                    == outcome.held.first?.number)
        }
    }

    @Test("Nothing is renewed by what is earlier, revoked, or of another programme or learner")
    func refused() async throws {
        try await TestInstallation.with { test in
            let work = try await CohortWork(test)
            let first = try await work.run(Self.cohort(1...2, on: "2026-05-30")).issued.map(
                \.number)
            let earlier = try await work.run(
                Self.cohort(1...1, on: "2026-03-01"), options: Self.options())
            #expect(earlier.renewed == 0)
            let other = try #require(
                try await test.issue("Ada Obi", programme: "generative-ai").first
            ).number
            let pairs = [
                Renewal(old: first[0], new: try #require(earlier.issued.first?.number)),
                Renewal(old: first[0], new: other), Renewal(old: first[0], new: first[0]),
            ]
            #expect(try await test.store.renew(pairs, TestInstallation.authorship) == 0)
            // A revoked one has no renewal, and a revoked one renews nothing.
            let later = try #require(
                try await work.run(
                    Self.cohort(2...2, on: "2026-05-31"), options: Self.options()
                ).issued.first?.number)
            #expect(try await test.store.certificate(first[1])?.history.renewedBy == later)
            try await test.change(first[0], to: .revoked)
            let last = try await work.run(
                Self.cohort(1...1, on: "2026-05-31"), options: Self.options())
            #expect(last.renewed == 1)
            #expect(try await test.store.certificate(first[0])?.history.renewedBy == nil)
        }
    }

    @Test("What was renewed stays so when a backup is restored, and the audit agrees")
    func restored() async throws {
        try await TestInstallation.with { test in
            let work = try await CohortWork(test)
            let old = try #require(
                try await work.run(Self.cohort(1...1, on: "2026-03-01")).issued.first?.number)
            let new = try #require(
                try await work.run(
                    Self.cohort(1...1, on: "2026-05-30"),
                    options: {
                        var options = IssueOptions()
                        options.retaken = true
                        return options
                    }()
                ).issued.first?.number)
            let backup = test.home.path + "/backup.sqlite"
            _ = try test.store.backup(to: backup)
            #expect(
                try await test.store.renew(
                    [Renewal(old: old, new: new)], TestInstallation.authorship) == 1)
            try test.store.close()
            let restore = try StoreRestore(backup: backup, home: test.home)
            _ = try restore.finish(
                accepting: try restore.loss(), lists: try test.issuer(),
                TestInstallation.authorship)
            let store = try SQLStore(path: test.home.storePath, access: .readOnly)
            #expect(try await store.certificate(old)?.history.renewedBy == new)
        }
    }
}
