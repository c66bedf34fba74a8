import Hummingbird

/// Answers 304 to those who have what they ask for (RFC 9110 §13.1.2).
struct EntityTags<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard let tag = response.headers[.eTag], Self.matches(request.headers[.ifNoneMatch], tag)
        else { return response }
        response.status = .notModified
        response.headers[.contentType] = nil
        response.body = ResponseBody()
        return response
    }

    private static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        if header == "*" { return true }
        return header.split(separator: ",").contains { candidate in
            let bare = candidate.drop { $0 == " " }
            return bare == tag || bare == "W/" + tag
        }
    }
}
