import CertAuthority
import Credentials
import Hummingbird
import LinkedData

/// The programmes, series and organisations that credentials name by their addresses: as pages, and
/// for programs as the `Achievement` and the `Profile` of Open Badges 3.0.
struct CatalogueRoutes: Sendable {
    let installation: Installation
    let pages: Pages
    let now: @Sendable () -> Timestamp

    func add(to routes: inout Routes) {
        routes.get(RouterPath(ProgrammesPage.path)) { request, _ in
            let edition = try await edition()
            let reader = Reader(request)
            let page = ProgrammesPage(edition: edition, wording: pages.wording(reader))
            let brand = pages.coalition(edition, reader)
            return answer(
                reader, brand, path: ProgrammesPage.path, title: HTML(page.title),
                description: HTML(pages.wording(reader)[.startWhoKeeps]), page.main)
        }
        routes.get("/programmes/:programme") { request, context in
            let edition = try await edition()
            guard let slug = Slug(try context.parameters.require("programme")),
                let offer = edition.catalogue.offer(slug)
            else { throw HTTPError(.notFound) }
            if Acceptance(request).prefersJSON { return document(achievement(offer, edition)) }
            return page(offer, edition, Reader(request))
        }
        routes.get("/orgs/:organisation") { request, context in
            let edition = try await edition()
            guard let slug = Slug(try context.parameters.require("organisation")),
                let organisation = edition.catalogue.organisation(slug)
            else { throw HTTPError(.notFound) }
            if Acceptance(request).prefersJSON { return document(profile(organisation)) }
            return page(organisation, edition, Reader(request))
        }
        routes.get("/logos/:logo", .programs()) { _, context in
            let name = Picture.Name(try context.parameters.require("logo"))
            let logos = try await edition().catalogue.logos
            guard let logo = logos.first(where: { $0.name == name }) else {
                throw HTTPError(.notFound)
            }
            return .picture(logo, caching: .digest)
        }
    }

    private func edition() async throws -> CatalogueEdition {
        guard let edition = await pages.edition(at: now()) else { throw HTTPError(.notFound) }
        return edition
    }

    // MARK: Pages

    private func page(_ offer: Offer, _ edition: CatalogueEdition, _ reader: Reader) -> Response {
        let coalition = pages.coalition(edition, reader)
        let page = OfferPage(offer, edition, pages.wording(reader), coalition: coalition.name)
        let brand =
            edition.catalogue.organisation(offer.organisation)
            .map { Brand($0, edition, installation, reader.language) } ?? coalition
        return answer(
            reader, brand, path: "/programmes/\(offer.slug.text)", title: page.title,
            description: page.description, page.main, accents: page.accents)
    }

    private func page(
        _ organisation: Organisation, _ edition: CatalogueEdition, _ reader: Reader
    ) -> Response {
        let coalition = pages.coalition(edition, reader).name
        let page = OrganisationPage(
            organisation: organisation, edition: edition, wording: pages.wording(reader),
            coalition: coalition)
        return answer(
            reader, Brand(organisation, edition, installation, reader.language),
            path: "/orgs/\(organisation.slug.text)", title: page.title,
            description: page.description, page.main)
    }

    private func answer(
        _ reader: Reader, _ brand: Brand, path: String, title: HTML, description: HTML,
        _ main: HTML, accents: [Accent] = []
    ) -> Response {
        let tags = pages.shared(
            path, title: title, description: description, brand.coalition ?? brand.name, reader)
        return pages.response(
            PageHead(
                title: title, brand: brand, tags: tags, accents: accents, isFindable: true,
                start: reader.link("/")), main, reader)
    }

    // MARK: Documents

    /// What every credential of it says, and who created it.
    private func achievement(_ offer: Offer, _ edition: CatalogueEdition) -> JSONObject {
        var document = Self.linked(offer.achievement(installation).document)
        document["creator"] = edition.catalogue.organisation(offer.organisation)
            .map { $0.profile(installation).document }
        return document
    }

    /// What every credential says of its issuer, with its logo and the address for questions.
    private func profile(_ organisation: Organisation) -> JSONObject {
        var document = Self.linked(organisation.profile(installation).document)
        document["email"] = organisation.identity.contact.map { .string($0) }
        document["image"] = organisation.identity.logo.map { logo in
            [
                "id": .string(installation.baseURL + LogoAddress.path(logo)), "type": "Image",
                "caption": .string(organisation.name.english),
            ]
        }
        return document
    }

    private static func linked(_ json: JSON) -> JSONObject {
        var document = JSONObject()
        document["@context"] = .array(OpenBadge.contexts.map { .string($0) })
        for member in json.objectValue?.members ?? [] { document[member.name] = member.value }
        return document
    }

    private func document(_ document: JSONObject) -> Response {
        .json(.object(document), type: "application/ld+json", caching: .revalidated)
    }
}

extension Response {
    /// A picture of the catalogue's; an SVG may neither run nor fetch anything.
    static func picture(_ picture: Picture, caching: Caching) -> Response {
        var response = Response.content(
            picture.bytes, type: picture.form.mediaType, caching: caching)
        if picture.form == .svg { response.headers[.contentSecurityPolicy] = "default-src 'none'" }
        return response
    }
}
