public import CertAuthority
public import Credentials

/// The message that brings a learner the address of the learner's page, in the learner's language.
public struct LinkLetter: Sendable {
    private let installation: Installation
    private let catalogue: Catalogue
    private let sender: Mailbox
    private let replyTo: Mailbox?
    private let fallback: Language
    private let wordings: [Language: Wording]

    /// - Parameters:
    ///   - catalogue: Names organisations and programmes in the learner's language.
    ///   - fallback: The language for learners of whom none, or none of ours, is known.
    /// - Throws: ``WordingError`` when a language's strings are not whole.
    public init(
        installation: Installation, catalogue: Catalogue, sender: Mailbox, replyTo: Mailbox?,
        fallback: Language
    ) throws(WordingError) {
        self.installation = installation
        self.catalogue = catalogue
        self.sender = sender
        self.replyTo = replyTo
        self.fallback = fallback
        wordings = try Wording.all()
    }

    /// The message for a certificate.
    ///
    /// - Parameter address: The secret address.
    /// - Throws: ``MailAddressFault`` where the learner's address cannot be written to.
    public func message(
        _ link: LearnerLink, address: String, at instant: Timestamp
    ) throws(MailAddressFault) -> MailMessage {
        let language = link.locale.flatMap { Language($0) } ?? fallback
        guard let wording = wordings[language] else {
            throw MailAddressFault("there are no words in the language \(language.code)")
        }
        let recipient = try Mailbox(name: link.name, address: link.email ?? "")
        let organisation = catalogue.organisation(link.organisation)?.name
        let title: LocalizedText? =
            switch catalogue.offer(link.programme) {
            case .programme(let programme): programme.title
            case .series(let series): series.title
            case nil: nil
            }
        let values = [
            "name": link.name, "number": link.number.description,
            "programme": title?.best(for: [language.tag]).text ?? link.programme.text,
            "organisation": organisation?.best(for: [language.tag]).text ?? link.organisation.text,
            "day": language.text(link.completedOn),
        ]
        let paragraphs = [
            wording.text(.mailGreeting, values), wording.text(.mailIssued, values),
            wording[.mailOpen] + "\n" + address,
            wording[.mailShare] + "\n" + installation.verificationURL(link.number),
            wording[.mailWrong] + "\n" + wording.text(.mailNumber, values), installation.name,
        ]
        return MailMessage(
            from: sender, to: recipient, replyTo: replyTo,
            subject: wording.text(.mailSubject, values),
            identifier: LinkMessage.identifier(link.number, installation), date: instant,
            language: language, text: paragraphs.joined(separator: "\n\n") + "\n")
    }
}
