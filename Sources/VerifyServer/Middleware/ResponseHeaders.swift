import HTTPTypes
import Hummingbird

/// The headers that every answer carries: nothing from elsewhere is loaded, nothing is framed, no
/// address leaks, and search engines stay out unless a route lets them in.
struct ResponseHeaders<Context: RequestContext>: RouterMiddleware {
    private let contentSecurityPolicy: String
    private let others = Self.others

    init(contentSecurityPolicy: String) { self.contentSecurityPolicy = contentSecurityPolicy }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = contentSecurityPolicy
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.vary] = Self.varying(response.headers[.vary])
        for (name, value) in others where response.headers[name] == nil {
            response.headers[name] = value
        }
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
            // Others may show our pictures of codes; a page cannot be framed (see the policy).
            ("Cross-Origin-Resource-Policy", "cross-origin"), ("X-Frame-Options", "DENY"),
            (
                "Permissions-Policy",
                "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), "
                    + "payment=(), usb=()"
            ),
        ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }
}
