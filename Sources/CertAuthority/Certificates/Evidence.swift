package import Credentials

/// A certificate that another rests on, as the other's credential tells of it; written down with
/// the plan, so that a run that is taken up again tells the same.
public struct Evidence: Sendable, Equatable {
    /// The number of the certificate.
    public let number: CertificateNumber
    /// The title of what it certifies.
    public let title: String
    /// The day on which that was completed.
    public let completedOn: CivilDate

    /// Describes a certificate.
    public init(number: CertificateNumber, title: String, completedOn: CivilDate) {
        self.number = number
        self.title = title
        self.completedOn = completedOn
    }

    /// The evidence as an Open Badge names it (Open Badges 3.0 Evidence): by the address at which
    /// it is verified.
    package func badge(_ installation: Installation) -> BadgeEvidence {
        BadgeEvidence(
            id: installation.verificationURL(number), name: title,
            description: "Certificate \(number), completed on \(completedOn).")
    }
}
