import HTTPTypes
import Hummingbird

/// Lets programs on pages of other sites read what programs are meant to read; pages for people are
/// not among it (Fetch Standard §3.2 "CORS protocol").
struct CrossOrigin<Context: RequestContext>: RouterMiddleware {
    let facts: RouteTable

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let type = response.headers[.contentType] ?? ""
        guard !type.hasPrefix("text/html"), facts(request, context).isOpenToOtherSites else {
            return response
        }
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.accessControlExposeHeaders] = "ETag, Retry-After"
        if request.method == .options, let allowed = response.headers[.allow] {
            response.headers[.accessControlAllowMethods] = allowed
            response.headers[.accessControlAllowHeaders] = "Accept, Content-Type, If-None-Match"
            response.headers[.accessControlMaxAge] = "86400"
        }
        return response
    }
}
