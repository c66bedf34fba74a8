import CertAuthority
import LinkedData
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
                facts.issuerID, facts.issuerURL, facts.achievementID, facts.imageURL,
            ] + facts.skills)
    }

    /// The sections.
    func made() -> KindSections {
        KindWriter(
            facts: facts, isOurs: isOurs, wording: wording, installation: installation,
            edition: catalogue,
            known: catalogue.map { CatalogueFacts(facts, $0.catalogue, installation) }
        ).sections
    }
}

private struct KindWriter {
    let facts: CertificateFacts
    let isOurs: Bool
    let wording: Wording
    let installation: Installation
    let edition: CatalogueEdition?
    let known: CatalogueFacts?

    private var language: Language { wording.language }

    private var signedIssuer: String? { facts.issuerName ?? facts.issuerID }

    private var coalition: String {
        Brand.name(of: edition?.catalogue.coalition, installation, language)
    }

    var sections: KindSections {
        let rows = [
            wording.row(.factsLevel, level), wording.row(.factsHours, hours),
            wording.row(.factsDelivery, delivery),
        ]
        return KindSections(
            brand: brand, programme: programme, issuer: issuerName, badge: badge,
            learning: "\(rows)", about: about, sharedTitle: sharedTitle,
            hasSheets: isOurs && known?.issuer?.appearance.hasSheets ?? true)
    }

    /// The issuer, where the page can speak for it; else the coalition.
    private var brand: Brand {
        guard isOurs, let edition, let issuer = known?.issuer else {
            return Brand(coalition: edition, installation, language)
        }
        return Brand(issuer, edition, installation, language, signed: facts.issuerName)
    }

    private var programme: HTML? { facts.programme.map { translated($0, known?.title) } }

    private var issuerName: HTML? { signedIssuer.map { translated($0, known?.issuerName) } }

    /// Words of the document in the reader's language, where the catalogue has them.
    private func translated(_ signed: String, _ text: LocalizedText?) -> HTML {
        isOurs ? .translated(signed, text, for: language) : .isolated(signed)
    }

    private var sharedTitle: HTML {
        let title = known?.title?.text(in: language) ?? facts.programme
        let issuer = known?.issuerName?.text(in: language) ?? signedIssuer
        return HTML([title, issuer].compactMap(\.self).joined(separator: " – "))
    }

    /// Our documents are written in English; of others nothing is known.
    private var signedLanguage: String? { isOurs && language != .english ? "en" : nil }

    /// What is certified, where the catalogue still has it.
    private var offer: Offer? {
        guard isOurs else { return nil }
        return facts.achievementID.flatMap { installation.programme(inURL: $0) }
            .flatMap { edition?.catalogue.offer($0) }
    }

    /// The picture that the credential names, or else the badge that is drawn for the programme.
    private var badge: HTML {
        guard isOurs else { return "" }
        if let name = facts.imageURL.flatMap({ installation.badgeImage(inURL: $0) }) {
            return """
                <span class="seal"><img src="/badges/\(name.text)" alt="" width="136" \
                height="136"></span>
                """
        }
        return offer.map { BadgeAddress.picture($0.slug, class: "seal") } ?? ""
    }

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
        let parts = [
            part(
                .issuerSkills,
                list(
                    facts.skills.enumerated().map { place, skill in
                        translated(skill, known?.skills[place])
                    })),
            part(
                .issuerCriteria, facts.criteria.map { "<p>\(translated($0, known?.criteria))</p>" }),
            part(
                .issuerEvidence,
                list(facts.evidence.enumerated().map { evidence($1, known?.evidence[$0]) })),
        ]
        return """
            <section aria-labelledby="issuer"><h2 id="issuer">\(wording[.issuerTitle])</h2>
            <p>\(standing)</p>
            \(partners)\(contact)\(links)\(parts)</section>

            """
    }

    /// The issuer's place in the coalition.
    private var standing: HTML {
        let name = translated(signedIssuer ?? "", known?.issuerName)
        let values: [String: HTML] = [
            "name": "<b>\(name)</b>", "coalition": .isolated(coalition),
        ]
        guard isOurs else { return HTML(wording, .issuerUnknown, values) }
        let phrase = known?.issuer.flatMap { Phrase(rawValue: "issuer.\($0.role.rawValue)") }
        return HTML(wording, phrase ?? .issuerUnlisted, values)
    }

    /// Those who offer the programme together.
    private var partners: HTML {
        guard let offer, let edition else { return "" }
        return OfferWords(offer, edition, wording).partners
    }

    private var contact: HTML {
        guard isOurs, let address = known?.issuer?.identity.contact else { return "" }
        return .contact(address, wording)
    }

    private var links: HTML {
        var items: [HTML] = []
        if let offer {
            items.append(
                "<a href=\"/programmes/\(offer.slug.text)\">\(wording[.issuerProgramme])</a>")
        }
        if isOurs, let issuer = known?.issuer {
            items.append(
                "<a href=\"/orgs/\(issuer.slug.text)\">\(wording[.issuerOrganisation])</a>")
        } else if let site = facts.issuerURL, site.isWebAddress {
            items.append(
                "<a href=\"\(site)\" rel=\"noreferrer nofollow\"><bdi>\(site)</bdi></a>")
        }
        guard !items.isEmpty else { return "" }
        return "<ul class=\"links no-print\">\(items.map { "<li>\($0)</li>" as HTML })</ul>\n"
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

extension String {
    /// Whether a link may lead there: a document can name any address, also one that runs a script.
    fileprivate var isWebAddress: Bool {
        ["https://", "http://"].contains { utf8.starts(with: $0.utf8) }
    }
}
