import CertAuthority
internal import LinkedData

/// What the placeholders of a template stand for on one sheet.
struct SheetValues {
    /// The values by name; `docs/documents.md` lists them.
    let dictionary: [String: any Sendable]
    /// True where the learner's language runs from right to left.
    let isRightToLeft: Bool
    /// Every text that comes from outside and will be set.
    let texts: [String]

    init(_ content: SheetContent) {
        let language = content.language
        let local = Self.worded(content, in: language)
        // What has no translation stands once.
        let english = Self.worded(content, in: .english).filter { name, text in
            language == .english || !["title", "organisation"].contains(name)
                || !text.isExactly(local[name] ?? "")
        }
        isRightToLeft = language.direction == .rightToLeft
        let address = content.address.firstRange(of: "://").map {
            String(content.address[$0.upperBound...])
        }
        var values: [String: any Sendable] = [
            "name": content.name, "coalition": content.coalition, "number": content.number,
            "address": address ?? content.address,
            "colour": content.colour?.text ?? "#1d4263",
            "bilingual": language != .english, "rtl": isRightToLeft,
            "logo": content.logo != nil, "validUntil": content.validUntil != nil,
            "level": content.level != nil, "hours": content.hours != nil,
            "local": local, "english": english,
        ]
        let signatories = content.signatories.prefix(2)
        values["signatories"] = signatories.enumerated().map { index, signatory in
            [
                "name": signatory.name, "office": signatory.office.best(for: [language.tag]).text,
                "first": index == 0, "only": signatories.count == 1,
            ] as [String: any Sendable]
        }
        dictionary = values
        texts =
            [content.name, content.coalition]
            + [language, .english].flatMap { language in
                [content.title, content.organisation].map { $0.best(for: [language.tag]).text }
            } + signatories.flatMap { [$0.name, $0.office.best(for: [language.tag]).text] }
    }

    private static func worded(_ content: SheetContent, in language: Language) -> [String: String] {
        let words = SheetWords.of(language)
        return [
            "code": language.code,
            "organisation": content.organisation.best(for: [language.tag]).text,
            "heading": words.heading(content.level), "certifies": words.certifies,
            "completed": words.completed, "title": content.title.best(for: [language.tag]).text,
            "completedOnLabel": words.completedOn,
            "completedOn": language.text(content.completedOn),
            "issuedOnLabel": words.issuedOn, "issuedOn": language.text(content.issuedOn),
            "validUntilLabel": words.validUntil,
            "validUntil": content.validUntil.map(language.text) ?? "",
            "levelLabel": words.level, "level": content.level.map(words.name) ?? "",
            "hoursLabel": words.hours, "hours": content.hours.map(language.text) ?? "",
            "numberLabel": words.number, "verify": words.verify,
        ]
    }
}
