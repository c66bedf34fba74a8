import CertAuthority
import Verification

/// What the signed document says: the facts to compare with the paper, and who issued it.
///
/// Words of the document stand as they were signed; the catalogue adds the reader's language where
/// its English words are the signed ones.
struct FactsSection {
    private let facts: CertificateFacts
    private let isOurs: Bool
    private let wording: Wording
    /// What it has in common with others.
    let kind: KindSections

    init(
        _ facts: CertificateFacts, isOurs: Bool, wording: Wording, installation: Installation,
        catalogue: CatalogueEdition?, memory: SectionMemory?
    ) {
        self.facts = facts
        self.isOurs = isOurs
        self.wording = wording
        let sections = KindOfCertificate(
            facts: facts, isOurs: isOurs, wording: wording, installation: installation,
            catalogue: catalogue)
        // Evidence is each learner's own.
        kind =
            if let memory, facts.evidence.isEmpty {
                memory.kind(sections.key) { sections.made() }
            } else {
                sections.made()
            }
    }

    /// Whose certificate it is and what for, within the card of the verdict.
    func identity(_ values: VerdictValues) -> HTML {
        let issuer: HTML =
            kind.issuer.map {
                "<p class=\"label\">\(wording[.factsIssuer]) <b>\($0)</b></p>"
            } ?? ""
        return """
            <div class="who"><div class="whose"><p class="label">\(wording[.factsAwarded])</p>\
            <p class="name">\(values.name ?? nameless)</p></div>
            <div class="whole"><p class="what">\(kind.programme ?? "")</p>\(issuer)</div>\
            \(kind.badge)</div>

            """
    }

    /// The facts to compare: of ours those that do not stand in the card, of others all.
    func comparison(_ values: VerdictValues) -> HTML {
        let differs: HTML = isOurs ? "<p>\(wording[.factsDiffers])</p>\n" : ""
        return """
            <section aria-labelledby="facts">
            <h2 id="facts">\(wording[isOurs ? .factsTitle : .factsSays])</h2>
            \(isOurs ? details(values) : list(values))
            \(differs)</section>

            """
    }

    /// All facts as a list.
    func list(_ values: VerdictValues) -> HTML {
        """
        <dl>\(wording.row(.factsName, values.name ?? nameless, class: "name"))\
        \(wording.row(.factsProgramme, kind.programme))\(kind.learning)\(days(values))\
        \(wording.row(.factsIssuer, kind.issuer))\(identifier)\(number(values))</dl>
        """
    }

    private func details(_ values: VerdictValues) -> HTML {
        "<dl class=\"facts\">\(kind.learning)\(days(values))\(number(values))</dl>"
    }

    private func days(_ values: VerdictValues) -> HTML {
        wording.row(.factsCompleted, values.completedOn)
            + wording.row(.factsIssued, values.issuedOn)
            + wording.row(.factsUntil, values.validUntil)
    }

    private func number(_ values: VerdictValues) -> HTML {
        wording.row(
            .factsNumber, values.number.map { "<bdi class=\"number\">\($0)</bdi>" }, class: "wide")
    }

    /// A document that names nobody proves nothing of whoever shows it.
    private var nameless: HTML { "<b>\(wording[.factsNameless])</b>" }

    /// Of a stranger, whose name is only what the document says.
    private var identifier: HTML {
        guard !isOurs, let id = facts.issuerID else { return "" }
        return wording.row(.factsIdentifier, .isolated(id))
    }
}

extension Wording {
    /// A row of the facts; nothing where there is no value.
    func row(_ label: Phrase, _ value: HTML?, class kind: HTML? = nil) -> HTML {
        guard let value else { return "" }
        let attribute: HTML = kind.map { " class=\"\($0)\"" } ?? ""
        return "<div\(attribute)><dt>\(self[label])</dt><dd>\(value)</dd></div>\n"
    }
}
