import Credentials
import Hummingbird
import NIOCore

/// Adds a strong entity tag to what may be kept, and answers 304 to those who have it
/// (RFC 9110 §8.8.3, §13.1.2).
struct EntityTags<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard response.status == .ok,
            response.headers[.cacheControl] != Caching.never.rawValue,
            response.body.contentLength != nil
        else { return response }
        let collector = BodyCollector()
        try await response.body.write(collector)
        let bytes = collector.bytes
        let tag = "\"\(Base64URL.encode(Array(Digest.sha256(bytes).prefix(16))))\""
        response.headers[.eTag] = tag
        response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        guard Self.matches(request.headers[.ifNoneMatch], tag) else { return response }
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
