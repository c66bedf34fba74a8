import CertAuthority
import Credentials
import StoreSQLite
import Verification

/// Tells which certificates of an installation are genuine: of no others are sheets drawn, badges
/// baked or documents signed.
struct RecordDesk: Sendable {
    private let verification: CertificateVerification<SQLiteStore>
    private let instant: Timestamp

    /// A desk over a store.
    init(_ store: SQLiteStore, _ installation: Installation, at instant: Timestamp) {
        verification = CertificateVerification(
            store: store, installation: installation, remembered: 2)
        self.instant = instant
    }

    /// What documents are made of.
    ///
    /// - Throws: ``RecordFault`` where the document on record is not genuine, or that cannot be
    ///   told; `StoreError`.
    func genuine(_ certificate: Certificate) async throws -> GenuineCertificate {
        let number = certificate.number
        guard let finding = try await verification.verify(number, at: instant) else {
            throw RecordFault(
                status: .notFound, description: "there is no certificate \(number)")
        }
        if let genuine = finding.genuine { return genuine }
        if let erasedAt = finding.certificate.history.erasedAt {
            throw RecordFault(
                status: .notFound,
                description: "the credential of \(number) was erased on \(erasedAt.dateText)")
        }
        let check = finding.report.checks.first {
            $0.bearing == .genuineness && $0.result != .passed
        }
        throw RecordFault(
            status: finding.report.verdict == .notGenuine ? .notValid : .cannotTell,
            description:
                "no document is created for \(number), because its record is inconsistent: "
                + "\(check?.detail ?? finding.report.verdict.rawValue) See certctl verify \(number) "
                + "and certctl audit verify")
    }
}

/// Why nothing is made of a certificate.
struct RecordFault: Error, CustomStringConvertible {
    let status: ExitStatus
    let description: String
}
