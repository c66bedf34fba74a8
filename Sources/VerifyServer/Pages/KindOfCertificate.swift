import CertAuthority
import Verification

/// Writes what the pages of all certificates of a kind say alike: programme, issuer, criteria.
///
/// Words of the document stand as they were signed; the catalogue adds the reader's language where
/// its English words are the signed ones.
struct KindOfCertificate {
    let facts: CertificateFacts
    let isOurs: Bool
    let wording: Wording
    let installation: Installation
    let catalogue: CatalogueEdition?

    /// All that decides what is written.
    var key: SectionMemory.KindKey {
        SectionMemory.KindKey(
            language: wording.language, isOurs: isOurs, catalogue: catalogue?.version,
            texts: [
                facts.programme, facts.level, facts.narrative, facts.criteria, facts.issuerName,
                facts.issuerID, facts.issuerURL, facts.achievementID,
            ] + facts.skills)
    }

    /// The sections.
    func made() -> KindSections {
        KindWriter(
            facts: facts, isOurs: isOurs, wording: wording,
            coalition: catalogue?.catalogue.coalitionName(in: wording.language, installation)
                ?? installation.name,
            known: catalogue.map { CatalogueFacts(facts, $0.catalogue, installation) },
            installation: installation
        ).sections
    }
}

private struct KindWriter {
    let facts: CertificateFacts
    let isOurs: Bool
    let wording: Wording
    let coalition: String
    let known: CatalogueFacts?
    let installation: Installation

    private var language: Language { wording.language }

    private var issuerName: String? { facts.issuerName ?? facts.issuerID }

    var sections: KindSections {
        let rows = [
            wording.row(.factsProgramme, programme), wording.row(.factsLevel, level),
            wording.row(.factsHours, hours), wording.row(.factsDelivery, delivery),
        ]
        return KindSections(
            learning: "\(rows)",
            issuer: wording.row(
                .factsIssuer, issuerName.map { translated($0, known?.issuerName) }),
            issuerName: isOurs ? known?.issuerName?.text(in: language) ?? issuerName : issuerName,
            about: about)
    }

    private var programme: HTML? { facts.programme.map { translated($0, known?.title) } }

    /// Words of the document in the reader's language, where the catalogue has them.
    private func translated(_ signed: String, _ text: LocalizedText?) -> HTML {
        isOurs ? .translated(signed, text, for: language) : .isolated(signed)
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

    // MARK: The issuer

    /// Who issued it, what had to be done, which skills, and what it rests on.
    private var about: HTML {
        let website: HTML =
            facts.issuerURL.map {
                " <a href=\"\($0)\" rel=\"noreferrer nofollow\"><bdi>\($0)</bdi></a>"
            } ?? ""
        let parts = [
            part(
                .issuerCriteria, facts.criteria.map { "<p>\(translated($0, known?.criteria))</p>" }),
            part(
                .issuerSkills,
                list(
                    facts.skills.enumerated().map { place, skill in
                        translated(skill, known?.skills[place])
                    })),
            part(
                .issuerEvidence,
                list(facts.evidence.enumerated().map { evidence($1, known?.evidence[$0]) })),
        ]
        return """
            <section aria-labelledby="issuer"><h2 id="issuer">\(wording[.issuerTitle])</h2>
            <p>\(standing)\(website)</p>
            \(parts)</section>

            """
    }

    /// The issuer's place in the coalition.
    private var standing: HTML {
        let name = translated(issuerName ?? "", known?.issuerName)
        let values: [String: HTML] = [
            "name": "<b>\(name)</b>", "coalition": .isolated(coalition),
        ]
        guard isOurs else { return HTML(wording, .issuerUnknown, values) }
        let phrase = known?.issuer.flatMap { Phrase(rawValue: "issuer.\($0.role.rawValue)") }
        return HTML(wording, phrase ?? .issuerUnlisted, values)
    }

    private func evidence(
        _ evidence: CertificateFacts.Evidence, _ title: LocalizedText?
    ) -> HTML {
        let name = translated(evidence.name, title)
        let linked: HTML =
            evidence.url.map { "<a href=\"\($0)\">\(name)</a>" } ?? name
        return linked
            + (description(evidence).map { " <small class=\"quiet\">\($0)</small>" } ?? "")
    }

    private func description(_ evidence: CertificateFacts.Evidence) -> HTML? {
        guard isOurs, let certificate = evidence.certificate(in: installation) else {
            return evidence.description.map { .isolated($0, language: signedLanguage) }
        }
        return HTML(
            wording, .issuerEvidenceCertificate,
            [
                "number": "<bdi class=\"number\">\(certificate.number.description)</bdi>",
                "date": .isolated(language.text(certificate.completedOn)),
            ])
    }

    private func list(_ items: [HTML]) -> HTML? {
        items.isEmpty ? nil : "<ul>\(items.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    private func part(_ title: Phrase, _ content: HTML?) -> HTML {
        content.map { "<h3>\(wording[title])</h3>\n\($0)\n" } ?? ""
    }
}
