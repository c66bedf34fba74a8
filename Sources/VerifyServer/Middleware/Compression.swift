import CertAuthority
import Credentials
import HTTPTypes
import Hummingbird

/// Compresses text for those who take gzip (RFC 9110 §8.4.1.3).
///
/// Nothing secret stands beside what a reader chose in any answer, so its length tells nothing
/// (no cookies, no tokens; the attack called BREACH has no aim). What carries an entity tag is left
/// as it is: its tag is that of these bytes (RFC 9110 §8.8.3.3), and most of it is small or
/// compressed within.
struct Compression<Context: RequestContext>: RouterMiddleware {
    /// Shorter bodies fit a packet as they are.
    private static var leastBytes: Int { 860 }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard let type = response.headers[.contentType], Self.isText(type),
            response.headers[.eTag] == nil, response.headers[.contentEncoding] == nil
        else { return response }
        let vary = response.headers[.vary].map { "\($0), " } ?? ""
        response.headers[.vary] = vary + "Accept-Encoding"
        guard let length = response.body.contentLength,
            Self.compresses(length, for: request.headers[.acceptEncoding])
        else { return response }
        let collector = BodyCollector()
        try await response.body.write(collector)
        response.body = ResponseBody(
            byteBuffer: ByteBuffer(bytes: try ContentCompression.gzip(collector.bytes)))
        response.headers[.contentEncoding] = "gzip"
        return response
    }

    /// Whether so many bytes of text are compressed for a client that accepts those codings.
    static func compresses(_ length: Int, for accepted: String?) -> Bool {
        length >= leastBytes && takesGzip(accepted)
    }

    private static func isText(_ type: String) -> Bool {
        type.hasPrefix("text/") || type.hasPrefix("image/svg")
            || type.prefix { $0 != ";" }.hasSuffix("json")
    }

    /// Whether `gzip`, or all that is not named, has a weight above 0.
    static func takesGzip(_ header: String?) -> Bool {
        let ranges = QualityList(header).ranges.map { ($0.name.lowercased(), $0.weight > 0) }
        let named = ranges.first { $0.0 == "gzip" || $0.0 == "x-gzip" }
        return (named ?? ranges.last { $0.0 == "*" })?.1 ?? false
    }
}

/// Takes a body that stands in memory.
private final class BodyCollector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
