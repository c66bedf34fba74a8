import CertAuthority

/// Where the badge of a programme or series is drawn.
enum BadgeAddress {
    /// The badge: its small cut on narrow screens, where small words would not be read.
    static func picture(_ offer: Slug, class kind: HTML) -> HTML {
        """
        <picture class="\(kind)"><source media="(min-width:60rem)" \
        srcset="/programmes/\(offer.text)/badge.svg"><img \
        src="/programmes/\(offer.text)/badge.svg?cut=small" alt="" width="136" height="136">\
        </picture>
        """
    }

    /// The small cut alone.
    static func small(_ offer: Slug) -> HTML {
        """
        <img src="/programmes/\(offer.text)/badge.svg?cut=small" alt="" width="56" height="56">
        """
    }
}

/// What the catalogue says of a programme or series, in the reader's language.
struct OfferWords {
    let offer: Offer
    private let edition: CatalogueEdition
    private let wording: Wording

    init(_ offer: Offer, _ edition: CatalogueEdition, _ wording: Wording) {
        self.offer = offer
        self.edition = edition
        self.wording = wording
    }

    /// A text in the reader's language, or in English and marked as such.
    func text(_ text: LocalizedText) -> HTML {
        let best = text.best(for: [wording.language.tag])
        return .isolated(
            best.text,
            language: best.language == wording.language.tag ? nil : best.language.text)
    }

    var title: HTML { text(offer.title) }

    /// The organisation that answers for it, then its partners.
    var organisations: [Organisation] {
        ([offer.organisation] + offer.partners).compactMap { edition.catalogue.organisation($0) }
    }

    /// The sentence on those who offer it together; empty where it is one alone.
    var partners: HTML {
        let names = organisations
        guard names.count > 1 else { return "" }
        return """
            <p>\(HTML(wording, .issuerOffered, ["names": joined(names)]))</p>

            """
    }

    /// Names of organisations, one after the other.
    private func joined(_ organisations: [Organisation]) -> HTML {
        let separator =
            switch wording.language {
            case .arabic: "، "
            case .chinese: "、"
            default: ", "
            }
        var all = HTML.empty
        for (place, organisation) in organisations.enumerated() {
            if place > 0 { all += HTML(separator) }
            all += "<b>\(text(organisation.name))</b>"
        }
        return all
    }

    /// The level of a programme, or that it is a series.
    var kind: String {
        switch offer {
        case .programme(let programme):
            Phrase(rawValue: "level.\(programme.level.rawValue)").map { wording[$0] }
                ?? programme.level.rawValue
        case .series: wording[.offerSeries]
        }
    }

    /// A line of a list: badge, title, kind and organisation.
    var line: HTML {
        let names = organisations.map {
            $0.name.best(for: [wording.language.tag]).text
        }
        let below = ([kind] + names).joined(separator: " · ")
        return """
            <li>\(BadgeAddress.small(offer.slug))<span>\
            <a href="/programmes/\(offer.slug.text)">\(title)</a><br>\
            <span class="quiet small">\(below)</span></span></li>

            """
    }
}

extension HTML {
    /// Where an organisation answers questions.
    static func contact(_ address: String, _ wording: Wording) -> HTML {
        let link: HTML = "<a href=\"mailto:\(address)\"><bdi>\(address)</bdi></a>"
        return "<p>\(HTML(wording, .issuerContact, ["address": link]))</p>\n"
    }
}
