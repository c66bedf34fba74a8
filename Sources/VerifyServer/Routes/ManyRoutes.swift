import CertAuthority
import Credentials
import Documents
import Hummingbird
import NIOCore
import Verification

/// The page on which people check many numbers at once: what `/verify/bulk` is for programs, with
/// the same limit of lines.
struct ManyRoutes<Store: PublicRecord>: Sendable {
    let verification: CertificateVerification<Store>
    let installation: Installation
    let pages: Pages
    let now: @Sendable () -> Timestamp
    /// Numbers and links need no more bytes than one document does.
    var limits = BulkLimits(bytes: SubmittedDocument.byteLimit)

    private static var formBytes: Int { 64 << 10 }

    func add(to routes: inout Routes) {
        var facts = RouteFacts.standard
        facts.isOpenToOtherSites = false
        let path = RouterPath(ManyPage.path)
        routes.get(path, facts) { request, _ in
            let reader = Reader(request)
            return await answer(page(reader), reader)
        }
        facts.cost = .many
        routes.post(path, facts) { request, _ in try await check(request) }
    }

    private func page(_ reader: Reader) -> ManyPage {
        ManyPage(wording: pages.wording(reader), reader: reader, limits: limits)
    }

    private func answer(
        _ page: ManyPage, _ reader: Reader, _ main: HTML? = nil
    ) async -> Response {
        let brand = pages.coalition(await pages.edition(at: now()), reader)
        return pages.response(
            PageHead(title: HTML(page.title), brand: brand, start: reader.link("/")),
            main ?? page.main, reader)
    }

    private func check(_ request: Request) async throws -> Response {
        let reader = Reader(request)
        var page = page(reader)
        func mistake(_ text: String, _ status: HTTPResponse.Status) async -> Response {
            page.mistake = text
            var response = await answer(page, reader)
            response.status = status
            return response
        }
        let tooLarge = page.wording.text(
            .errorLarge, ["size": page.wording.language.text(limits.bytes >> 20)])
        guard let boundary = request.headers[.contentType].flatMap(MultipartForm.boundary) else {
            throw HTTPError(.unsupportedMediaType)
        }
        let form: MultipartForm
        do {
            let body = try await request.body.collect(upTo: limits.bytes + Self.formBytes)
            form = try MultipartForm(Array(body.readableBytesView), boundary: boundary)
        } catch is NIOTooManyBytesError {
            return await mistake(tooLarge, .contentTooLarge)
        } catch is MultipartForm.Fault {
            throw HTTPError(.badRequest)
        }
        let file = form.part("file").flatMap { $0.bytes.isEmpty ? nil : $0.bytes }
        let typed = TypedText.folded(form.part("text")?.bytes ?? [])
        page.typed = String(decoding: typed.prefix(20_000), as: UTF8.self)
        let bytes = file ?? typed
        guard bytes.count <= limits.bytes else { return await mistake(tooLarge, .contentTooLarge) }
        guard bytes.contains(where: { $0 > 0x20 }) else {
            return await mistake(page.wording[.errorEmpty], .unprocessableContent)
        }
        let instant = now()
        let answers = try await answers(bytes, at: instant)
        if form.part("as")?.bytes == Array("csv".utf8) { return table(answers, at: instant) }
        let catalogue = await pages.edition(at: instant)?.catalogue
        return await answer(
            page, reader, page.result(answers, installation, catalogue, at: instant))
    }

    private func answers(_ bytes: [UInt8], at instant: Timestamp) async throws -> [BulkAnswer] {
        var reader = BulkReader(format: .init(beginning: bytes), limits: limits)
        let lines = reader.read(bytes) + reader.finish()
        let bulk = BulkVerification(
            verification: verification, extraction: .standard, limits: limits)
        var answers: [BulkAnswer] = []
        try await bulk.answer(lines, at: instant) { answer in
            if let verdict = answer.verdict { RequestScope.count(verdict) }
            answers.append(answer)
        }
        return answers
    }

    /// The answers as a file for a spreadsheet, which takes UTF-8 for it by the mark at its start.
    private func table(_ answers: [BulkAnswer], at instant: Timestamp) -> Response {
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + BulkAnswer.csvHeader
        for answer in answers { bytes += answer.csv(installation, at: instant) }
        var response = Response.content(bytes, type: "text/csv; charset=utf-8", caching: .never)
        response.headers[.contentDisposition] = "attachment; filename=\"certificates.csv\""
        return response
    }
}
