import CertAuthority
import Credentials
import LinkedData

/// What the record knows of a certificate beside its checks.
struct RecordNotes: Sendable {
    let condition: CertificateHistory.Condition
    /// The name of its credential's file; nil once that was erased.
    let file: String?
    /// The newest that was issued in its place; not told of one that was erased.
    let newest: CertificateNumber?
    /// The members of the JSON verdict that only such certificates have.
    let members: [(name: String, value: JSON)]

    init<Store>(_ found: CertificateVerification<Store>.Finding, _ installation: Installation) {
        let certificate = found.certificate
        condition = certificate.condition
        var members: [(name: String, value: JSON)] = []
        switch condition {
        case .erased:
            newest = nil
            file = nil
            members.append(("state", .string(condition.rawValue)))
            if let erasedAt = certificate.history.erasedAt {
                members.append(("erasedAt", .string(erasedAt.description)))
            }
        case .superseded:
            newest = found.newest
            file = certificate.fileName
            members.append(("state", .string(condition.rawValue)))
            if let next = certificate.history.supersededBy {
                members.append(("supersededBy", .string(next.description)))
            }
            if let newest {
                members.append(
                    (
                        "newest",
                        [
                            "number": .string(newest.description),
                            "url": .string(installation.verificationURL(newest)),
                        ]
                    ))
            }
        case .good, .suspended, .revoked:
            newest = nil
            file = certificate.fileName
        }
        self.members = members
    }
}
