/// Which cells of a breakdown may be shown, so that none tells of fewer than five people, neither
/// by itself nor by subtraction from the total and the others.
///
/// The cells are counts that add up to a total that is shown. Hidden are those of 1 to 4; then,
/// until at least two are hidden, at least five people are in the hidden ones together, and these
/// are more than one in each, the next smallest. Zero tells of nobody and is always shown, so that
/// each hidden cell is known to be 1 or more: with more people than hidden cells there are always
/// several ways to place them. Where that cannot be had, and where the total itself is below five,
/// the breakdown is withheld.
public enum Disclosure {
    /// The least number of people that a cell may tell of.
    public static let threshold = 5

    /// The places of the cells to hide, or nil where the whole breakdown is to be withheld.
    ///
    /// - Parameters:
    ///   - counts: How many people each cell tells of.
    ///   - also: Cells that are hidden elsewhere and so have to be here.
    public static func hidden(_ counts: [Int], also: Set<Int> = []) -> Set<Int>? {
        guard isHarmless(counts.reduce(0, +)) else { return nil }
        var hidden = Set(
            counts.indices.filter { place in
                !isHarmless(counts[place]) || also.contains(place) && counts[place] > 0
            })
        if hidden.isEmpty { return [] }
        var next = counts.indices.filter { counts[$0] > 0 && !hidden.contains($0) }
            .sorted { (counts[$0], $0) < (counts[$1], $1) }[...]
        var people = hidden.reduce(0) { $0 + counts[$1] }
        while hidden.count < 2 || people < threshold || people <= hidden.count {
            guard let place = next.popFirst() else { return nil }
            hidden.insert(place)
            people += counts[place]
        }
        return hidden
    }

    /// Whether a number of people may be told: none, or at least five.
    public static func isHarmless(_ count: Int) -> Bool { count == 0 || count >= threshold }
}
