import CertAuthority

extension Remedy {
    /// What the operator types for it: with this program what is another's to do cannot be done.
    var words: String {
        switch self {
        case .makeInstallation: "certctl init"
        case .nameInstallation: "--home"
        case .upgradeStore: "certctl upgrade"
        case .examine: "certctl doctor"
        case .verifyAudit: "certctl audit verify"
        case .applyCatalogue: "certctl catalogue apply"
        default: name
        }
    }
}
