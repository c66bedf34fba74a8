import CertAuthority

/// What a programme or series is, at the address by which every credential of it names its
/// achievement: all of it is told as the organisation's own.
struct OfferPage {
    private let words: OfferWords
    private let edition: CatalogueEdition
    private let wording: Wording
    private let coalition: String

    /// - Parameter coalition: The coalition's name in the reader's language.
    init(_ offer: Offer, _ edition: CatalogueEdition, _ wording: Wording, coalition: String) {
        words = OfferWords(offer, edition, wording)
        self.edition = edition
        self.wording = wording
        self.coalition = coalition
    }

    var title: HTML {
        HTML(words.offer.title.best(for: [wording.language.tag]).text)
    }

    /// What it teaches, as plain text.
    var description: HTML {
        HTML(words.offer.description.best(for: [wording.language.tag]).text)
    }

    /// Everything within `main`.
    var main: HTML {
        """
        <div class="hero">\(BadgeAddress.picture(words.offer.slug, class: "seal"))<div>
        <p class="label">\(label)</p>
        <h1>\(words.title)</h1>
        <p class="lead">\(words.text(words.offer.description))</p>
        \(site)</div></div>
        <div class="two"><div><dl class="facts">\(facts)</dl>
        \(skills)<section aria-labelledby="criteria"><h2 id="criteria">\
        \(wording[.offerCriteria])</h2>
        <p>\(words.text(words.offer.criteria))</p></section>
        \(specimen)\(offers(.offerSteps, steps, id: "steps"))\
        \(offers(.offerPrior, prior, id: "prior"))</div>
        <div class="aside">\(issuers)\(offers(.offerPart, series, id: "series"))</div></div>
        """
    }

    private var label: String {
        switch words.offer {
        case .programme: "\(wording[.factsProgramme]) · \(words.kind)"
        case .series: words.kind
        }
    }

    private var site: HTML {
        guard let organisation = edition.catalogue.organisation(words.offer.organisation) else {
            return ""
        }
        return """
            <div class="acts no-print"><a class="button" href="\(organisation.url)" \
            rel="noreferrer noopener">\(wording[.offerSite])</a></div>

            """
    }

    private var facts: HTML {
        let hours = HTML(wording.text(.factsHoursCount, count: words.offer.hours))
        var rows = wording.row(.factsHours, hours)
        switch words.offer {
        case .programme(let programme):
            rows = wording.row(.factsLevel, HTML(words.kind)) + rows
            let modes = programme.delivery.compactMap {
                Phrase(rawValue: "delivery.\($0.rawValue)").map {
                    "<li>\(wording[$0])</li>" as HTML
                }
            }
            let languages = programme.languages.map { tag -> HTML in
                let name = Language(tag)?.ownName ?? tag.text
                return "<li lang=\"\(tag.text)\">\(name)</li>"
            }
            rows += wording.row(
                .factsDelivery, "<ul class=\"bare across\">\(modes)</ul>", class: "wide")
            rows += wording.row(
                .pageLanguages, "<ul class=\"bare across\">\(languages)</ul>", class: "wide")
        case .series(let series):
            rows += wording.row(
                .factsDelivery,
                HTML(wording.text(.factsStepsCount, count: series.steps.count)))
        }
        return rows + wording.row(.offerValidity, validity, class: "wide")
    }

    /// How long a certificate is valid, where it ends after whole years or months.
    private var validity: HTML? {
        guard let validity = words.offer.validity, validity.days == 0 else { return nil }
        switch (validity.years, validity.months) {
        case (let years, 0): return HTML(wording.text(.offerYears, count: years))
        case (0, let months): return HTML(wording.text(.offerMonths, count: months))
        case (let years, let months):
            return HTML(wording.text(.offerMonths, count: 12 * years + months))
        }
    }

    private var specimen: HTML {
        guard edition.catalogue.organisation(words.offer.organisation)?.appearance.hasSheets == true
        else { return "" }
        // As wide and high as A4 at 96 dots an inch.
        return """
            <section aria-labelledby="specimen"><h2 id="specimen">\(wording[.offerSpecimen])</h2>
            <img class="sheet" src="/programmes/\(words.offer.slug.text)/specimen.png?lang=\
            \(wording.language.code)" alt="\(wording[.offerSpecimenAlt])" width="1123" \
            height="794" loading="lazy"></section>

            """
    }

    private var skills: HTML {
        guard case .programme(let programme) = words.offer, !programme.skills.isEmpty else {
            return ""
        }
        let items = programme.skills.map { skill -> HTML in
            "<li>\(.translated(skill.name, for: wording.language))</li>"
        }
        return """
            <section aria-labelledby="skills"><h2 id="skills">\(wording[.issuerSkills])</h2>
            <ul class="tags">\(items)</ul></section>

            """
    }

    private var issuers: HTML {
        let issuers = edition.catalogue.issuers(of: words.offer.slug).map { organisation -> HTML in
            let mark = Mark(organisation.identity, name: organisation.name.english)
            let accent = edition.accent(of: organisation.identity)
            return """
                <li><a href="/orgs/\(organisation.slug.text)">\
                \(mark.markup(class: PageColours.className(accent)))\
                \(words.text(organisation.name))</a></li>

                """
        }
        return """
            <section aria-labelledby="issuers"><h2 id="issuers">\(wording[.offerIssuers])</h2>
            \(words.partners)<ul class="members">\(issuers)</ul></section>

            """
    }

    /// The colours of those who issue it.
    var accents: [Accent] {
        edition.catalogue.issuers(of: words.offer.slug).map { edition.accent(of: $0.identity) }
    }

    private var steps: [Offer] {
        guard case .series(let series) = words.offer else { return [] }
        return series.steps.compactMap { edition.catalogue.offer($0) }
    }

    private var prior: [Offer] {
        guard case .programme(let programme) = words.offer else { return [] }
        return programme.prerequisites.compactMap { edition.catalogue.offer($0) }
    }

    private var series: [Offer] {
        edition.catalogue.series(withStep: words.offer.slug).map(Offer.series)
    }

    private func offers(_ title: Phrase, _ offers: [Offer], id: HTML) -> HTML {
        guard !offers.isEmpty else { return "" }
        let lines = offers.map { OfferWords($0, edition, wording).line }
        return """
            <section aria-labelledby="\(id)"><h2 id="\(id)">\(wording[title])</h2>
            <ul class="steps">
            \(lines)</ul></section>

            """
    }
}
