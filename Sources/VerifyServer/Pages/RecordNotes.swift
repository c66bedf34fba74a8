import CertAuthority
import Credentials

/// What the record knows of a certificate beside its checks.
struct RecordNotes: Sendable {
    let condition: CertificateHistory.Condition
    /// The name of its credential's file; nil once that was erased.
    let file: String?
    /// The newest that was issued in its place; not told of one that was erased.
    let newest: CertificateNumber?

    init(_ found: CertificateFinding) {
        condition = found.certificate.condition
        file = condition == .erased ? nil : found.certificate.fileName
        newest = condition == .superseded ? found.newest : nil
    }
}
