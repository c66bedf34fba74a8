import CertAuthority
import Documents
import Hummingbird

/// The images of badges, which signed credentials name: each address means one picture for good.
struct BadgeRoutes: Sendable {
    let images: BadgeImages

    func add(to routes: inout Routes) {
        routes.get("/badges/:image", .programs()) { _, context in
            guard let name = Picture.Name(try context.parameters.require("image")),
                let image = try await images.image(name)
            else { throw HTTPError(.notFound) }
            return Response.content(
                image.bytes, type: image.form.mediaType, caching: .digest)
        }
    }
}
