public import Credentials

/// A certificate that ends soon, with what is known of the message that reminds its learner.
public struct EndReminder: Sendable, Equatable {
    /// The certificate and its learner.
    public let link: LearnerLink
    /// The first instant at which it does not hold any more.
    public let validUntil: Timestamp
    /// How far the reminder of this end has come; nil where none was planned.
    public let message: LinkDelivery?

    package init(link: LearnerLink, validUntil: Timestamp, message: LinkDelivery?) {
        self.link = link
        self.validUntil = validUntil
        self.message = message
    }

    /// The last day on which it holds, in UTC; nil beyond the calendar.
    public var lastDay: CivilDate? { CivilDate(unixTime: validUntil.seconds - 1) }
}

extension LinkMessage {
    /// The `Message-ID` of the message that reminds of a certificate's end, without angle brackets;
    /// another for each end, and no other for the same.
    public static func reminder(
        _ number: CertificateNumber, _ validUntil: Timestamp, _ installation: Installation
    ) -> String {
        let text =
            "certauthority end reminder\n\(installation.baseURL)\n\(number)\n\(validUntil.seconds)"
        let digest = Digest.hexadecimal(Digest.sha256(Array(text.utf8))).prefix(32)
        let host = installation.authority.prefix { $0 != ":" }
        return "end.\(digest)@\(host)"
    }
}
