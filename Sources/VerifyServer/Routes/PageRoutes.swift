import CertAuthority
import Credentials
import Hummingbird
import NIOCore
import Verification

/// The start page and what is sent from it.
struct PageRoutes: Sendable {
    let installation: Installation
    let pages: Pages
    let desk: SubmissionDesk
    let now: @Sendable () -> Timestamp

    /// What a form adds to what is in it: boundaries, headers, the other field.
    private static let formBytes = 64 << 10
    private static let documentBytes = SubmittedDocument.byteLimit

    func add(to routes: inout Routes) {
        var facts = RouteFacts.standard
        facts.isOpenToOtherSites = false
        routes.get("/", facts) { request, _ in
            let typed = request.uri.queryParameters["number"].map(String.init)
            guard let typed else { return pages.start(for: Reader(request)) }
            return try await answer(
                TypedText.folded(Array(typed.replacing("+", with: " ").utf8)), isFile: false,
                to: Reader(request))
        }
        facts.cost = .document
        routes.post("/", facts) { request, _ in
            let reader = Reader(request)
            guard let boundary = request.headers[.contentType].flatMap(MultipartForm.boundary)
            else {
                throw HTTPError(.unsupportedMediaType)
            }
            let body: ByteBuffer
            do {
                body = try await request.body.collect(upTo: Self.documentBytes + Self.formBytes)
            } catch is NIOTooManyBytesError {
                return mistake(.tooLarge, isFile: true, typed: "", to: reader)
            }
            let form: MultipartForm
            do throws(MultipartForm.Fault) {
                form = try MultipartForm(Array(body.readableBytesView), boundary: boundary)
            } catch {
                throw HTTPError(.badRequest)
            }
            let file = form.part("file").flatMap { $0.bytes.isEmpty ? nil : $0.bytes }
            let typed = form.part("text")?.bytes ?? []
            return try await answer(
                file ?? TypedText.folded(typed), isFile: file != nil || form.part("text") == nil,
                to: reader)
        }
    }

    private func answer(
        _ bytes: [UInt8], isFile: Bool, to reader: Reader
    ) async throws -> Response {
        let typed = isFile ? "" : String(decoding: bytes.prefix(200), as: UTF8.self)
        guard bytes.count <= Self.documentBytes else {
            return mistake(.tooLarge, isFile: isFile, typed: typed, to: reader)
        }
        let instant = now()
        do {
            switch try await desk.examine(bytes, instant) {
            case .number(let number):
                return .redirect(to: reader.link("/v/\(number)"), type: .normal)
            case .document(let subject):
                RequestScope.count(subject.report.verdict)
                return try await pages.verdict(subject, for: reader, at: instant)
            }
        } catch let fault as SubmissionDesk.Fault {
            return mistake(fault, isFile: isFile, typed: typed, to: reader)
        } catch is StoreError {
            RequestScope.count(.cannotTell)
            return try await pages.unreadable(nil, for: reader, at: instant)
        }
    }

    private func mistake(
        _ fault: SubmissionDesk.Fault, isFile: Bool, typed: String, to reader: Reader
    ) -> Response {
        var response = pages.start(
            for: reader, mistake: { StartPage.Mistake(fault, $0, isFile: isFile) }, typed: typed)
        response.status = fault == .tooLarge ? .contentTooLarge : .unprocessableContent
        return response
    }
}
