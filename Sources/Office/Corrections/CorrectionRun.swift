public import CertAuthority
public import Credentials

/// Issues a corrected certificate in the place of one that is wrong: first a plan, which can be shown,
/// and then the issue.
public struct CorrectionRun<Store: OfficeRecord>: Sendable {
    /// What is corrected in a column of the cohort.
    public struct Change: Sendable, Equatable {
        /// The column.
        public let column: String
        /// What it says now.
        public let before: String
        /// What it shall say.
        public let after: String
    }

    /// What a correction would do.
    public struct Plan: Sendable {
        /// The certificate that is wrong.
        public let old: Certificate
        /// The row as corrected.
        public let row: CohortRow
        /// What differs, in the order of the columns; never empty.
        public let changes: [Change]
        /// What becomes of the learner's links.
        public let links: CorrectedLinks

        /// What brings the learner to the corrected certificate; nil where the link that the learner
        /// has does, and there is no address to write to.
        public func next(_ new: CertificateNumber) -> Remedy? {
            if row.email != nil { return .sendLink(new) }
            return links == .lead ? nil : .createLink(new)
        }
    }

    private let open: OpenInstallation<Store>
    private let reason: String
    private let mechanism: SecuringMechanism?
    private let instant: Timestamp

    /// A correction.
    ///
    /// - Parameters:
    ///   - reason: Why, 1 to 200 characters; everyone will see it.
    ///   - mechanism: How the new one is secured; nil for what the organisation's key does by itself.
    ///   - instant: When it is checked.
    /// - Throws: ``OfficeRefusal`` (`conflict`) where the catalogue was changed past the office;
    ///   `StoreError`.
    public init(
        _ open: OpenInstallation<Store>, reason: String, mechanism: SecuringMechanism? = nil,
        at instant: Timestamp
    ) async throws {
        try await open.requireAppliedCatalogue()
        self.open = open
        self.reason = reason
        self.mechanism = mechanism
        self.instant = instant
    }

    /// Checks everything; nothing is changed.
    ///
    /// - Parameter number: The number of the certificate that is wrong, as it was typed.
    /// - Throws: ``OfficeRefusal``; `CorrectionRefusal`; ``RowDisagreement`` where what is kept is not
    ///   what was signed; `SourceFaults` naming what is wrong in the corrected columns; `StoreError`.
    public func plan(_ number: String, _ correction: Correction) async throws -> Plan {
        let old = try await open.store.certificate(typed: number)
        try old.checkCorrectable()
        guard let row = try await open.store.row(of: old.number) else {
            throw StoreError(.corrupt, "the row that \(old.number) was issued from is missing")
        }
        try await Reissuing.checkRecord(
            of: old, store: open.store, installation: open.installation, at: instant)
        let (corrected, columns) = try corrected(row, correction, of: old)
        try StatedReason.require(
            reason, about: [LearnerNames(row), LearnerNames(corrected)])
        try await open.require(mechanism, of: old.organisation)
        let hasLinks = try await open.store.links(.numbers([old.number])).contains { $0.count > 0 }
        let leadOn = CorrectedLinks.leadOn(from: row.email, to: corrected.email)
        return Plan(
            old: old, row: corrected,
            changes: columns.map { column in
                Change(
                    column: column.name, before: row[column] ?? "",
                    after: corrected[column] ?? "")
            }, links: hasLinks ? leadOn ? .lead : .end : .none)
    }

    /// Issues the corrected certificate and revokes the old one, in one transaction.
    ///
    /// - Parameter authorship: Asked for once the key is open, since somebody may have been asked
    ///   meanwhile.
    /// - Throws: ``OfficeRefusal``; ``KeyError``; as ``Reissuing/issue(_:correcting:corrected:reason:store:_:)``;
    ///   what the passphrase's source throws.
    public func issue(
        _ plan: Plan, _ passphrase: PassphraseSource, _ authorship: @autoclosure () -> Authorship
    ) async throws -> Certificate {
        let reissuing = Reissuing(
            installation: open.installation,
            organisation: try open.organisation(plan.old.organisation),
            programme: try open.programme(plan.old.programme),
            signer: try await open.signer(
                of: plan.old.organisation, passphrase, mechanism: mechanism))
        return try await reissuing.issue(
            plan.row, correcting: plan.old, corrected: plan.changes.map(\.column), reason: reason,
            store: open.store, authorship())
    }

    private func corrected(
        _ row: CohortRow, _ correction: Correction, of old: Certificate
    ) throws -> (row: CohortRow, corrected: [CohortColumn]) {
        let checks = CohortChecks(
            open: open, programme: try open.programme(old.programme),
            organisation: try open.organisation(old.organisation))
        do {
            return try correction.row(from: row) { table in
                _ = try checks.read(table, at: instant).soundRows(of: "\(old.number)")
            }
        } catch let error as IssuingError {
            throw OfficeRefusal(.conflict, error.description)
        }
    }
}
