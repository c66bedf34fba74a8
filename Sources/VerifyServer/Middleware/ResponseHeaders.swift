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
        response.headers[.vary] = Self.varying(response.headers[.vary])
        for (name, value) in Self.others { response.headers[name] = value }
        return response
    }

    /// Every answer depends on `Accept`, some on more.
    private static func varying(_ fields: String?) -> String {
        guard let fields else { return "Accept" }
        let isNamed = fields == "Accept" || fields.hasPrefix("Accept,")
        return isNamed ? fields : "Accept, \(fields)"
    }

    private static var others: [(HTTPField.Name, String)] {
        [
            ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex, nofollow"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }
}
