import HTTPTypes
import Hummingbird

/// The headers that every answer carries: nothing from elsewhere is loaded, nothing is framed, no
/// address leaks, and search engines stay out.
struct ResponseHeaders<Context: RequestContext>: RouterMiddleware {
    let contentSecurityPolicy: String

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = contentSecurityPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.vary] = "Accept"
        for (name, value) in Self.others { response.headers[name] = value }
        return response
    }

    private static var others: [(HTTPField.Name, String)] {
        [
            ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex, nofollow"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }
}
