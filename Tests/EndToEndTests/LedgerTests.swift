import Foundation
import Testing

@Suite("Several processes on one ledger")
struct LedgerTests {
    private static let seed = UInt64.random(in: 0..<1_000_000)

    /// The short version of `scripts/trial ledger`.
    @Test("At random from two processes, debits equal credits and no pool is ever below zero")
    func random() async throws {
        let folder = try TemporaryFolder.make()
        defer { TemporaryFolder.remove(folder) }
        let (trial, store) = (try Program.product("LedgerTrial"), folder + "/ledger.sqlite")
        let prepared = try await Program(trial, ["prepare", store]).outcome()
        try #require(prepared.status == 0, "\(prepared.complaints)")
        let workers = try (0..<2).map { number in
            try Program(trial, ["work", store, "\(Self.seed + UInt64(number))", "300"])
        }
        for worker in workers {
            let outcome = try await worker.outcome()
            #expect(outcome.status == 0, "seed \(Self.seed): \(outcome.complaints)")
        }
        let check = try await Program(trial, ["check", store]).outcome()
        #expect(check.status == 0, "seed \(Self.seed): \(check.complaints)")
        #expect(String(decoding: check.output, as: UTF8.self).hasPrefix("600 transfers; "))
    }
}
