import CertAuthority
import Testing
@testable import TestSupport

@Suite("What a breakdown may show")
struct DisclosureTests {
    @Test(
        "Fewer than five are hidden, and with them the next smallest",
        arguments: [
            ([], []), ([0, 0], []), ([5, 0, 7], []), ([4, 30, 9, 12], [0, 2]),
            ([0, 3, 0, 20], [1, 3]), ([2, 2, 40, 6], [0, 1, 3]), ([1, 4, 50], [0, 1]),
            ([1, 1, 1, 1, 1, 9], [0, 1, 2, 3, 4, 5]), ([4], nil), ([2, 2], nil),
            ([1, 1, 1, 1, 1], nil),
        ] as [([Int], Set<Int>?)])
    func examples(counts: [Int], hidden: Set<Int>?) {
        #expect(Disclosure.hidden(counts) == hidden)
    }

    @Test("No hidden count follows from the total, the shown ones and the rule that hid it")
    func property() throws {
        var random = SeededGenerator(seed: 20_261_121)
        for _ in 0..<2_000 {
            let counts = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                max(0, Int.random(in: -3...9, using: &random))
            }
            let also = Set(
                counts.indices.filter { _ in Int.random(in: 0...9, using: &random) == 0 })
            guard let hidden = Disclosure.hidden(counts, also: also) else {
                let total = counts.reduce(0, +)
                #expect(
                    (1...4).contains(total) || counts.filter { $0 > 0 }.count < 3
                        || counts.allSatisfy { $0 < 2 }, "\(counts)")
                continue
            }
            for place in counts.indices {
                let isHidden = hidden.contains(place)
                if (1...4).contains(counts[place]) || also.contains(place) && counts[place] > 0 {
                    #expect(isHidden, "\(counts)")
                }
                if counts[place] == 0 { #expect(!isHidden, "zero tells of nobody") }
            }
            guard !hidden.isEmpty else { continue }
            let people = hidden.reduce(0) { $0 + counts[$1] }
            #expect(people >= 5)
            // All ways to place so many people, one or more in each hidden cell.
            let ways = Self.ways(people, in: hidden.count)
            for cell in 0..<hidden.count {
                #expect(Set(ways.map { $0[cell] }).count > 1, "\(counts) shows a hidden cell")
            }
        }
    }

    private static func ways(_ people: Int, in cells: Int) -> [[Int]] {
        if cells == 1 { return people > 0 ? [[people]] : [] }
        return (1..<max(1, people)).flatMap { first in
            ways(people - first, in: cells - 1).map { [first] + $0 }
        }
    }
}
