import CertAuthority

/// All that is certified here, one line each.
struct ProgrammesPage {
    static let path = "/programmes"

    let edition: CatalogueEdition
    let wording: Wording

    var title: String { wording[.startProgrammes] }

    /// Everything within `main`.
    var main: HTML {
        let catalogue = edition.catalogue
        let offers = catalogue.programmes.map(Offer.programme) + catalogue.series.map(Offer.series)
        let lines = offers.map { OfferWords($0, edition, wording).line }
        return """
            <h1>\(title)</h1>
            <ul class="steps">
            \(lines)</ul>
            """
    }
}
