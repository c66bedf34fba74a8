public import CertAuthority
public import Credentials
internal import Documents

/// The message that brings a learner the address of the learner's page, in the learner's language,
/// as plain text and as a page that looks as the organisation does elsewhere.
public struct LinkLetter: Sendable {
    /// What a letter is about.
    public struct Subject: Sendable {
        /// The certificate and its learner.
        public let link: LearnerLink
        /// The secret address.
        public let address: String
        /// The badge as a PNG that carries the credential.
        public let badge: [UInt8]
        /// Whether the certificate takes the place of an earlier one.
        public let isCorrection: Bool
        /// The end that the letter reminds of; nil where it brings the certificate.
        package let end: EndReminder?

        /// Describes what a letter is about that brings a certificate.
        public init(link: LearnerLink, address: String, badge: [UInt8], isCorrection: Bool) {
            self.link = link
            self.address = address
            self.badge = badge
            self.isCorrection = isCorrection
            end = nil
        }

        /// Describes what a letter is about that reminds of an end. It brings no secret address.
        package init(reminding reminder: EndReminder, address: String, badge: [UInt8]) {
            link = reminder.link
            self.address = address
            self.badge = badge
            isCorrection = false
            end = reminder
        }
    }

    private let installation: Installation
    private let catalogue: Catalogue
    private let sender: Mailbox
    private let replyTo: Mailbox?
    private let fallback: Language
    private let wordings: [Language: Wording]
    /// Logos by organisation, as PNG.
    private let logos: [Slug: [UInt8]]

    /// Pixels each way of a logo, which is shown at a third of that.
    private static let logoSide = 132

    /// - Parameters:
    ///   - catalogue: Names organisations and programmes in the learner's language, and has the
    ///     organisations' logos, colours and contacts.
    ///   - fallback: The language for learners of whom none, or none of ours, is known.
    /// - Throws: ``WordingError`` when a language's strings are not whole; ``BadgeError`` where a logo
    ///   cannot be drawn.
    public init(
        installation: Installation, catalogue: Catalogue, sender: Mailbox, replyTo: Mailbox?,
        fallback: Language
    ) throws {
        self.installation = installation
        self.catalogue = catalogue
        self.sender = sender
        self.replyTo = replyTo
        self.fallback = fallback
        wordings = try Wording.all()
        var logos: [Slug: [UInt8]] = [:]
        for organisation in catalogue.organisations {
            logos[organisation.slug] = try organisation.identity.logo?.png(side: Self.logoSide)
        }
        self.logos = logos
    }

    /// The message about a certificate.
    ///
    /// - Throws: ``MailAddressFault`` where the learner's address cannot be written to.
    public func message(
        _ subject: Subject, at instant: Timestamp
    ) throws(MailAddressFault) -> MailMessage {
        let link = subject.link
        let language = link.locale.flatMap { Language($0) } ?? fallback
        guard let wording = wordings[language] else {
            throw MailAddressFault("there are no words in the language \(language.code)")
        }
        let recipient = try Mailbox(name: link.name, address: link.email ?? "")
        let organisation = catalogue.organisation(link.organisation)
        let contact = organisation?.identity.contact ?? catalogue.coalition?.identity.contact
        let name = told(organisation?.name, language) ?? link.organisation.text
        let identifier =
            subject.end.map {
                LinkMessage.reminder(link.number, $0.validUntil, installation)
            } ?? LinkMessage.identifier(link.number, installation)
        let content = LetterContent(
            name: link.name, number: link.number.description,
            programme: told(catalogue.offer(link.programme)?.title, language)
                ?? link.programme.text,
            organisation: name,
            shortName: told(organisation?.identity.shortName, language) ?? name,
            coalition: told(catalogue.coalition?.name, language) ?? installation.name,
            day: language.text(subject.end?.lastDay ?? link.completedOn), address: subject.address,
            publicAddress: installation.verificationURL(link.number),
            contact: contact, isCorrection: subject.isCorrection, isReminder: subject.end != nil,
            accent: organisation?.identity.accent ?? .standard)
        let logo = logos[link.organisation].map { MailMessage.Picture(name: "logo", bytes: $0) }
        let badge = MailMessage.Picture(name: "badge", bytes: subject.badge)
        let page = LetterPage(
            content: content, wording: wording,
            logo: logo.map { MailMessage.source($0.name, in: identifier) },
            badge: MailMessage.source(badge.name, in: identifier))
        return MailMessage(
            from: sender, to: recipient, replyTo: replyTo,
            subject: wording.text(content.subject, content.values), identifier: identifier,
            date: instant, language: language, text: content.text(wording), page: page.html,
            pictures: [logo, badge].compactMap(\.self), unsubscribe: content.contact)
    }

    private func told(_ text: LocalizedText?, _ language: Language) -> String? {
        text?.best(for: [language.tag]).text
    }
}
