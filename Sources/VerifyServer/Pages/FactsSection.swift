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
    private let kind: KindSections

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

    /// What the document calls its issuer, in the reader's language where the catalogue has that.
    var issuerName: String? { kind.issuerName }

    /// The facts to compare, the name first and largest.
    func comparison(_ values: VerdictValues) -> HTML {
        let differs: HTML = isOurs ? "<p><b>\(wording[.factsDiffers])</b></p>\n" : ""
        return """
            <section aria-labelledby="facts">
            <h2 id="facts">\(wording[isOurs ? .factsTitle : .factsSays])</h2>
            \(list(values))
            \(differs)</section>

            """
    }

    /// The facts as a list.
    func list(_ values: VerdictValues) -> HTML {
        let number = values.number.map { "<bdi class=\"number\">\($0)</bdi>" as HTML }
        return """
            <dl>\(wording.row(.factsName, values.name ?? nameless, class: "name"))\(kind.learning)\
            \(wording.row(.factsCompleted, values.completedOn))\
            \(wording.row(.factsIssued, values.issuedOn))\
            \(wording.row(.factsUntil, values.validUntil))\
            \(kind.issuer)\(identifier)\(wording.row(.factsNumber, number))</dl>
            """
    }

    /// A document that names nobody proves nothing of whoever shows it.
    private var nameless: HTML { "<b>\(wording[.factsNameless])</b>" }

    /// Of a stranger, whose name is only what the document says.
    private var identifier: HTML {
        guard !isOurs, let id = facts.issuerID else { return "" }
        return wording.row(.factsIdentifier, .isolated(id))
    }

    /// Who issued it, what had to be done, which skills, and what it rests on.
    var about: HTML { kind.about }
}

extension Wording {
    /// A row of the facts; nothing where there is no value.
    func row(_ label: Phrase, _ value: HTML?, class kind: HTML? = nil) -> HTML {
        guard let value else { return "" }
        let attribute: HTML = kind.map { " class=\"\($0)\"" } ?? ""
        return "<div\(attribute)><dt>\(self[label])</dt><dd>\(value)</dd></div>\n"
    }
}
