import Hummingbird

/// The description of all this for programs, in OpenAPI 3.1.
struct DescriptionRoutes: Sendable {
    func add(to routes: inout Routes) {
        routes.get("/openapi.json", .programs()) { _, _ in
            Response.content(
                PackageResources.openapi_json, type: "application/json", caching: .revalidated)
        }
    }
}
