import CertAuthority
import Credentials
import Documents
import HTTPTypes
import Hummingbird
import LinkedData
import NIOCore
import Synchronization
import Verification

/// The answer to the question whether a number's certificate is valid, by whichever way through the
/// server it is given: all with status 200, since the answer is the verdict.
struct VerdictAnswer {
    /// What an answer is written as; answers of one form have the same headers.
    enum Form: Hashable, Sendable {
        case json
        /// A page with its content security policy, which differs from issuer to issuer.
        case page(Language, policy: String)
    }

    let form: Form
    let body: ByteBuffer
    /// The beginning of the body, compressed, where many have it in common.
    private var beginning: CompressedBeginning?

    /// The verdict as JSON, whose members are stable.
    init(
        json finding: CertificateFinding, _ installation: Installation, _ memory: SectionMemory,
        at instant: Timestamp
    ) {
        form = .json
        var writer = JSONWriter()
        writer.beginObject()
        // The same for many certificates.
        writer.writeMembers(memory.report(finding.report))
        writer.writeMembers(of: finding.details(installation, at: instant))
        writer.endObject()
        body = ByteBuffer(bytes: writer.take())
    }

    /// The verdict as a page.
    ///
    /// - Throws: `QRCodeError` when the installation's address is too long for a code.
    init(
        page finding: CertificateFinding, for reader: Reader, _ pages: Pages,
        catalogue: CatalogueEdition?, at instant: Timestamp
    ) throws(QRCodeError) {
        let page = try pages.body(
            PageSubject(finding), for: reader, at: instant, catalogue: catalogue)
        form = .page(reader.language, policy: page.policy)
        body = page.body
        beginning = page.beginning
    }

    /// The body as gzip.
    ///
    /// - Throws: `StatusListError` when zlib fails.
    func compressed() throws(StatusListError) -> [UInt8] {
        let bytes = Array(body.readableBytesView)
        guard let beginning else { return try ContentCompression.gzip(bytes) }
        return try beginning.gzip(rest: bytes[beginning.count...])
    }

    /// The answer before the middleware has seen it.
    var response: Response {
        let headers: HTTPFields =
            switch form {
            case .json:
                [.contentType: "application/json", .cacheControl: Caching.never.rawValue]
            case .page(let language, let policy):
                WrittenPage.headers(language, policy: policy)
            }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}

/// The status line and the headers that answers of a form have in common, as the router gave them:
/// whatever its middleware adds is learned from an answer that went through it, and repeated.
final class VerdictHeads: Sendable {
    private let heads = Mutex<[VerdictAnswer.Form: [UInt8]]>([:])

    /// How many forms are remembered: languages by issuers. Others go the ordinary way.
    private static let capacity = 4096

    /// What differs from one answer of a form to the next, or is added where it is sent.
    private static let own: Set<String> = [
        "content-length", "content-encoding", "x-request-id", "date", "connection",
    ]

    /// The head without its end; nil where no answer of that form was seen yet.
    subscript(form: VerdictAnswer.Form) -> [UInt8]? { heads.withLock { $0[form] } }

    /// Takes note of a verdict that went through the router.
    func learn(from response: Response) {
        guard response.status == .ok, let form = Self.form(of: response.headers) else { return }
        guard self[form] == nil else { return }
        var text = "HTTP/1.1 200 OK\r\n"
        for field in response.headers where !Self.own.contains(field.name.canonicalName) {
            text += "\(field.name.rawName): \(field.value)\r\n"
        }
        let head = Array(text.utf8)
        heads.withLock { if $0.count < Self.capacity { $0[form] = head } }
    }

    private static func form(of headers: HTTPFields) -> VerdictAnswer.Form? {
        if headers[.contentType] == "application/json" { return .json }
        guard let policy = headers[.contentSecurityPolicy] else { return nil }
        return headers[.contentLanguage]
            .flatMap { code in Language.allCases.first { $0.code == code } }
            .map { .page($0, policy: policy) }
    }
}
