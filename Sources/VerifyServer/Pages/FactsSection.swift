import CertAuthority
import LinkedData

/// What the signed document says: the facts to compare with the paper, and who issued it.
///
/// Words of the document stand as they were signed; the catalogue adds the reader's language where
/// its English words are the signed ones.
struct FactsSection {
    private let facts: CertificateFacts
    private let credential: JSONObject
    private let number: CertificateNumber?
    private let isOurs: Bool
    private let wording: Wording
    private let coalition: String
    private let known: CatalogueFacts?

    init(
        credential: JSONObject, number: CertificateNumber?, isOurs: Bool, wording: Wording,
        coalition: String, catalogue known: CatalogueFacts?
    ) {
        facts = CertificateFacts(credential)
        self.credential = credential
        self.number = number
        self.isOurs = isOurs
        self.wording = wording
        self.coalition = coalition
        self.known = known
    }

    private var language: Language { wording.language }

    /// What the document calls its issuer.
    var issuerName: String? { facts.issuerName ?? facts.issuerID }

    // MARK: Facts to compare

    /// The facts, the name first and largest.
    var comparison: HTML {
        let rows = [
            row(.factsProgramme, programme), row(.factsLevel, level), row(.factsHours, hours),
            row(.factsDelivery, delivery), row(.factsCompleted, day(facts.completedOn)),
            row(.factsIssued, day(facts.issuedOn)),
            row(.factsUntil, day(facts.validUntil) ?? HTML(wording[.factsEndless])),
            row(.factsIssuer, issuerName.map { HTML.isolated($0) }),
            row(
                .factsNumber,
                number.map { "<bdi class=\"number\">\($0.description)</bdi>" as HTML }),
        ]
        let name = row(.factsName, facts.name.map { HTML.isolated($0) }, class: "name")
        let differs: HTML = isOurs ? "<p><b>\(wording[.factsDiffers])</b></p>\n" : ""
        return """
            <section aria-labelledby="facts">
            <h2 id="facts">\(wording[isOurs ? .factsTitle : .factsSays])</h2>
            <dl>\(name)\(rows)</dl>
            \(differs)</section>

            """
    }

    private func row(_ label: Phrase, _ value: HTML?, class kind: HTML? = nil) -> HTML {
        guard let value else { return "" }
        let attribute: HTML = kind.map { " class=\"\($0)\"" } ?? ""
        return "<div\(attribute)><dt>\(wording[label])</dt><dd>\(value)</dd></div>\n"
    }

    /// The title as it was signed, below that in the reader's language.
    private var programme: HTML? {
        guard let signed = facts.programme else { return nil }
        let best = known?.title?.best(for: [language.tag])
        guard let best, best.language == language.tag, language != .english else {
            return .isolated(signed, language: signedLanguage)
        }
        return """
            \(.isolated(best.text))<br><small class="quiet">\
            \(.isolated(signed, language: signedLanguage))</small>
            """
    }

    /// Our documents are written in English; of others nothing is known.
    private var signedLanguage: String? { isOurs && language != .english ? "en" : nil }

    private var level: HTML? {
        guard let level = facts.level else { return nil }
        return Phrase(rawValue: "level.\(level)").map { HTML(wording[$0]) } ?? .isolated(level)
    }

    private var hours: HTML? {
        known?.hours.map { HTML(wording.text(.factsHoursCount, count: $0)) }
    }

    /// How it was learned; in the document's own words where the catalogue does not know them.
    private var delivery: HTML? {
        if let mode = known?.delivery, let phrase = Phrase(rawValue: "delivery.\(mode.rawValue)") {
            return HTML(wording[phrase])
        }
        if let steps = known?.steps { return HTML(wording.text(.factsStepsCount, count: steps)) }
        return facts.narrative.map { .isolated($0, language: signedLanguage) }
    }

    private func day(_ text: String?) -> HTML? {
        guard let text else { return nil }
        let words = CivilDate(text).map { language.text($0) } ?? text
        return "<time datetime=\"\(text)\">\(.isolated(words))</time>"
    }

    // MARK: The issuer

    /// Who issued it, what had to be done, which skills, and what it rests on.
    var about: HTML {
        let criteria = known?.criteria?.best(for: [language.tag])
        let criteriaText: HTML? =
            if let criteria, criteria.language == language.tag {
                .isolated(criteria.text)
            } else {
                facts.criteria.map { .isolated($0, language: signedLanguage) }
            }
        let website: HTML =
            facts.issuerURL.map {
                " <a href=\"\($0)\" rel=\"noreferrer nofollow\"><bdi>\($0)</bdi></a>"
            } ?? ""
        let parts = [
            part(.issuerCriteria, criteriaText.map { "<p>\($0)</p>" }),
            part(.issuerSkills, list(skills.map { .isolated($0, language: signedLanguage) })),
            part(.issuerEvidence, list(facts.evidence.map(evidence))),
        ]
        return """
            <section aria-labelledby="issuer"><h2 id="issuer">\(wording[.issuerTitle])</h2>
            <p>\(standing)\(website)</p>
            \(parts)</section>

            """
    }

    /// The issuer's place in the coalition.
    private var standing: HTML {
        let name = known?.issuer?.name.best(for: [language.tag]).text ?? issuerName ?? ""
        let values: [String: HTML] = [
            "name": "<b>\(.isolated(name))</b>", "coalition": .isolated(coalition),
        ]
        guard isOurs else { return HTML(wording, .issuerUnknown, values) }
        let phrase = known?.issuer.flatMap { Phrase(rawValue: "issuer.\($0.role.rawValue)") }
        return HTML(wording, phrase ?? .issuerUnlisted, values)
    }

    private var skills: [String] {
        let aligned =
            credential["credentialSubject"]?["achievement"]?["alignment"]?.oneOrMore ?? []
        return aligned.compactMap { $0["targetName"]?.stringValue }
    }

    private func evidence(_ evidence: CertificateFacts.Evidence) -> HTML {
        let name = HTML.isolated(evidence.name, language: signedLanguage)
        let linked: HTML =
            evidence.url.map { "<a href=\"\($0)\">\(name)</a>" } ?? name
        let description: HTML =
            evidence.description.map {
                " <small class=\"quiet\">\(.isolated($0, language: signedLanguage))</small>"
            } ?? ""
        return linked + description
    }

    private func list(_ items: [HTML]) -> HTML? {
        items.isEmpty ? nil : "<ul>\(items.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    private func part(_ title: Phrase, _ content: HTML?) -> HTML {
        content.map { "<h3>\(wording[title])</h3>\n\($0)\n" } ?? ""
    }
}
