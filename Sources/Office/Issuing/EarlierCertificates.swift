import CertAuthority
import Credentials
import LinkedData

/// Compares the new rows of a cohort with each other and with what their learners hold of the same
/// programme, so that nobody gets it twice because a day or a reference was corrected in the list.
struct EarlierCertificates {
    /// What was found.
    struct Comparison {
        /// The rows to be issued, in their order; the same array where they are all.
        var fresh: [CohortRow]
        /// The rows that are left out, each with why.
        var heldBack: [IssueWarning] = []
        /// The rows that certify what is certified.
        var faults: [SourceFault] = []
    }

    private let organisation: Slug
    private let instant: Timestamp
    private let source: String
    private var byReference: [ExactString: [Holding]] = [:]
    private var byEmail: [ExactString: [Holding]] = [:]

    /// - Parameters:
    ///   - organisation: Who issues; references are its own.
    ///   - holdings: The programme's certificates of these learners at least.
    ///   - source: What faults call the file.
    init(organisation: Slug, holdings: [Holding], source: String, at instant: Timestamp) {
        self.organisation = organisation
        self.instant = instant
        self.source = source
        for holding in holdings where holding.state != .revoked {
            if let key = holding.learner.referenceKey {
                byReference[key, default: []].append(holding)
            }
            if let key = holding.learner.emailKey { byEmail[key, default: []].append(holding) }
        }
    }

    /// Compares rows.
    ///
    /// - Parameter retaken: Whether another day than that of an earlier certificate is meant.
    func compare(_ rows: [CohortRow], retaken: Bool) -> Comparison {
        var comparison = Comparison(fresh: rows)
        var leftOut: Set<Int> = []
        let days = retaken ? [:] : Self.days(of: rows)
        for (index, row) in rows.enumerated() {
            let held = held(by: row)
            if let same = held.first(where: { $0.row.completedOn == row.completedOn }) {
                comparison.faults.append(fault(row, same))
            } else if !retaken,
                let other = held.last(where: { $0.isGood(at: instant) || $0.state == .suspended })
            {
                comparison.heldBack.append(Self.warning(row, other))
            } else if !days.isEmpty, let others = days[ExactString(row.learner)],
                let other = others.first(where: { $0.completedOn != row.completedOn })
            {
                comparison.heldBack.append(Self.warning(row, besides: other))
            } else {
                continue
            }
            leftOut.insert(index)
        }
        if !leftOut.isEmpty {
            comparison.fresh = rows.indices.filter { !leftOut.contains($0) }.map { rows[$0] }
        }
        return comparison
    }

    /// The rows of those learners who stand in the file more than once.
    private static func days(of rows: [CohortRow]) -> [ExactString: [CohortRow]] {
        var first: [ExactString: Int] = [:]
        first.reserveCapacity(rows.count)
        var days: [ExactString: [CohortRow]] = [:]
        for (index, row) in rows.enumerated() {
            let learner = ExactString(row.learner)
            guard let earlier = first[learner] else {
                first[learner] = index
                continue
            }
            days[learner, default: [rows[earlier]]].append(row)
        }
        return days
    }

    /// The certificates of a row's learner: of the same reference within the organisation, unless
    /// both addresses and names contradict that; or of the same address and name, since families and
    /// schools share addresses.
    private func held(by row: CohortRow) -> [Holding] {
        guard !byReference.isEmpty || !byEmail.isEmpty else { return [] }
        let learner = row.identity(with: organisation)
        let referenced = learner.referenceKey.flatMap { byReference[$0] } ?? []
        let addressed = learner.emailKey.flatMap { byEmail[$0] } ?? []
        guard !referenced.isEmpty || !addressed.isEmpty else { return [] }
        var names = NameKeys()
        let name = names.key(of: row.name)
        var held = referenced.filter {
            !learner.contradicts($0.learner) || names.key(of: $0.row.name) == name
        }
        for holding in addressed
        where names.key(of: holding.row.name) == name
            && !held.contains(where: { $0.number == holding.number })
        {
            held.append(holding)
        }
        return held
    }

    /// The certificate that a row renews: its learner's newest of an earlier completion.
    func renewed(by row: CohortRow) -> CertificateNumber? {
        held(by: row).filter { $0.row.completedOn < row.completedOn }
            .max { $0.row.completedOn < $1.row.completedOn }?.number
    }

    // MARK: In words

    private func fault(_ row: CohortRow, _ holding: Holding) -> SourceFault {
        let holder = holding.learner
        let known =
            [holder.reference.map { "learner_ref \"\(SourceFault.printable($0))\"" }, holder.email]
            .compactMap(\.self).first ?? "another reference"
        let issuer = holder.organisation == organisation ? "" : " by \(holder.organisation)"
        return SourceFault(
            file: source, line: nil, field: "row \(row.number), learner_ref", row: row.number,
            value: row.learnerReference,
            reason: "this learner is certified already on \(holding.row.completedOn) as "
                + "\(holding.number)\(issuer), under \(known)",
            remedy: "remove the row, or give the learner one learner_ref")
    }

    private static func warning(_ row: CohortRow, _ holding: Holding) -> IssueWarning {
        IssueWarning(
            .certifiedBefore,
            "row \(row.number): \(SourceFault.printable(row.name)) is certified already on "
                + "\(holding.row.completedOn) as \(holding.number)",
            advice: """
                if that day was wrong: \(do: .correctDay(holding.number, row.completedOn)); if it was \
                taken again, give \(do: .issueRetaken)
                """,
            certificates: [holding.number], row: row.number)
    }

    private static func warning(_ row: CohortRow, besides other: CohortRow) -> IssueWarning {
        IssueWarning(
            .learnerTwoDays,
            "row \(row.number): \(SourceFault.printable(row.name)) of \(row.completedOn) stands in row "
                + "\(other.number) with \(other.completedOn); take the wrong row out, or give --retaken "
                + "where both are right",
            row: row.number)
    }
}
