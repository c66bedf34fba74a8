import Hummingbird

/// The description of all this for programs, in OpenAPI 3.1.
struct DescriptionRoutes: Sendable {
    func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("/openapi.json") { _, _ in
            Response.content(
                PackageResources.openapi_json, type: "application/json", caching: .revalidated)
        }
    }
}
