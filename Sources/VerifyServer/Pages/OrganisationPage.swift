import CertAuthority

/// What an organisation is in the coalition, what it certifies, and where to ask it.
struct OrganisationPage {
    let organisation: Organisation
    let edition: CatalogueEdition
    let wording: Wording
    /// The coalition's name in the reader's language.
    let coalition: String

    private var name: (language: LanguageTag, text: String) {
        organisation.name.best(for: [wording.language.tag])
    }

    var title: HTML { HTML(name.text) }

    /// Its place in the coalition, as plain text.
    var description: HTML {
        guard let phrase else { return "" }
        return HTML(wording.text(phrase, ["name": name.text, "coalition": coalition]))
    }

    private var phrase: Phrase? { Phrase(rawValue: "issuer.\(organisation.role.rawValue)") }

    /// Everything within `main`.
    var main: HTML {
        let values: [String: HTML] = [
            "name": "<b>\(.isolated(name.text))</b>", "coalition": .isolated(coalition),
        ]
        let standing: HTML =
            phrase.map { "<p class=\"lead\">\(HTML(wording, $0, values))</p>\n" } ?? ""
        let contact = organisation.identity.contact.map { HTML.contact($0, wording) } ?? ""
        let lines = organisation.mayIssue.compactMap { edition.catalogue.offer($0) }
            .map { OfferWords($0, edition, wording).line }
        let offers: HTML =
            lines.isEmpty
            ? ""
            : """
            <section aria-labelledby="offers"><h2 id="offers">\(wording[.organisationOffers])</h2>
            <ul class="steps">
            \(lines)</ul></section>

            """
        return """
            <h1>\(title)</h1>
            \(standing)\(contact)<div class="acts no-print"><a class="button" href="\(organisation.url)" \
            rel="noreferrer noopener">\(wording[.offerSite])</a></div>
            \(offers)
            """
    }
}
