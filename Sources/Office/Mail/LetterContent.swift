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
    let accent: Accent

    /// What stands in the places of phrases.
    var values: [String: String] {
        [
            "name": name, "number": number, "programme": programme,
            "organisation": organisation, "day": day,
        ]
    }

    /// The letter as plain text; addresses stand on lines of their own.
    func text(_ wording: Wording) -> String {
        let issued = [
            wording[.mailCongratulation], wording.text(.mailIssued, values),
        ].joined(separator: "\n")
        let paragraphs = [
            wording.text(.mailGreeting, values), issued,
            isCorrection ? wording[.mailCorrected] : nil, wording[.mailOpen] + "\n" + address,
            wording[.mailShare] + "\n" + publicAddress,
            ([wording[.mailWrong]]
                + [contact, wording.text(.mailNumber, values)]
                .compactMap(\.self)).joined(separator: "\n"),
            wording.text(.mailWhy, values), organisation + "\n" + coalition,
        ]
        return paragraphs.compactMap(\.self).joined(separator: "\n\n") + "\n"
    }
}
