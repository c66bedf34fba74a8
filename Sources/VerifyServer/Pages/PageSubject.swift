import CertAuthority
import Credentials
import LinkedData

/// What a verdict page is about: a certificate on record, or a document that was handed in.
struct PageSubject: Sendable {
    /// What was checked.
    let report: VerificationReport
    /// Its number, where it has one of ours.
    var number: CertificateNumber?
    /// The certificate on record, where it is that.
    var certificate: Certificate?
    /// Where it was corrected: the newest that was issued in its place.
    var newest: CertificateNumber?
    /// Whether its issuer is of this installation.
    var isOurs = true

    /// The one word for where it is, where it is on record.
    var condition: CertificateHistory.Condition? { certificate?.condition }

    /// The name of its credential's file; nil once that was erased.
    var file: String? { condition == .erased ? nil : certificate?.fileName }

    /// What it says, to be shown as fact; nil unless it is genuine.
    var credential: JSONObject? { report.isGenuine ? report.credential : nil }
}
