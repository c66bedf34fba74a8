import CertAuthority

/// Follows links of corrected certificates to the correction, by ``CorrectedLinks/leadOn(from:to:)``.
enum LinkFollowing {
    /// The certificate to which the links of one lead: itself, or its newest correction.
    static func end(of number: String, in db: any SQLDatabase) throws -> String {
        try walk(from: number, .newer, in: db).last ?? number
    }

    /// A certificate and those that it corrects whose links lead to it, newest first.
    static func origins(of number: String, in db: any SQLDatabase) throws -> [String] {
        try walk(from: number, .older, in: db)
    }

    /// The two ways along corrections.
    private enum Way {
        case newer
        case older
    }

    /// The numbers from one on, as far as links lead.
    private static func walk(
        from number: String, _ way: Way, in db: any SQLDatabase
    ) throws -> [String] {
        let (from, to) = way == .newer ? ("here", "next") : ("next", "here")
        let select = try db.statement(
            "SELECT \(to) AS number, leads FROM \(db.dialect.linkSteps) WHERE \(from) = ?")
        var numbers = [number]
        var here = number
        while let row = try SQLRow.fetchOne(select, arguments: [here]) {
            here = row["number"]
            guard row["leads"], !numbers.contains(here) else { break }
            numbers.append(here)
        }
        return numbers
    }
}
