public import CertAuthority
import Credentials
import Documents
import LinkedData
import Verification

/// Why a certificate is not corrected: what is kept of it is not what was signed and issued, and a
/// correction would sign it.
public struct RowDisagreement: RemediableError, Equatable {
    /// The certificate.
    public let number: CertificateNumber
    /// What differs, each in a few words.
    public let differences: [String]

    /// What differs and what to do.
    public var text: RemedyText {
        """
        the record of \(number) is not as it was issued: \(differences.joined(separator: "; ")). \
        Nothing was signed. See \(do: .verifyAudit), and compare the store with a backup
        """
    }
}

/// Compares what is kept of a certificate with what was signed, before anything is signed anew from
/// it.
enum RowAgreement {
    /// Makes sure that a certificate and the row it was issued from are as they were issued.
    ///
    /// - Parameter readingAudit: Whether what the audit has of it is compared too, which reads
    ///   through the whole audit.
    /// - Throws: ``RowDisagreement`` naming all that differs; ``StoreError``.
    static func check(
        _ certificate: Certificate, _ row: CohortRow, store: some OfficeRecord,
        installation: Installation, at instant: Timestamp,
        readingAudit: Bool = true
    ) async throws {
        let verification = CertificateVerification(
            store: store, installation: installation, remembered: 2)
        var differences = try await differences(
            certificate, row, by: verification, at: instant)
        if readingAudit, try await store.isKeptAsIssued(certificate.number) == false {
            differences.append(
                "its document or the row beside it is not what the audit has of it")
        }
        guard differences.isEmpty else {
            throw RowDisagreement(number: certificate.number, differences: differences)
        }
    }

    /// The same without what the audit has of it, by a verification that serves for many.
    static func check(
        _ certificate: Certificate, _ row: CohortRow,
        by verification: CertificateVerification<some OfficeRecord>, at instant: Timestamp
    ) async throws {
        let differences = try await differences(certificate, row, by: verification, at: instant)
        guard differences.isEmpty else {
            throw RowDisagreement(number: certificate.number, differences: differences)
        }
    }

    private static func differences(
        _ certificate: Certificate, _ row: CohortRow,
        by verification: CertificateVerification<some OfficeRecord>, at instant: Timestamp
    ) async throws -> [String] {
        let finding = try await verification.verify(certificate.number, at: instant)
        var differences: [String] = []
        for check in finding?.report.checks ?? []
        where check.bearing == .genuineness && check.result != .passed {
            differences.append("\(check.name): \(check.detail)")
        }
        if finding?.genuine == nil, differences.isEmpty {
            differences.append("its document cannot be confirmed")
        }
        return differences + signedDifferences(certificate, row)
    }

    /// What of the row the document says in other words: the form of delivery in a sentence, the
    /// address as a salted digest.
    private static func signedDifferences(
        _ certificate: Certificate, _ row: CohortRow
    ) -> [String] {
        guard let document = LearnerFiles.document(certificate) else { return [] }
        var differences: [String] = []
        let facts = CertificateFacts(document)
        if facts.name?.isExactly(row.name) != true {
            differences.append(
                "name: the document has \(quoted(facts.name)), the row \(quoted(row.name))")
        }
        if facts.completedOn?.isExactly(row.completedOn.description) != true {
            differences.append(
                "completed_on: the document has \(quoted(facts.completedOn)), the row "
                    + quoted(row.completedOn.description))
        }
        if let mode = facts.narrative.flatMap({ DeliveryMode(narrative: $0) }), mode != row.delivery
        {
            differences.append(
                "delivery: the document has \(mode.rawValue), the row \(row.delivery.rawValue)")
        }
        let identifiers = document["credentialSubject"]?["identifier"]?.arrayValue ?? []
        let hashed = identifiers.first { $0["identityType"] == "emailAddress" }
        let salt = hashed?["salt"]?.stringValue
        let expected = row.email.map { email in
            IdentityObject.hashedEmail(email, salt: salt ?? "").identityHash
        }
        let told = hashed?["identityHash"]?.stringValue
        if expected.map({ told?.isExactly($0) == true }) ?? (told == nil) { return differences }
        differences.append(
            "email: that of the row (\(quoted(row.email))) is not the one that was signed")
        return differences
    }

    private static func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "none" }
}

extension DeliveryMode {
    /// The form of delivery that a signed narrative tells of, whatever the hours; nil where the
    /// words are not ours.
    fileprivate init?(narrative: String) {
        let found = DeliveryMode.allCases.first { narrative.utf8.starts(with: $0.opening.utf8) }
        guard let found else { return nil }
        self = found
    }
}
