/// Which counts of a report are hidden, so that none of one to four can be known from all that the
/// report shows, nor that it is one to four.
///
/// Counts of one to four are hidden. For each of them, other counts are then sought that agree with
/// everything that is shown and of which this one is five or more; where there are none, the counts
/// are hidden too that stand in the way and are the least loss (the linear program of complementary
/// suppression, as in Fischetti and Salazar, Management Science 47, 2001, without its last step). The counts that were found are checked in
/// whole numbers. Zero tells of nobody and is shown, so that a hidden count is known to be one or
/// more; where that says too much, a table is withheld as a whole, and reports of fewer than ten
/// certificates have their number alone.
struct Suppression: Sendable {
    /// The least number of certificates that is broken down.
    static let leastTotal = 2 * Disclosure.threshold

    /// The counts that are hidden in tables which show others.
    private(set) var hidden: Set<CountSystem.Name> = []
    /// The tables of which nothing is shown.
    private(set) var withheld: Set<String> = []
    /// For each count of one to four: counts of parts that agree with all that is shown and of which
    /// it is five or more. Parts that are missing are zero.
    private(set) var proofs: [CountSystem.Name: [Int: Int]] = [:]

    init(_ system: CountSystem) {
        let tables = Set(system.cells.filter(\.isPublished).map(\.name.table))
        guard system.total == 0 || system.total >= Self.leastTotal else {
            withheld = tables
            return
        }
        for cell in system.cells where cell.isPublished && !Disclosure.isHarmless(cell.count) {
            hidden.insert(cell.name)
        }
        for component in Self.components(system) { protect(component, system) }
    }

    /// Whether a count is shown.
    func shows(_ table: String, _ row: String) -> Bool {
        !withheld.contains(table) && !hidden.contains(.init(table: table, row: row))
    }

    func isHidden(_ cell: CountSystem.Cell) -> Bool {
        !cell.isPublished || !shows(cell.name.table, cell.name.row)
    }

    // MARK: Hiding

    private mutating func protect(_ cells: [CountSystem.Cell], _ system: CountSystem) {
        var waiting = cells.filter { !$0.isFloor && !Disclosure.isHarmless($0.count) }
        while let cell = waiting.first {
            let search = CountSearch(system, cells, self)
            if let found = search.counts(reaching: cell) {
                // What is found for one often serves others too.
                waiting.removeAll { other in
                    let sum = other.parts.reduce(0) { $0 + found[$1, default: 0] }
                    guard sum >= Disclosure.threshold else { return false }
                    proofs[other.name] = found
                    return true
                }
                continue
            }
            let changes = search.cheapestChanges(for: cell)
            if !changes.isEmpty {
                hidden.formUnion(changes.map(\.name))
            } else if !withhold(for: cell, cells) {
                // Nothing is left to hide: the report has its total alone.
                return
            }
        }
    }

    /// Withholds a table: the cell's own, or else one that hangs together with it.
    ///
    /// - Returns: Whether there was one.
    private mutating func withhold(
        for cell: CountSystem.Cell, _ cells: [CountSystem.Cell]
    ) -> Bool {
        let published = cells.filter(\.isPublished).map(\.name.table)
        let own = published.contains(cell.name.table) ? [cell.name.table] : []
        guard let table = (own + published).first(where: { !withheld.contains($0) }) else {
            return false
        }
        withheld.insert(table)
        return true
    }

    // MARK: Components

    /// The cells that hang together; what is known of others says nothing of them.
    static func components(_ system: CountSystem) -> [[CountSystem.Cell]] {
        var parents = Array(system.parts.indices)
        func root(_ place: Int) -> Int {
            var place = place
            while parents[place] != place { place = parents[place] }
            return place
        }
        func join(_ places: [Int]) {
            guard let first = places.first else { return }
            for place in places { parents[root(place)] = root(first) }
        }
        for group in system.groups { join(group) }
        for link in system.links { join(link.left + link.right) }
        for cell in system.cells { join(cell.parts) }
        let grouped = Dictionary(grouping: system.cells.filter { !$0.parts.isEmpty }) {
            root($0.parts[0])
        }
        return grouped.sorted { $0.key < $1.key }.map(\.value)
    }
}
