import CertAuthority
import Credentials
import HTTPTypes
import Hummingbird
import LinkedData
import NIOCore
import NIOHTTP1
import Verification

/// Answers the question that is asked most, whether a number's certificate is valid, where it can be
/// told at once; as ``CertificateRoutes`` answers it, byte for byte.
struct PromptVerdicts<Store: PublicRecord>: PromptResponder {
    private let verification: CertificateVerification<Store>
    private let installation: Installation
    private let pages: Pages
    private let memory: SectionMemory
    private let catalogue: CatalogueMemory<Store>
    private let gate: PromptGate
    private let now: @Sendable () -> Timestamp
    private let jsonHead: PreparedHead
    private let pageHeads: [Language: PreparedHead]
    private let day = HTTPDay()

    init(
        verification: CertificateVerification<Store>, installation: Installation, pages: Pages,
        catalogue: CatalogueMemory<Store>, gate: PromptGate, strictTransport: String?,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.verification = verification
        self.installation = installation
        self.pages = pages
        memory = pages.memory
        self.catalogue = catalogue
        self.gate = gate
        self.now = now
        // What the middleware adds, in its order.
        let common = ResponseHeaders<BasicRequestContext>(
            contentSecurityPolicy: pages.contentSecurityPolicy)
        func prepared(_ headers: HTTPFields, isForPeople: Bool) -> PreparedHead {
            var headers = headers
            headers[.contentLength] = nil
            if !isForPeople { CrossOrigin<BasicRequestContext>.open(&headers) }
            Compression<BasicRequestContext>.vary(&headers)
            common.add(to: &headers)
            if let strictTransport { headers[.strictTransportSecurity] = strictTransport }
            return PreparedHead(headers)
        }
        jsonHead = prepared(
            Response.json(.null, caching: .never).headers, isForPeople: false)
        pageHeads = Dictionary(
            uniqueKeysWithValues: Language.allCases.map {
                ($0, prepared(Pages.headers($0), isForPeople: true))
            })
    }

    func takes(_ head: HTTPRequestHead) -> Bool {
        head.method == .GET && head.version == .http1_1 && head.uri.utf8.starts(with: "/v/".utf8)
    }

    func answer(to head: HTTPRequestHead, peer: IPAddress?) -> ByteBuffer? {
        guard let question = PromptQuestion(head), let pass = gate.admit(head, peer: peer) else {
            return nil
        }
        let instant = now()
        guard case .answer(let finding?) = verification.verifyAtOnce(question.number, at: instant),
            let (prepared, body) = content(finding, question, at: instant)
        else {
            gate.withdraw(pass)
            return nil
        }
        var answer = ByteBuffer()
        let compresses = Compression<BasicRequestContext>.compresses(
            body.readableBytes, for: question.acceptEncoding)
        let compressed =
            compresses ? try? ContentCompression.gzip(Array(body.readableBytesView)) : nil
        let length = compressed?.count ?? body.readableBytes
        answer.reserveCapacity(prepared.bytes.count + length + 160)
        answer.writeBytes(prepared.bytes)
        if compressed != nil { answer.writeStaticString("Content-Encoding: gzip\r\n") }
        answer.writeStaticString("Content-Length: ")
        answer.writeString(String(length))
        answer.writeStaticString("\r\nX-Request-Id: ")
        answer.writeString(pass.id)
        answer.writeStaticString("\r\nDate: ")
        answer.writeString(day.text(of: instant))
        answer.writeStaticString("\r\n\r\n")
        if let compressed {
            answer.writeBytes(compressed)
        } else {
            answer.writeImmutableBuffer(body)
        }
        gate.finish(pass, finding.report.verdict, bytes: length)
        return answer
    }

    private func content(
        _ finding: CertificateFinding, _ question: PromptQuestion, at instant: Timestamp
    ) -> (PreparedHead, ByteBuffer)? {
        if question.prefersJSON {
            // Two objects that are joined to one: the first is that of many certificates.
            var body = ByteBuffer(bytes: memory.report(finding.report).dropLast())
            body.writeStaticString(",")
            let details = finding.details(installation, at: instant)
            body.writeBytes(JSON.object(details).compactBytes().dropFirst())
            return (jsonHead, body)
        }
        let reader = Reader(asked: question.language, accepted: question.acceptLanguage)
        guard case .answer(let edition) = catalogue.currentAtOnce(at: instant),
            let head = pageHeads[reader.language],
            let page = try? pages.body(
                PageSubject(finding), for: reader, at: instant, catalogue: edition)
        else { return nil }
        return (head, page)
    }
}

/// The status line and the headers that answers of one sort have in common.
struct PreparedHead {
    let bytes: [UInt8]

    init(_ headers: HTTPFields) {
        var text = "HTTP/1.1 200 OK\r\n"
        for field in headers { text += "\(field.name.rawName): \(field.value)\r\n" }
        bytes = Array(text.utf8)
    }
}
