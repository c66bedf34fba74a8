import Testing
@testable import StoreSQLite

@Suite("How long the public server waits for a lock")
struct BriefWaitsTests {
    @Test("The pauses for the index of the write-ahead log come to half a second, not to ten")
    func index() {
        // As walTryBeginRead of SQLite has them.
        let asked: [Int32] = (1...91).map { (step: Int32) -> Int32 in step * step * 39 }
        let total = asked.reduce(0, +)
        #expect(total > 9_000_000)
        let slept = asked.reduce(Int32(0)) { $0 + BriefWaits.microseconds(for: $1) }
        #expect(slept > 300_000 && slept < 600_000)
        #expect(BriefWaits.microseconds(for: 1) == 1)
    }

    @Test("The busy time-out is as it was set")
    func busy() {
        // As sqliteDefaultBusyCallback of SQLite has them.
        for milliseconds: Int32 in [1, 2, 5, 10, 15, 20, 25, 50, 100] {
            #expect(BriefWaits.microseconds(for: milliseconds * 1_000) == milliseconds * 1_000)
        }
    }
}
