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
            language == .english || !Self.once.contains(name) || !text.isExactly(local[name] ?? "")
        }
        isRightToLeft = language.direction == .rightToLeft
        let address = content.address.firstRange(of: "://").map {
            String(content.address[$0.upperBound...])
        }
        var values: [String: any Sendable] = [
            "name": content.name, "coalition": content.coalition.english,
            "host": content.host, "number": content.number,
            "address": address ?? content.address,
            "colour": content.accent.light.text, "deep": content.accent.deep.text,
            "panel": content.accent.panel.text, "line": content.accent.line.text,
            "underprint": content.accent.underprint.text,
            "skills": !content.skills.isEmpty, "partners": !content.partners.isEmpty,
            "bilingual": language != .english, "rtl": isRightToLeft,
            "logo": !content.logos.isEmpty, "badge": content.badge != nil,
            "coalitions": english["coalition"] != nil && language != .english,
            "validUntil": content.validUntil != nil,
            "level": content.level != nil, "hours": content.hours != nil,
            "local": local, "english": english,
        ]
        let signatories = content.signatories.prefix(2)
        values["signatories"] = signatories.enumerated().map { index, signatory in
            [
                "name": signatory.name, "office": signatory.office.best(for: [language.tag]).text,
                "first": index == 0, "only": signatories.count == 1, "index": "\(index)",
            ] as [String: any Sendable]
        }
        dictionary = values
        texts =
            [content.name]
            + [language, .english].flatMap { language in
                ([content.title, content.organisation, content.coalition]
                    + content.partners.map(\.name) + content.skills).map {
                        $0.best(for: [language.tag]).text
                    }
            } + signatories.flatMap { [$0.name, $0.office.best(for: [language.tag]).text] }
    }

    /// What stands once where both languages say the same.
    private static let once: Set<String> = [
        "title", "organisation", "coalition", "partners", "skills",
    ]

    private static func worded(_ content: SheetContent, in language: Language) -> [String: String] {
        let words = SheetWords.of(language)
        func best(_ text: LocalizedText) -> String { text.best(for: [language.tag]).text }
        let parting = " · "
        let completed = "\(words.completedOn) \(language.text(content.completedOn))"
        let until = content.validUntil.map { "\(words.validUntil) \(language.text($0))" }
        let facts = [
            content.level.map { "\(words.level): \(words.name($0))" },
            content.hours.map(words.counted), completed, until,
        ]
        return [
            "code": language.code, "organisation": best(content.organisation),
            "coalition": best(content.coalition),
            "partners": content.partners.isEmpty
                ? ""
                : words.partners(content.partners.map { best($0.name) }.joined(separator: parting)),
            "facts": facts.compactMap { $0 }.joined(separator: parting),
            "hoursCounted": content.hours.map(words.counted) ?? "",
            "skillsLabel": words.skills,
            "skills": content.skills.map(best).joined(separator: parting),
            "awarded": words.awarded, "completing": words.completing,
            "signed": words.signed(by: best(content.organisation)),
            "signedOn": words.signed(on: language.text(content.issuedOn)),
            "check": words.check(at: content.host), "scan": words.scan,
            "heading": words.heading(content.level), "certifies": words.certifies,
            "completed": words.completed, "title": best(content.title),
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
