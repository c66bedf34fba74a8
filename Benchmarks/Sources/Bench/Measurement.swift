/// Something to be done again and again; each time with another of the samples.
struct Operation {
    let name: String
    /// Does it once, for the sample of that number, counted round and round.
    let body: (Int) throws -> Void

    init(_ name: String, _ body: @escaping (Int) throws -> Void) {
        self.name = name
        self.body = body
    }
}

/// An operation's times in each round.
struct Measurement {
    let name: String
    /// Seconds of processor time for one operation, by round.
    private(set) var seconds: [Double] = []
    private let body: (Int) throws -> Void
    private let repetitions: Int

    /// Tries the operation out: how often it fits into a slice of that many seconds.
    init(_ operation: Operation, slice: Double) throws {
        name = operation.name
        body = operation.body
        var count = 1
        while true {
            let time = try ProcessorTime.of { for index in 0..<count { try operation.body(index) } }
            if time >= slice / 8 {
                repetitions = max(1, Int(Double(count) * slice / time))
                return
            }
            count *= 2
        }
    }

    /// Measures one round.
    mutating func round() throws {
        let time = try ProcessorTime.of { for index in 0..<repetitions { try body(index) } }
        seconds.append(time / Double(repetitions))
    }

    /// Operations a second: the median of the rounds.
    var rate: Double { 1 / Self.median(seconds) }

    /// Microseconds for one operation: the median of the rounds.
    var microseconds: Double { Self.median(seconds) * 1e6 }

    /// How this rate compares with another's: the median of the rounds' ratios, so that a slow
    /// moment of the machine, which slows both, does not count.
    func ratio(to base: Measurement) -> Double {
        Self.median(zip(base.seconds, seconds).map { $0 / $1 })
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard let last = sorted.last else { return .nan }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted.count == 1 ? last : sorted[middle]
    }
}
