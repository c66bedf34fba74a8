public import CertAuthority
public import Credentials
public import Verification

/// Tells which certificates of an installation are genuine: of no others are sheets drawn, badges
/// baked or documents signed.
public struct GenuineRecords<Store: OfficeRecord>: Sendable {
    private let verification: CertificateVerification<Store>
    private let instant: Timestamp

    /// The records of a store, as they are at an instant.
    public init(_ store: Store, _ installation: Installation, at instant: Timestamp) {
        verification = CertificateVerification(
            store: store, installation: installation, remembered: 2)
        self.instant = instant
    }

    /// What documents are made of.
    ///
    /// - Throws: ``OfficeRefusal`` where the document on record is gone (`notFound`), is not genuine
    ///   or that cannot be told; `StoreError`.
    public func genuine(_ certificate: Certificate) async throws -> GenuineCertificate {
        let number = certificate.number
        guard let finding = try await verification.verify(number, at: instant) else {
            throw OfficeRefusal(.notFound, "there is no certificate \(number)")
        }
        if let genuine = finding.genuine { return genuine }
        if let erasedAt = finding.certificate.history.erasedAt {
            throw OfficeRefusal(
                .notFound, "the credential of \(number) was erased on \(erasedAt.dateText)")
        }
        let check = finding.report.checks.first {
            $0.bearing == .genuineness && $0.result != .passed
        }
        throw OfficeRefusal(
            finding.report.verdict == .notGenuine ? .notGenuine : .cannotTell,
            """
            no document is created for \(number), because its record is inconsistent: \
            \(check?.detail ?? finding.report.verdict.rawValue) See \(do: .verify(number)) and \
            \(do: .verifyAudit)
            """)
    }
}
