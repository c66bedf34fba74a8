import CertAuthority
import Credentials
import Hummingbird
import LinkedData
import NIOCore
import Verification

/// Many numbers, addresses and documents at once: answered line by line, in order, while the
/// request still comes in. Nothing of it is kept or written down.
struct BulkRoutes<Store: PublicRecord>: Sendable {
    let verification: CertificateVerification<Store>
    let installation: Installation
    let extraction: CredentialExtraction
    let now: @Sendable () -> Timestamp
    var limits = BulkLimits.standard

    func add(to routes: inout Routes) {
        routes.post("/verify/bulk", .programs(.many, body: .bulk)) { request, _ in
            try answer(request)
        }
    }

    private func answer(_ request: Request) throws -> Response {
        let format = try Self.format(request.headers[.contentType])
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bytes
        {
            throw Problem.tooLarge(limits.bytes)
        }
        let isTable = Self.prefersCSV(request.headers[.accept])
        let body = request.body
        let instant = now()
        let scope = RequestScope.current
        return Response(
            status: .ok,
            headers: [
                .contentType: isTable ? "text/csv; charset=utf-8" : "application/x-ndjson",
                .cacheControl: Caching.never.rawValue,
            ],
            body: ResponseBody { writer in
                let queue = AnswerQueue()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        do {
                            try await find(body, format, isTable, at: instant, queue) {
                                scope?.metrics.count($0)
                            }
                            await queue.finish()
                        } catch {
                            await queue.finish()
                            throw error
                        }
                    }
                    do {
                        while let bytes = await queue.take() { try await writer.write(bytes) }
                    } catch {
                        await queue.close()
                        throw error
                    }
                    try await group.waitForAll()
                }
                try await writer.finish(nil)
            })
    }

    private func find(
        _ body: RequestBody, _ format: BulkReader.Format, _ isTable: Bool, at instant: Timestamp,
        _ queue: AnswerQueue, count: (Verdict) -> Void
    ) async throws {
        if isTable { try await queue.put(BulkAnswer.csvHeader) }
        let bulk = BulkVerification(
            verification: verification, extraction: extraction, limits: limits)
        try await bulk.answer(
            body.map { Array($0.readableBytesView) }, as: format, at: instant,
            breakingOff: Self.ending
        ) { answer in
            if let verdict = answer.verdict { count(verdict) }
            try await queue.put(
                isTable
                    ? answer.csv(installation, at: instant)
                    : JSON.object(answer.document(installation, at: instant)).canonicalBytes()
                        + [0x0A])
        }
    }

    /// What the answer ends with where the request does.
    private static func ending(_ error: any Error) -> SubmissionError? {
        switch error {
        case is BrokenRequest:
            SubmissionError(
                .brokenOff, "the rest of the request did not come; send it in another")
        case let problem as Problem where problem.status == .contentTooLarge:
            SubmissionError(
                .tooLarge, "the request has more bytes than are read; send the rest in another")
        default: nil
        }
    }

    private static var types: [String: BulkReader.Format] {
        [
            "application/x-ndjson": .ndjson, "application/ndjson": .ndjson,
            "application/jsonl": .ndjson, "text/plain": .ndjson, "text/csv": .csv,
        ]
    }

    private static func format(_ header: String?) throws -> BulkReader.Format {
        guard let header, let format = types[MediaType.essence(header)] else {
            throw Problem.unsupportedMediaType("application/x-ndjson, text/csv")
        }
        return format
    }

    private static func prefersCSV(_ header: String?) -> Bool {
        let types = (header ?? "").split(separator: ",").map { MediaType.essence(String($0)) }
        return types.first { $0 == "text/csv" || Self.types[$0] != nil } == "text/csv"
    }
}
