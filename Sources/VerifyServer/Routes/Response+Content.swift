import Credentials
import Hummingbird
import LinkedData

/// For how long an answer may be kept.
enum Caching: String {
    /// Verdicts and errors: every look is a new one.
    case never = "no-store"
    /// May be kept, and is asked after each time.
    case revalidated = "public, no-cache"
    /// Status lists and keys: for as long as a list says of itself.
    case statusList = "public, max-age=300"
    /// What a number stands for in a picture never changes, as long as its learner is not erased.
    case immutable = "public, max-age=86400, immutable"
    /// Pictures of organisations and programmes under their digests: for ever, which is a year.
    case digest = "public, max-age=31536000, immutable"
}

extension Response {
    /// Bytes of a media type; what may be kept carries a strong entity tag (RFC 9110 §8.8.3).
    static func content(_ bytes: [UInt8], type: String, caching: Caching) -> Response {
        var response = Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: caching.rawValue],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        if caching != .never {
            let digest = Digest.sha256(bytes).prefix(16)
            response.headers[.eTag] = "\"\(Base64URL.encode(Array(digest)))\""
        }
        return response
    }

    /// A JSON document.
    static func json(
        _ json: JSON, type: String = "application/json", caching: Caching
    ) -> Response {
        content(json.compactBytes(), type: type, caching: caching)
    }
}
