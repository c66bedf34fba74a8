import Credentials

/// Issues a cohort: what was issued before is left alone, the rest goes out in chunks, each of
/// which is one transaction.
public struct CohortIssue: Sendable {
    /// What a cohort comes to before anything is signed.
    public struct Plan: Sendable {
        /// The run.
        public let batch: Batch
        /// The rows to issue.
        public let fresh: [CohortRow]
        /// The rows that have their certificate already.
        public let repeated: [(row: CohortRow, certificate: CertificateSummary)]
    }

    private static let chunk = 500

    private let programme: Programme
    private let organisation: Organisation

    /// The issue of a programme by an organisation.
    ///
    /// - Throws: ``IssuingError`` when the organisation may not issue the programme.
    public init(programme: Programme, organisation: Organisation) throws(IssuingError) {
        guard
            organisation.mayIssue.contains(programme.slug)
                || organisation.slug == programme.organisation
        else {
            throw IssuingError(
                "\(organisation.slug) may not issue \(programme.slug); add it under may_issue in "
                    + "organisations.yaml, or name another organisation")
        }
        self.programme = programme
        self.organisation = organisation
    }

    /// Tells the rows that are new from those that were issued before.
    ///
    /// - Throws: ``SourceFaults`` when a row was issued before with another name: a correction is
    ///   not a second certificate. ``StoreError`` and ``CryptoError`` from below.
    public func plan(
        _ rows: [CohortRow], source: String, content: [UInt8], store: some StoreReader
    ) async throws -> Plan {
        let keys = rows.map { key(of: $0) }
        let issued = try await store.issued(rowKeys: keys)
        var fresh: [CohortRow] = []
        var repeated: [(row: CohortRow, certificate: CertificateSummary)] = []
        var faults: [SourceFault] = []
        for (row, key) in zip(rows, keys) {
            guard let certificate = issued[key] else {
                fresh.append(row)
                continue
            }
            repeated.append((row, certificate))
            if !certificate.name.utf8.elementsEqual(row.name.utf8) {
                faults.append(
                    SourceFault(
                        file: source, line: nil, field: "row \(row.number), name", value: row.name,
                        reason: "\(certificate.number) was issued for this learner and day as "
                            + "\"\(certificate.name)\"",
                        remedy: "revoke that certificate or take the row out"))
            }
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        let batch = Batch(
            id: try Self.newIdentifier(), programme: programme.slug,
            organisation: organisation.slug, source: source,
            sourceDigest: Digest.hexadecimal(Digest.sha256(content)))
        return Plan(batch: batch, fresh: fresh, repeated: repeated)
    }

    /// Signs and records the rows of a plan.
    ///
    /// - Parameters:
    ///   - settledBy: What settles the fees, where the programme has fees.
    ///   - progress: Called after each chunk with the number of certificates so far.
    /// - Returns: The certificates in the order of the rows.
    public func issue(
        _ plan: Plan, settledBy: String?, by issuer: CertificateIssuer, store: some StoreWriter,
        _ authorship: Authorship, progress: (Int) -> Void
    ) async throws -> [(row: CohortRow, certificate: Certificate)] {
        var done: [(row: CohortRow, certificate: Certificate)] = []
        var rest = plan.fresh[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(Self.chunk)
            let planned = try chunk.map { row in
                PlannedCertificate(
                    number: try CertificateNumber.random(), row: row, key: key(of: row),
                    settledBy: settledBy)
            }
            let certificates = try await store.issue(plan.batch, planned, by: issuer, authorship)
            done += zip(chunk, certificates).map { (row: $0, certificate: $1) }
            rest = rest.dropFirst(Self.chunk)
            progress(done.count)
        }
        return done
    }

    private func key(of row: CohortRow) -> RowKey {
        RowKey(programme: programme.slug, learner: row.learner, completedOn: row.completedOn)
    }

    private static func newIdentifier() throws(CryptoError) -> String {
        let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return "B-" + String(try SecureRandom.bytes(10).map { symbols[Int($0 & 31)] })
    }
}
