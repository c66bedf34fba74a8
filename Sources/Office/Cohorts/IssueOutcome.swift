public import CertAuthority

/// What a run came to.
public struct IssueOutcome: Sendable {
    /// What is told of a new certificate.
    public struct Issued: Sendable {
        /// The row of the cohort, or the place among a series' learners; from 1.
        public let row: Int
        /// The learner's reference.
        public let learnerReference: String?
        /// The learner's name.
        public let name: String
        /// The certificate's number.
        public let number: CertificateNumber
    }

    /// The batches that were issued or resumed.
    public internal(set) var batches: [String] = []
    /// The new certificates.
    public internal(set) var issued: [Issued] = []
    /// How many rows, or learners of a series, had their certificate before.
    public internal(set) var repeated = 0
    /// The certificates that rows of a cohort had before.
    public internal(set) var held: [Issued] = []
    /// How many rows were left out, since their learners may be certified already.
    public internal(set) var heldBack = 0
    /// How many a rehearsal would issue; nil where it was none.
    public internal(set) var wouldIssue: Int?
    /// Of renewals: how many earlier certificates lead to their renewals now that did not before; of a
    /// rehearsal how many rows renew one. Nil where it is about none.
    public internal(set) var renewed: Int?
    /// What the record has to tell.
    public internal(set) var warnings: [IssueWarning] = []
    /// What was found in the cohort's file and stops nothing.
    public internal(set) var findings: [CohortFinding] = []
    /// What became of the fees.
    public internal(set) var fees = CohortSettlement()
    /// Whether it was stopped before its end.
    public internal(set) var wasStopped = false

    /// The batches of which a new certificate has an email address.
    var addressed: Set<String> = []

    init() {}

    /// What brings the new certificates to their learners, a remedy for each batch; empty where
    /// nothing was issued, and after a run that was stopped.
    public var next: [Remedy] {
        guard !issued.isEmpty, !wasStopped else { return [] }
        return batches.map { batch in
            addressed.contains(batch) ? .sendLinks(batch: batch) : .exportLinks(batch: batch)
        }
    }

    /// The certificates whose documents are to be written: what was issued now, and what rows had
    /// before; nil after a rehearsal and after a run that was stopped.
    public var documented: [Issued]? {
        wouldIssue != nil || wasStopped ? nil : issued + held
    }
}
