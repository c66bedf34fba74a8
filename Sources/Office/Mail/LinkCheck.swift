public import CertAuthority
public import Credentials
import LinkedData
import Verification

/// Tells whether a learner may be written to as the record has it: by the name, of the programme
/// and the day that were signed, and at the address whose digest was.
public struct LinkCheck<Store: OfficeRecord>: Sendable {
    private let store: Store
    private let verification: CertificateVerification<Store>

    /// A check over a store.
    public init(_ store: Store, _ installation: Installation) {
        self.store = store
        verification = CertificateVerification(
            store: store, installation: installation, remembered: 2)
    }

    /// How what is kept of a certificate differs from what was signed, in a sentence; nil where a
    /// message may be made of it.
    ///
    /// - Throws: ``StoreError``.
    public func fault(_ link: LearnerLink, at instant: Timestamp) async throws -> RemedyText? {
        guard let certificate = try await store.certificate(link.number),
            let row = try await store.row(of: link.number)
        else { return "what is kept of it is gone" }
        var differences: [String] = []
        do {
            try await RowAgreement.check(certificate, row, by: verification, at: instant)
        } catch let disagreement as RowDisagreement {
            differences = disagreement.differences
        }
        // What is written is what was read before.
        let isRead =
            link.name.isExactly(row.name)
            && (link.email.map { row.email?.isExactly($0) == true } ?? (row.email == nil))
            && link.completedOn == row.completedOn && link.programme == certificate.programme
            && link.organisation == certificate.organisation
        if !isRead, differences.isEmpty {
            differences.append("its row was changed since it was read")
        }
        guard !differences.isEmpty else { return nil }
        return """
            its record is not as it was issued: \(differences.joined(separator: "; ")). See \
            \(do: .verifyAudit), and compare the store with a backup
            """
    }
}
