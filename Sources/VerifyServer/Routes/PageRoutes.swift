import CertAuthority
import Credentials
import Documents
import Hummingbird
import NIOCore
import Verification

/// The start page and what is sent from it.
struct PageRoutes<Store: PublicRecord>: Sendable {
    let installation: Installation
    let pages: Pages
    let verification: CertificateVerification<Store>
    let now: @Sendable () -> Timestamp

    /// What a form adds to what is in it: boundaries, headers, the other field.
    private static var formBytes: Int { 64 << 10 }
    private static var documentBytes: Int { SubmittedDocument.byteLimit }

    func add(to routes: inout Routes) {
        var facts = RouteFacts.standard
        facts.isOpenToOtherSites = false
        routes.get("/", facts) { request, _ in
            let typed = request.uri.queryParameters["number"].map(String.init)
            // Names and colours on the page are those of the catalogue as it was last looked at.
            _ = await pages.edition(at: now())
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
                return await mistake(.tooLarge, isFile: true, typed: "", to: reader)
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
            return await mistake(.tooLarge, isFile: isFile, typed: typed, to: reader)
        }
        let submission: Submission
        do throws(SubmissionError) {
            submission = try Submission(bytes, installation: installation, extraction: .standard)
        } catch {
            return await mistake(
                SubmissionFault(error, bytes), isFile: isFile, typed: typed, to: reader)
        }
        // A number has a page of its own, which looks it up.
        if case .number(let number) = submission {
            return .redirect(to: reader.link("/v/\(number)"), type: .normal)
        }
        let instant = now()
        let outcome = await verification.outcome(of: submission, at: instant)
        if let verdict = outcome.verdict { RequestScope.count(verdict) }
        switch outcome {
        case .document(let finding):
            return try await pages.verdict(
                PageSubject(finding, installation), for: reader, at: instant)
        case .number(let finding):
            return try await pages.verdict(PageSubject(finding), for: reader, at: instant)
        case .unreadable: return try await pages.unreadable(nil, for: reader, at: instant)
        case .refused(let error):
            return await mistake(
                SubmissionFault(error, bytes), isFile: isFile, typed: typed, to: reader)
        }
    }

    private func mistake(
        _ fault: SubmissionFault, isFile: Bool, typed: String, to reader: Reader
    ) async -> Response {
        _ = await pages.edition(at: now())
        var response = pages.start(
            for: reader, mistake: { StartPage.Mistake(fault, $0, isFile: isFile) }, typed: typed)
        response.status = fault == .tooLarge ? .contentTooLarge : .unprocessableContent
        return response
    }
}
