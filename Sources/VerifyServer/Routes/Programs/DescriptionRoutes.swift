import CertAuthority
import Hummingbird

/// The description of all this for programs, in OpenAPI 3.1.
struct DescriptionRoutes: Sendable {
    /// The document, with the version of this program in it.
    static let document: [UInt8] = {
        let text = String(decoding: PackageResources.openapi_json, as: UTF8.self)
        return Array(text.replacing("{VERSION}", with: ProductVersion.current).utf8)
    }()

    func add(to routes: inout Routes) {
        routes.get("/openapi.json", .programs()) { _, _ in
            Response.content(Self.document, type: "application/json", caching: .revalidated)
        }
    }
}
