import CertAuthority

/// What a letter says, in the learner's language.
struct LetterContent {
    let name: String
    let number: String
    let programme: String
    let organisation: String
    /// What the organisation is called for short.
    let shortName: String
    let coalition: String
    let day: String
    /// The secret address.
    let address: String
    /// The address that everyone may have.
    let publicAddress: String
    /// To whom to write where something is wrong.
    let contact: String?
    let isCorrection: Bool
    /// Whether it reminds of the certificate's end, which ``day`` is then.
    let isReminder: Bool
    let accent: Accent

    /// What stands in the places of phrases.
    var values: [String: String] {
        [
            "name": name, "number": number, "programme": programme,
            "organisation": organisation, "day": day,
        ]
    }

    /// What it is about.
    var subject: Phrase { isReminder ? .mailEndsSubject : .mailSubject }
    /// Its first line.
    var title: Phrase { isReminder ? .mailEndsTitle : .mailCongratulation }
    /// Its news.
    var news: Phrase { isReminder ? .mailEndsUntil : .mailIssued }
    /// Why somebody would write back.
    var reason: Phrase { isReminder ? .mailEndsRenew : .mailWrong }

    /// The letter as plain text; addresses stand on lines of their own.
    func text(_ wording: Wording) -> String {
        let issued = [
            wording[title], wording.text(news, values),
        ].joined(separator: "\n")
        let paragraphs = [
            wording.text(.mailGreeting, values), issued,
            isCorrection ? wording[.mailCorrected] : nil,
            isReminder ? nil : wording[.mailOpen] + "\n" + address,
            wording[.mailShare] + "\n" + publicAddress,
            ([wording[reason]]
                + [contact, wording.text(.mailNumber, values)]
                .compactMap(\.self)).joined(separator: "\n"),
            wording.text(.mailWhy, values), organisation + "\n" + coalition,
        ]
        return paragraphs.compactMap(\.self).joined(separator: "\n\n") + "\n"
    }
}
