/// Numbers that are not negative and fulfil equations, and how large a sum of some of them can be
/// (the simplex method with a full table, in two phases).
///
/// It reckons with floating-point numbers: who relies on an answer checks it in whole numbers.
struct Simplex: Sendable {
    /// An equation: the sum of factors times unknowns is a constant that is not negative.
    struct Equation: Sendable {
        var terms: [(unknown: Int, factor: Double)]
        var constant: Double
    }

    private static let precision = 1e-7

    private let unknowns: Int
    private let equations: Int
    private let width: Int
    /// One row for each equation, then the goal's; a column for each unknown, then one for each
    /// equation, which began as the whole solution, then the constants.
    private var table: [Double]
    /// The unknown that each row gives.
    private var basis: [Int]

    /// Finds some solution; nil where there is none.
    init?(_ equations: [Equation], unknowns: Int) {
        self.unknowns = unknowns
        self.equations = equations.count
        width = unknowns + equations.count + 1
        table = Array(repeating: 0, count: (equations.count + 1) * width)
        basis = Array(unknowns..<unknowns + equations.count)
        let goal = equations.count * width
        for (row, equation) in equations.enumerated() {
            for term in equation.terms { table[row * width + term.unknown] += term.factor }
            table[row * width + unknowns + row] = 1
            table[row * width + width - 1] = equation.constant
            for unknown in 0..<unknowns { table[goal + unknown] -= table[row * width + unknown] }
            table[goal + width - 1] -= equation.constant
        }
        improve()
        guard table[goal + width - 1] > -Self.precision else { return nil }
        leaveBeginning()
    }

    /// Takes the columns that the solution began with out of it; rows where that is impossible say
    /// nothing that others do not.
    private mutating func leaveBeginning() {
        for row in 0..<equations where basis[row] >= unknowns {
            let column = (0..<unknowns).first { abs(table[row * width + $0]) > Self.precision }
            if let column { pivot(row, column) }
        }
    }

    /// Makes a sum of unknowns, each times its worth, as large as it can be.
    mutating func maximize(_ worth: [Int: Double]) {
        let goal = equations * width
        for column in 0..<width { table[goal + column] = 0 }
        for (unknown, worth) in worth { table[goal + unknown] = -worth }
        for row in 0..<equations {
            guard let worth = worth[basis[row]] else { continue }
            for column in 0..<width { table[goal + column] += worth * table[row * width + column] }
        }
        improve()
    }

    /// The solution that was found last.
    var solution: [Double] {
        var solution = Array(repeating: 0.0, count: unknowns)
        for row in 0..<equations where basis[row] < unknowns {
            solution[basis[row]] = table[row * width + width - 1]
        }
        return solution
    }

    private mutating func improve() {
        let goal = equations * width
        var steps = 0
        while true {
            steps += 1
            // The steepest way at first, then the one that cannot run in circles (Bland).
            let isCareful = steps > 2 * (equations + unknowns)
            var entering: Int?
            for column in 0..<unknowns where table[goal + column] < -Self.precision {
                if entering.map({ table[goal + column] < table[goal + $0] }) ?? true {
                    entering = column
                    if isCareful { break }
                }
            }
            guard let entering, let leaving = leaving(entering) else { return }
            pivot(leaving, entering)
        }
    }

    /// The row that first stops an unknown from growing; of several the one with the first basis.
    private func leaving(_ entering: Int) -> Int? {
        var best: (row: Int, ratio: Double)?
        for row in 0..<equations {
            let factor = table[row * width + entering]
            guard factor > Self.precision else { continue }
            let ratio = table[row * width + width - 1] / factor
            guard let found = best else {
                best = (row, ratio)
                continue
            }
            if ratio < found.ratio - Self.precision
                || ratio <= found.ratio + Self.precision && basis[row] < basis[found.row]
            {
                best = (row, ratio)
            }
        }
        return best?.row
    }

    private mutating func pivot(_ row: Int, _ column: Int) {
        let own = row * width
        let pivot = table[own + column]
        // Most factors are zero: only the others change anything.
        var factors: [(place: Int, factor: Double)] = []
        for place in 0..<width where table[own + place] != 0 {
            table[own + place] /= pivot
            factors.append((place, table[own + place]))
        }
        for other in 0...equations where other != row {
            let start = other * width
            let multiple = table[start + column]
            guard multiple != 0 else { continue }
            for (place, factor) in factors { table[start + place] -= multiple * factor }
            table[start + column] = 0
        }
        basis[row] = column
    }
}
