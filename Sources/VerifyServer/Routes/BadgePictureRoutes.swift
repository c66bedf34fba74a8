import CertAuthority
import Documents
import Hummingbird

/// The badges of programmes and series as pages show them: `/programmes/SLUG/badge.svg`.
///
/// What a signed credential names is the picture under its digest, see ``BadgeRoutes``; these follow
/// the catalogue in force.
struct BadgePictureRoutes: Sendable {
    let documents: DocumentService

    func add(to routes: inout Routes) {
        var facts = RouteFacts.standard
        facts.cost = .picture
        routes.get("/programmes/{programme}/badge.svg", facts) { request, context in
            let query = request.uri.queryParameters
            let cut: BadgeArtwork.Cut
            if let wanted = query["cut"] {
                guard let known = BadgeArtwork.Cut(rawValue: String(wanted)) else {
                    throw Problem.refused("cut is full or small")
                }
                cut = known
            } else {
                cut = .full
            }
            let language = try query["lang"].map { try Problem.language($0) }
            let catalogue = try await documents.catalogue.current().catalogue
            guard let slug = Slug(try context.parameters.require("programme")),
                let offer = catalogue.offer(slug)
            else { throw HTTPError(.notFound) }
            let picture = try offer.badge(in: catalogue, cut, language: language ?? .english)
            return Response.content(
                picture, type: Picture.Form.svg.mediaType, caching: .statusList)
        }
    }
}
