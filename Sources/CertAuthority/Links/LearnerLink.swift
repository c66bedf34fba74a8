public import Credentials

/// A certificate with what the office knows of its learner's secret links and of their mailing.
public struct LearnerLink: Sendable, Equatable {
    /// The certificate.
    public let number: CertificateNumber
    /// What it certifies.
    public let programme: Slug
    /// Who issued it.
    public let organisation: Slug
    /// The learner's name; empty when it was erased.
    public let name: String
    /// The learner's address, where the cohort had one.
    public let email: String?
    /// The language that the learner reads.
    public let locale: LanguageTag?
    /// The day on which the learning ended.
    public let completedOn: CivilDate
    /// Where the certificate stands.
    public let state: Standing.State
    /// How many good links lead to it, those of earlier versions among them.
    public let count: Int
    /// When the newest good link was made.
    public let created: Timestamp?
    /// The mailing, where one was planned.
    public let delivery: LinkDelivery?

    package init(
        number: CertificateNumber, programme: Slug, organisation: Slug, name: String,
        email: String?, locale: LanguageTag?, completedOn: CivilDate, state: Standing.State,
        count: Int, created: Timestamp?, delivery: LinkDelivery?
    ) {
        self.number = number
        self.programme = programme
        self.organisation = organisation
        self.name = name
        self.email = email
        self.locale = locale
        self.completedOn = completedOn
        self.state = state
        self.count = count
        self.created = created
        self.delivery = delivery
    }
}

/// A link that is to be written down, by its hash.
public struct NewLink: Sendable {
    /// Whose page it leads to.
    public let number: CertificateNumber
    /// The token that the learner is given.
    public let token: LearnerToken

    /// Pairs both.
    public init(number: CertificateNumber, token: LearnerToken) {
        self.number = number
        self.token = token
    }
}

/// How far the mailing of a link has come.
public struct LinkDelivery: Sendable, Equatable {
    /// The states, in their order.
    public enum State: String, Sendable, CaseIterable {
        /// To be sent.
        case pending
        /// All but the end of the message was handed over; what became of it is not known. A
        /// message that stands so when nothing is being sent is in doubt, and for a person to
        /// decide.
        case sending
        /// Accepted by the mail server.
        case sent
        /// Refused by the mail server for good.
        case refused
    }

    /// The state.
    public let state: State
    /// Since when.
    public let since: Timestamp
    /// The server's reply code, such as `550 5.1.1`, where it refused or put off the message.
    public let reply: String?

    package init(state: State, since: Timestamp, reply: String?) {
        self.state = state
        self.since = since
        self.reply = reply
    }
}

/// The identity of the message that brings a certificate's link: always the same, so that mail
/// systems and people recognise it.
public enum LinkMessage {
    /// The message's `Message-ID` without angle brackets (RFC 5322 §3.6.4). It does not give the
    /// number away to those who handle mail.
    public static func identifier(
        _ number: CertificateNumber, _ installation: Installation
    ) -> String {
        let text = "certauthority link message\n\(installation.baseURL)\n\(number)"
        let digest = Digest.hexadecimal(Digest.sha256(Array(text.utf8))).prefix(32)
        let host = installation.authority.prefix { $0 != ":" }
        return "link.\(digest)@\(host)"
    }
}
