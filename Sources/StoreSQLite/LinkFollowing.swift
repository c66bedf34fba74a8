import CertAuthority
import GRDB

/// Follows links of corrected certificates to the correction, by ``CorrectedLinks/leadOn(from:to:)``.
enum LinkFollowing {
    /// The certificate to which the links of one lead: itself, or its newest correction.
    static func end(of number: String, in db: Database) throws -> String {
        try walk(from: number, .newer, in: db).last ?? number
    }

    /// A certificate and those that it corrects whose links lead to it, newest first.
    static func origins(of number: String, in db: Database) throws -> [String] {
        try walk(from: number, .older, in: db)
    }

    /// The two ways along corrections.
    private enum Way: String {
        case newer = "superseded_by"
        case older = "supersedes"
    }

    /// The numbers from one on, as far as links lead.
    private static func walk(
        from number: String, _ way: Way, in db: Database
    ) throws -> [String] {
        let select = try db.cachedStatement(
            sql: """
                SELECT next.number AS number, here_learner.email AS here,
                    next_learner.email AS next
                FROM certificate AS here
                JOIN certificate AS next ON next.number = here.\(way.rawValue)
                LEFT JOIN learner AS here_learner ON here_learner.certificate = here.number
                LEFT JOIN learner AS next_learner ON next_learner.certificate = next.number
                WHERE here.number = ? AND here.erased IS NULL AND next.erased IS NULL
                """)
        var numbers = [number]
        var here = number
        while let row = try Row.fetchOne(select, arguments: [here]) {
            let addresses: (here: String?, next: String?) = (row["here"], row["next"])
            let leads =
                switch way {
                case .newer: CorrectedLinks.leadOn(from: addresses.here, to: addresses.next)
                case .older: CorrectedLinks.leadOn(from: addresses.next, to: addresses.here)
                }
            here = row["number"]
            guard leads, !numbers.contains(here) else { break }
            numbers.append(here)
        }
        return numbers
    }
}
