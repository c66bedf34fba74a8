public import CertAuthority
public import Credentials
import LinkedData

/// Whether the learners of a cohort hold what a programme asks for first.
public struct Prerequisites: Sendable {
    /// A row whose learner lacks something.
    public struct Missing: Sendable, Equatable {
        /// The row.
        public let row: CohortRow
        /// The programmes of which there is no good certificate on record, in the order of their
        /// slugs; never empty.
        public let programmes: [Slug]
    }

    private let organisation: Slug
    private let programmes: [Slug]
    private var byReference: [ExactString: [Holding]] = [:]
    private var byEmail: [ExactString: [Holding]] = [:]

    /// The prerequisites of a programme that an organisation issues.
    ///
    /// - Parameter holdings: The certificates of the prerequisites, of these learners at least.
    public init(of programme: Programme, organisation: Slug, holdings: [Holding], at: Timestamp) {
        self.organisation = organisation
        programmes = programme.prerequisites
        for holding in holdings where holding.isGood(at: at) {
            if let key = holding.learner.referenceKey {
                byReference[key, default: []].append(holding)
            }
            if let key = holding.learner.emailKey { byEmail[key, default: []].append(holding) }
        }
    }

    /// The rows whose learners lack a good certificate of a prerequisite, in the order of the rows.
    public func missing(in rows: [CohortRow]) -> [Missing] {
        guard !programmes.isEmpty else { return [] }
        return rows.compactMap { row in
            let learner = row.identity(with: organisation)
            let near =
                (learner.referenceKey.flatMap { byReference[$0] } ?? [])
                + (learner.emailKey.flatMap { byEmail[$0] } ?? [])
            let held = Set(near.filter { $0.learner.isSame(as: learner) }.map(\.offer))
            let missing = programmes.filter { !held.contains($0) }
            return missing.isEmpty ? nil : Missing(row: row, programmes: missing)
        }
    }
}

extension Prerequisites.Missing {
    private var reason: String {
        "no good certificate of \(programmes.map(\.text).joined(separator: " or ")) on record"
    }

    /// The lack as a warning: what is missing may have been earned elsewhere.
    public var warning: IssueWarning {
        IssueWarning(.missingPrerequisite, "row \(row.number): \(reason)", row: row.number)
    }

    /// The lack as a fault of the cohort's file.
    public func fault(in file: String) -> SourceFault {
        SourceFault(
            file: file, line: nil,
            field: "row \(row.number), \(row.learnerReference == nil ? "email" : "learner_ref")",
            row: row.number, value: row.learner, reason: reason,
            remedy: "issue that first, remove the row, or leave --require-prerequisites away")
    }
}
