/// Looks for counts that agree with everything that is shown, and in which a given one is five or
/// more: those that differ least from the true ones.
struct CountSearch: Sendable {
    /// What hiding a count costs besides its size: few large ones are hidden rather than many small.
    private static let costOfHiding = 20
    /// Fractions have to be avoided now and then: how much a count is to be, one after the other.
    private static let aims = [5, 6, 8, 10]
    /// Counts up to this size are kept from falling below zero.
    private static let leastBounded = 60

    private let known: CountEquations
    /// The true count of each bundle.
    private let truth: [Int]

    /// A search of a report's component.
    init(_ system: CountSystem, _ cells: [CountSystem.Cell], _ suppression: Suppression) {
        known = CountEquations(system, cells, suppression)
        truth = known.bundles.map { $0.reduce(0) { $0 + system.parts[$1] } }
    }

    /// Counts of parts that agree with everything that is shown and in which the cell has five or
    /// more; nil where none were found. Parts that are missing are zero.
    func counts(reaching cell: CountSystem.Cell) -> [Int: Int]? {
        for aim in Self.aims {
            guard let program = program(cell, aim, moving: []),
                let counts = wholeCounts(program.solution), known.hold(counts),
                cell.parts.reduce(0, { $0 + counts[$1, default: 0] }) >= Disclosure.threshold
            else { continue }
            return counts
        }
        return nil
    }

    /// The shown counts that have to be hidden, as few and small as can be, so that the cell can have
    /// five or more; empty where hiding does not help.
    func cheapestChanges(for cell: CountSystem.Cell) -> [CountSystem.Cell] {
        let moved = known.equations.indices.filter { place in
            let equation = known.equations[place]
            guard case .cell(let shown) = equation.origin else { return false }
            return !equation.isLeast && shown.count > 0
        }
        guard let program = program(cell, Disclosure.threshold, moving: moved) else { return [] }
        return moved.enumerated().compactMap { index, place in
            let change =
                program.solution[program.firstMoved + 2 * index]
                + program.solution[program.firstMoved + 2 * index + 1]
            guard change > 1e-6, case .cell(let cell) = known.equations[place].origin else {
                return nil
            }
            return cell
        }
    }

    // MARK: The linear program

    private struct Program {
        let solution: [Double]
        let firstMoved: Int
    }

    /// The least changes of the bundles with which a cell has so many; nil where there are none.
    ///
    /// The unknowns are, for each bundle, how much more and how much less there is than in truth;
    /// then what is more than the least where that is allowed; then for each equation that is moved,
    /// how much more and less its sum is.
    private func program(_ cell: CountSystem.Cell, _ aim: Int, moving moved: [Int]) -> Program? {
        let size = truth.count
        var unknowns = 2 * size
        var rows: [Simplex.Equation] = []
        func terms(_ factors: (Int) -> Int, times sign: Int) -> [(unknown: Int, factor: Double)] {
            known.bundles.indices.flatMap { bundle -> [(unknown: Int, factor: Double)] in
                let factor = Double(factors(known.bundles[bundle][0]) * sign)
                guard factor != 0 else { return [] }
                let less = truth[bundle] > 0 ? [(2 * bundle + 1, -factor)] : []
                return [(2 * bundle, factor)] + less
            }
        }
        for equation in known.equations where equation.isLeast {
            let sum = zip(known.bundles, truth).reduce(0) {
                $0 + (equation.factors[$1.0[0]] ?? 0) * $1.1
            }
            // Less by at most what there is beyond the least.
            rows.append(
                Simplex.Equation(
                    terms: terms({ equation.factors[$0] ?? 0 }, times: -1) + [(unknowns, 1)],
                    constant: Double(sum - equation.constant)))
            unknowns += 1
        }
        for bundle in truth.indices where (1...Self.leastBounded).contains(truth[bundle]) {
            rows.append(
                Simplex.Equation(
                    terms: [(2 * bundle + 1, 1), (unknowns, 1)], constant: Double(truth[bundle])))
            unknowns += 1
        }
        let wanted = Set(cell.parts)
        rows.append(
            Simplex.Equation(
                terms: terms({ wanted.contains($0) ? 1 : 0 }, times: 1) + [(unknowns, -1)],
                constant: Double(aim - cell.count)))
        unknowns += 1
        let firstMoved = unknowns
        var worth: [Int: Double] = [:]
        for unknown in 0..<2 * size { worth[unknown] = -1 }
        for (place, equation) in known.equations.enumerated() where !equation.isLeast {
            var terms = terms({ equation.factors[$0] ?? 0 }, times: 1)
            if moved.contains(place) {
                let cost = -Double(equation.constant + Self.costOfHiding)
                for factor in [-1.0, 1] {
                    terms.append((unknowns, factor))
                    worth[unknowns] = cost
                    unknowns += 1
                }
            }
            rows.append(Simplex.Equation(terms: terms, constant: 0))
        }
        guard var simplex = Simplex(rows, unknowns: unknowns) else { return nil }
        simplex.maximize(worth)
        return Program(solution: simplex.solution, firstMoved: firstMoved)
    }

    private func wholeCounts(_ solution: [Double]) -> [Int: Int]? {
        var counts: [Int: Int] = [:]
        for (bundle, parts) in known.bundles.enumerated() {
            let change = solution[2 * bundle] - solution[2 * bundle + 1]
            guard change.magnitude < 1e15 else { return nil }
            counts[parts[0]] = truth[bundle] + Int(change.rounded())
        }
        return counts
    }
}
