/// Whole numbers that are not negative and whose sums are in given ranges, found by narrowing ranges
/// and trying values: nothing is left out, so that what has no solution here has none.
struct CountSolver {
    /// A sum of unknowns, each with a factor, that is in a range.
    struct Sum {
        let terms: [(unknown: Int, factor: Int)]
        let range: ClosedRange<Int>
    }

    private(set) var names: [String: Int] = [:]
    private var sums: [Sum] = []
    private let most: Int

    /// - Parameter most: No unknown is more.
    init(most: Int) { self.most = most }

    mutating func unknown(_ name: String) -> Int {
        if let place = names[name] { return place }
        names[name] = names.count
        return names.count - 1
    }

    mutating func require(_ parts: [String], minus others: [String] = [], _ range: ClosedRange<Int>)
    {
        sums.append(
            Sum(
                terms: parts.map { (unknown($0), 1) } + others.map { (unknown($0), -1) },
                range: range))
    }

    /// Some solution, the values of a guess tried first; nil where there is none, or none was found
    /// in so many tries.
    func solution(near guess: [String: Int], tries: Int = 2_000) -> [String: Int]? {
        var ranges = Array(repeating: 0...most, count: names.count)
        guard narrow(&ranges) else { return nil }
        var values = Array(repeating: 0, count: names.count)
        for (name, place) in names { values[place] = guess[name] ?? 0 }
        var left = tries
        guard let found = search(ranges, values, &left) else { return nil }
        return names.mapValues { found[$0] }
    }

    private func search(_ ranges: [ClosedRange<Int>], _ guess: [Int], _ left: inout Int) -> [Int]? {
        // Those that the guess no longer suits first, and of these the narrowest.
        let open = ranges.indices.filter { ranges[$0].count > 1 }
        guard
            let place = open.min(by: {
                (ranges[$0].contains(guess[$0]) ? 1 : 0, ranges[$0].count, $0)
                    < (ranges[$1].contains(guess[$1]) ? 1 : 0, ranges[$1].count, $1)
            })
        else { return ranges.map(\.lowerBound) }
        for value in ranges[place].sorted(by: {
            (abs($0 - guess[place]), $0) < (abs($1 - guess[place]), $1)
        }) {
            left -= 1
            guard left > 0 else { return nil }
            var narrowed = ranges
            narrowed[place] = value...value
            guard narrow(&narrowed) else { continue }
            if let found = search(narrowed, guess, &left) { return found }
        }
        return nil
    }

    /// Narrows ranges until no sum narrows one further; false where nothing is left of one.
    private func narrow(_ ranges: inout [ClosedRange<Int>]) -> Bool {
        var isChanged = true
        while isChanged {
            isChanged = false
            for sum in sums {
                var (low, high) = (0, 0)
                for term in sum.terms {
                    let range = ranges[term.unknown]
                    low += term.factor > 0 ? range.lowerBound : -range.upperBound
                    high += term.factor > 0 ? range.upperBound : -range.lowerBound
                }
                guard low <= sum.range.upperBound, high >= sum.range.lowerBound else {
                    return false
                }
                for term in sum.terms {
                    let range = ranges[term.unknown]
                    let (own, other) =
                        term.factor > 0
                        ? (range.lowerBound, range.upperBound)
                        : (-range.upperBound, -range.lowerBound)
                    let most = sum.range.upperBound - (low - own)
                    let least = sum.range.lowerBound - (high - other)
                    let bounds = term.factor > 0 ? (least, most) : (-most, -least)
                    let lower = max(range.lowerBound, bounds.0)
                    let upper = min(range.upperBound, bounds.1)
                    guard lower <= upper else { return false }
                    guard lower != range.lowerBound || upper != range.upperBound else { continue }
                    ranges[term.unknown] = lower...upper
                    isChanged = true
                    low += term.factor > 0 ? lower - range.lowerBound : range.upperBound - upper
                    high -= term.factor > 0 ? range.upperBound - upper : lower - range.lowerBound
                }
            }
        }
        return true
    }
}
