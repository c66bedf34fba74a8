/// The certificates of a report, counted by all that any of its tables breaks them down by, and what
/// the tables say of these counts.
///
/// A *part* is a count of certificates that are alike in one or two things. Parts are grouped by what
/// they count by, and two groups share at most one thing, in a tree: whatever counts fulfil the
/// equations here are those of some certificates (those of two groups that agree in what they share
/// are put together one by one). So what can be reckoned from the tables can be reckoned from here.
struct CountSystem: Sendable {
    /// A count in a table, by the table and the row.
    struct Name: Hashable, Sendable, Comparable {
        let table: String
        let row: String

        static func < (left: Name, right: Name) -> Bool {
            (left.table, left.row) < (right.table, right.row)
        }
    }

    /// A sum of parts that a table shows, or that nobody may get to know although none does.
    struct Cell: Sendable {
        let name: Name
        let parts: [Int]
        let count: Int
        /// Whether a table has it.
        let isPublished: Bool
        /// Whether the count is only the least that the parts can add up to.
        let isFloor: Bool
    }

    /// How many certificates there are.
    let total: Int
    /// How many there are in each part.
    private(set) var parts: [Int] = []
    /// Parts that have the same sum, whatever the counts are.
    private(set) var links: [(left: [Int], right: [Int])] = []
    /// Groups of parts that have all certificates.
    private(set) var groups: [[Int]] = []
    /// What is, or could be, known of them.
    private(set) var cells: [Cell] = []

    init(total: Int) { self.total = total }

    /// Adds parts that together have all certificates.
    ///
    /// - Returns: Their places.
    mutating func add(_ counts: [Int]) -> [Int] {
        let places = Array(parts.count..<parts.count + counts.count)
        parts += counts
        groups.append(places)
        return places
    }

    /// Says that parts have the same sum.
    mutating func link(_ left: [Int], _ right: [Int]) { links.append((left, right)) }

    /// Adds what a table shows.
    mutating func publish(_ table: String, _ row: String, _ parts: [Int]) {
        add(Name(table: table, row: row), parts, isPublished: true)
    }

    /// Adds what no table shows, and nobody may get to know where it is a few.
    mutating func protect(_ table: String, _ row: String, _ parts: [Int]) {
        add(Name(table: table, row: row), parts, isPublished: false)
    }

    /// Adds a count that a table shows, and that parts have at least.
    mutating func publishFloor(_ table: String, _ row: String, _ parts: [Int], _ count: Int) {
        cells.append(
            Cell(
                name: Name(table: table, row: row), parts: parts, count: count, isPublished: true,
                isFloor: true))
    }

    private mutating func add(_ name: Name, _ places: [Int], isPublished: Bool) {
        cells.append(
            Cell(
                name: name, parts: places, count: places.reduce(0) { $0 + parts[$1] },
                isPublished: isPublished, isFloor: false))
    }
}
