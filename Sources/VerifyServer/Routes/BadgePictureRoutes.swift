import CertAuthority
import Credentials
import Documents
import Hummingbird
import Logging

/// The badges of programmes and series as pages show them, and what their certificates look like:
/// `/programmes/SLUG/badge.svg`, `/programmes/SLUG/specimen.png`.
///
/// What a signed credential names is the picture under its digest, see ``BadgeRoutes``; these follow
/// the catalogue in force.
struct BadgePictureRoutes: Sendable {
    let documents: DocumentService
    let now: @Sendable () -> Timestamp

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
        routes.get("/programmes/{programme}/specimen.png", facts) { request, context in
            let language = try request.uri.queryParameters["lang"].map { try Problem.language($0) }
            // The same day through the year, so that it is drawn once.
            let year = now().dateText.prefix(4)
            guard let slug = Slug(try context.parameters.require("programme")),
                let day = CivilDate("\(year)-01-01")
            else { throw HTTPError(.notFound) }
            do {
                guard
                    let picture = try await documents.file(
                        SheetSpecimen(of: slug, language: language ?? .english, day: day))
                else { throw HTTPError(.notFound) }
                return Response.content(picture, type: "image/png", caching: .statusList)
            } catch is DocumentService.Busy {
                throw SheetProblems.busy
            } catch let fault as SheetFault {
                context.logger.error("no specimen", metadata: ["code": "\(fault.code.rawValue)"])
                throw HTTPError(.notFound)
            }
        }
    }
}
