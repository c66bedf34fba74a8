/// What came of holding a plan against the audit entry that tells of it.
public struct PlanExamination: Sendable {
    /// The batch that was examined.
    public let batch: Batch
    /// Whether the audit binds the plan; plans of earlier versions are not bound.
    public let isBound: Bool
    /// How the plan differs from what was planned, each in a few words; the first
    /// ``mostDifferences``.
    public let differences: [String]
    /// How many differences there are.
    public let count: Int
    /// What each row is compared with once more before it is signed; nil where none is bound.
    package let rows: PlanBinding?

    package init(batch: Batch, isBound: Bool, differences: [String], count: Int, rows: PlanBinding?)
    {
        self.batch = batch
        self.isBound = isBound
        self.differences = differences
        self.count = count
        self.rows = rows
    }

    /// How many differences are told.
    public static let mostDifferences = 20

    /// Makes sure that the plan is as it was made.
    ///
    /// - Throws: ``PlanDisagreement`` where it is not.
    public func check() throws(PlanDisagreement) {
        guard count > 0 else { return }
        throw PlanDisagreement(batch: batch.id, differences: differences, count: count)
    }

    /// Makes sure that a row is the one that was planned.
    ///
    /// - Throws: ``PlanDisagreement`` where it is not.
    package func check(_ planned: PlannedCertificate) throws(PlanDisagreement) {
        guard let rows, !rows.holds(planned) else { return }
        throw PlanDisagreement(
            batch: batch.id, differences: [Self.difference(planned)], count: 1)
    }

    /// A row that is not as it was planned.
    package static func difference(_ planned: PlannedCertificate) -> String {
        "row \(planned.request.row.number) (\(planned.request.number), position "
            + "\(planned.position)) was changed since it was planned"
    }
}

/// Why a plan is not fulfilled: what is kept of it is not what was planned, and would be signed.
public struct PlanDisagreement: RemediableError, Equatable {
    /// The batch.
    public let batch: String
    /// What differs, each in a few words.
    public let differences: [String]
    /// How many differences there are.
    public let count: Int

    /// What differs and what to do.
    public var text: RemedyText {
        let more = count > differences.count ? "; and \(count - differences.count) more" : ""
        return """
            the plan of batch \(batch) is not as it was made: \
            \(differences.joined(separator: "; "))\(more). Nothing of that was signed. See \
            \(do: .verifyAudit), and compare the store with a backup; \(do: .abandonBatch(batch)) \
            abandons the unissued rest
            """
    }
}
