import CertAuthority
import Credentials
import NIOCore
import NIOHTTP1
import Hummingbird
import Verification

/// Answers the question that is asked most, whether a number's certificate is valid, where it can be
/// told at once: by the same ``VerdictAnswer`` as ``CertificateRoutes``, under the head that the
/// router gave an answer of its form.
struct PromptVerdicts<Store: PublicRecord>: PromptResponder {
    let verification: CertificateVerification<Store>
    let installation: Installation
    let pages: Pages
    let catalogue: CatalogueMemory<Store>
    let gate: PromptGate
    let heads: VerdictHeads
    let now: @Sendable () -> Timestamp
    private let date = HTTPDateMemory()

    init(
        verification: CertificateVerification<Store>, installation: Installation, pages: Pages,
        catalogue: CatalogueMemory<Store>, gate: PromptGate, heads: VerdictHeads,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.verification = verification
        self.installation = installation
        self.pages = pages
        self.catalogue = catalogue
        self.gate = gate
        self.heads = heads
        self.now = now
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
            let answer = answer(finding, question, at: instant), let head = heads[answer.form]
        else {
            gate.withdraw(pass)
            return nil
        }
        let body = answer.body
        let compressed =
            Compression<BasicRequestContext>.compresses(
                body.readableBytes, for: question.acceptEncoding)
            ? try? answer.compressed() : nil
        let length = compressed?.count ?? body.readableBytes
        var bytes = ByteBuffer()
        bytes.reserveCapacity(head.count + length + 160)
        bytes.writeBytes(head)
        if compressed != nil { bytes.writeStaticString("Content-Encoding: gzip\r\n") }
        bytes.writeStaticString("Content-Length: ")
        bytes.writeString(String(length))
        bytes.writeStaticString("\r\nX-Request-Id: ")
        bytes.writeString(pass.id)
        bytes.writeStaticString("\r\nDate: ")
        bytes.writeString(date.text(of: instant))
        bytes.writeStaticString("\r\n\r\n")
        if let compressed {
            bytes.writeBytes(compressed)
        } else {
            bytes.writeImmutableBuffer(body)
        }
        gate.finish(pass, finding.report.verdict, bytes: length)
        return bytes
    }

    private func answer(
        _ finding: CertificateFinding, _ question: PromptQuestion, at instant: Timestamp
    ) -> VerdictAnswer? {
        if question.prefersJSON {
            return VerdictAnswer(json: finding, installation, pages.memory, at: instant)
        }
        guard case .answer(let edition) = catalogue.currentAtOnce(at: instant) else { return nil }
        let reader = Reader(asked: question.language, accepted: question.acceptLanguage)
        return try? VerdictAnswer(
            page: finding, for: reader, pages, catalogue: edition, at: instant)
    }
}
