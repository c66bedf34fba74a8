import CertAuthority

/// What a page tells those who show a link to it: messengers, networks, search engines (the Open
/// Graph protocol, ogp.me; canonical and alternate links, RFC 6596 and HTML §4.6.7.1).
///
/// Such previews are kept for months, by others, so none names a learner.
struct SharedLink {
    /// The page's address, whole.
    let address: HTML
    /// What it is about: programme and issuer.
    let title: HTML
    /// One sentence.
    let description: HTML
    let site: String
    let language: Language
    /// The address of a picture of 1200 × 630; nil for none.
    var picture: HTML?

    /// The tags.
    var tags: HTML {
        let image: HTML =
            picture.map {
                """
                <meta property="og:image" content="\($0)">
                <meta property="og:image:type" content="image/png">
                <meta property="og:image:width" content="1200">
                <meta property="og:image:height" content="630">
                <meta property="og:image:alt" content="\(title)">
                <meta name="twitter:card" content="summary_large_image">

                """
            } ?? "<meta name=\"twitter:card\" content=\"summary\">\n"
        let alternates = Language.allCases.map { other -> HTML in
            """
            <link rel="alternate" hreflang="\(other.code)" href="\(address)?lang=\(other.code)">

            """
        }
        return """
            <meta name="description" content="\(description)">
            <meta property="og:type" content="website">
            <meta property="og:url" content="\(address)">
            <meta property="og:title" content="\(title)">
            <meta property="og:description" content="\(description)">
            <meta property="og:site_name" content="\(site)">
            <meta property="og:locale" content="\(locale)">
            \(image)<link rel="canonical" href="\(address)">
            \(alternates)<link rel="alternate" hreflang="x-default" href="\(address)">

            """
    }

    /// As the protocol writes languages, with a territory.
    private var locale: String {
        switch language {
        case .arabic: "ar_AR"
        case .english: "en_GB"
        case .spanish: "es_ES"
        case .french: "fr_FR"
        case .portuguese: "pt_PT"
        case .russian: "ru_RU"
        case .swahili: "sw_KE"
        case .chinese: "zh_CN"
        }
    }
}
