/// Finds the name that somebody probably meant.
package enum NearestName {
    /// The candidate nearest to a name, at most two insertions, deletions or replacements of bytes
    /// away and fewer than its length; the first of equals. Nothing is sought among very many.
    package static func find(_ name: String, among candidates: [String]) -> String? {
        guard name.utf8.count <= 64, candidates.count <= 1_000 else { return nil }
        return candidates.map { (candidate: $0, distance: distance(name, $0)) }
            .filter { $0.distance <= 2 && $0.distance < $0.candidate.utf8.count }
            .min { $0.distance < $1.distance }?.candidate
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        var row = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let replaced = diagonal + (byte == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
