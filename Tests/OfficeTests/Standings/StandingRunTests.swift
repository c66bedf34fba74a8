import CertAuthority
import Office
import StoreSQLite
import StoreSQL
import Testing
@testable import TestSupport

@Suite("Changing standings and erasing, planned and done")
struct StandingRunTests {
    private func open(_ test: TestInstallation) async throws -> OpenInstallation<SQLStore> {
        try await OpenInstallation(home: test.home, store: test.store)
    }

    @Test("A plan changes nothing; what would change nothing, or tells of the learner, is refused")
    func refusals() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            let before = try test.dump()
            let choice = CertificateChoice.number("\(number)")
            let good = StandingRun(try await open(test), to: .good, reason: "all is well")
            let named = StandingRun(try await open(test), to: .revoked, reason: "Obi, Ada left")
            let revoked = StandingRun(try await open(test), to: .revoked, reason: "by mistake")
            let codes = try await [good, named].asyncMap { run in
                try #require(
                    await #expect(throws: OfficeRefusal.self) { try await run.plan(choice) }
                ).code
            }
            #expect(codes == [.conflict, .invalid])
            let (plan, chosen) = try await revoked.plan(choice)
            #expect(plan.changing.map(\.number) == [number] && chosen.unfinished == nil)
            #expect(try test.dump() == before)
        }
    }

    @Test(
        "A batch that is not issued whole is told with its certificates; an unknown one is refused")
    func unfinished() async throws {
        try await TestInstallation.with { test in
            var work = try await CohortWork(test)
            work.chunk = 1
            work.stopsAfter = 1
            let batch = try #require(try await work.run(rows: 3).batches.first)
            let chosen = try await test.store.chosen(.batch(batch))
            #expect(chosen.standings.count == 1 && chosen.unfinished?.remaining == 2)
            let refusal = await #expect(throws: OfficeRefusal.self) {
                try await test.store.chosen(.batch("B-NONE"))
            }
            #expect(refusal?.code == .notFound)
        }
    }

    @Test(
        "An erasure names the certificates that hold the same learner's data, or takes them along")
    func erasure() async throws {
        try await TestInstallation.with { test in
            let old = try #require(try await test.issue("Ada Obi").first)
            let new = try await test.correct(old, name: "Ada Obie")
            let erasure = Erasure(test.store, reason: "request 2026-17")
            let choice = CertificateChoice.number("\(new.number)")
            let one = try await erasure.plan(choice, allVersions: false)
            #expect(one.erasing == [new.number] && one.others == [old.number])
            let all = try await erasure.plan(choice, allVersions: true)
            #expect(Set(all.erasing) == [new.number, old.number] && all.others.isEmpty)
            let erased = try await erasure.erase(all, TestInstallation.authorship)
            #expect(Set(erased) == [new.number, old.number])
            #expect(try await erasure.plan(choice, allVersions: true).erasing.isEmpty)
        }
    }
}

extension Sequence {
    /// What the closure gives for each element, one after the other.
    fileprivate func asyncMap<Value>(
        _ transform: (Element) async throws -> Value
    ) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
