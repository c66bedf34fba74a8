/// What everybody knows of the parts of a report: equations that the true counts fulfil, and that any
/// other counts which a report leaves possible fulfil too.
struct CountEquations: Sendable {
    /// What an equation stands for.
    enum Origin: Sendable {
        case structure
        case cell(CountSystem.Cell)
    }

    struct Equation: Sendable {
        let origin: Origin
        /// The factor of each part.
        var factors: [Int: Int]
        let constant: Int
        /// Whether the sum may be more.
        let isLeast: Bool
    }

    private(set) var equations: [Equation] = []
    /// The parts that are not known to be zero, those that nothing tells apart together.
    private(set) var bundles: [[Int]] = []
    private let nobody: Set<Int>

    init(_ system: CountSystem, _ cells: [CountSystem.Cell], _ suppression: Suppression) {
        let own = Set(cells.flatMap(\.parts))
        var nobody: Set<Int> = []
        for cell in cells where cell.count == 0 && !cell.isFloor && !suppression.isHidden(cell) {
            nobody.formUnion(cell.parts)
        }
        self.nobody = nobody
        for group in system.groups where group.contains(where: own.contains) {
            add(.structure, group, [], system.total, isLeast: false)
        }
        for link in system.links where link.left.contains(where: own.contains) {
            add(.structure, link.left, link.right, 0, isLeast: false)
        }
        for cell in cells {
            let isHidden = suppression.isHidden(cell)
            if cell.isFloor {
                if !isHidden { add(.cell(cell), cell.parts, [], cell.count, isLeast: true) }
            } else if !isHidden, cell.count > 0 {
                add(.cell(cell), cell.parts, [], cell.count, isLeast: false)
            } else if isHidden, cell.isPublished, cell.count > 0,
                !suppression.withheld.contains(cell.name.table)
            {
                add(.cell(cell), cell.parts, [], 1, isLeast: true)
            }
        }
        bundles = Self.bundles(own.subtracting(nobody), equations, cells)
    }

    private mutating func add(
        _ origin: Origin, _ left: [Int], _ right: [Int], _ constant: Int, isLeast: Bool
    ) {
        var factors: [Int: Int] = [:]
        for part in left where !nobody.contains(part) { factors[part, default: 0] += 1 }
        for part in right where !nobody.contains(part) { factors[part, default: 0] -= 1 }
        equations.append(
            Equation(origin: origin, factors: factors, constant: constant, isLeast: isLeast))
    }

    /// Puts parts together that are in the same equations and cells.
    private static func bundles(
        _ parts: Set<Int>, _ equations: [Equation], _ cells: [CountSystem.Cell]
    ) -> [[Int]] {
        var memberships: [Int: [Int]] = [:]
        for (place, equation) in equations.enumerated() {
            for (part, factor) in equation.factors {
                memberships[part, default: []] += [place, factor]
            }
        }
        for (place, cell) in cells.enumerated() where !cell.isFloor {
            for part in cell.parts { memberships[part, default: []].append(-1 - place) }
        }
        return Dictionary(grouping: parts.sorted()) { memberships[$0]?.sorted() ?? [] }.values
            .sorted { $0[0] < $1[0] }
    }

    /// The bundles of a cell's parts.
    func bundles(of cell: CountSystem.Cell) -> [Int] {
        let wanted = Set(cell.parts)
        return bundles.indices.filter { wanted.contains(bundles[$0][0]) }
    }

    /// Whether counts, each of a bundle by its first part, fulfil every equation, in whole numbers.
    func hold(_ counts: [Int: Int]) -> Bool {
        counts.values.allSatisfy { $0 >= 0 }
            && equations.allSatisfy { equation in
                let sum = counts.reduce(0) { $0 + $1.value * (equation.factors[$1.key] ?? 0) }
                return equation.isLeast ? sum >= equation.constant : sum == equation.constant
            }
    }
}
