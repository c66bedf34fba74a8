import Credentials
import Testing

@Suite("Randomness")
struct SecureRandomTests {
    @Test("Bytes are as many as asked for and do not repeat")
    func bytes() throws {
        #expect(try SecureRandom.bytes(0).isEmpty)
        let draws = try (0..<100).map { _ in try SecureRandom.bytes(16) }
        #expect(draws.allSatisfy { $0.count == 16 })
        #expect(Set(draws).count == draws.count)
    }

    @Test("Each number below a bound is drawn about equally often", arguments: [1, 2, 7, 10, 131])
    func uniform(bound: Int) throws {
        let perNumber = 2000
        var counts = [Int](repeating: 0, count: bound)
        for _ in 0..<(perNumber * bound) { counts[try SecureRandom.uniform(below: bound)] += 1 }
        // Pearson's statistic has mean `bound - 1` and variance twice that; eight standard
        // deviations fail less than once in 10^9 runs.
        let statistic = counts.reduce(0.0) { sum, count in
            let difference = Double(count - perNumber)
            return sum + difference * difference / Double(perNumber)
        }
        let mean = Double(bound - 1)
        #expect(statistic <= mean + 8 * (2 * mean).squareRoot() + 20, "counts \(counts)")
    }

    @Test("The largest bound is taken, and its upper half is reached")
    func largeBound() throws {
        let draws = try (0..<64).map { _ in try SecureRandom.uniform(below: .max) }
        #expect(draws.allSatisfy { $0 >= 0 && $0 < .max })
        #expect(draws.contains { $0 > .max / 2 })
    }
}
