public import Credentials
internal import LinkedData

/// Verifies many numbers, addresses and documents in one go, on all cores, and answers in order.
public struct BulkVerification<Store: StoreReader>: Sendable {
    private let verification: CertificateVerification<Store>
    private let installation: Installation
    private let extraction: CredentialExtraction
    private let limits: BulkLimits

    /// More than there are cores, so that none waits while an answer is written.
    private static var window: Int { 32 }

    /// A run over a verification, which is best shared with others: it remembers what it learned.
    public init(
        verification: CertificateVerification<Store>, extraction: CredentialExtraction,
        limits: BulkLimits = .standard
    ) {
        self.verification = verification
        installation = verification.installation
        self.extraction = extraction
        self.limits = limits
    }

    /// Answers a request while it comes in.
    ///
    /// Each piece is answered wholly before the next is asked for; at most a window of lines is
    /// under way at once, and none is taken up while `emit` has not returned.
    ///
    /// - Parameters:
    ///   - pieces: The request, in pieces of any size.
    ///   - instant: The time for which the verdicts are wanted.
    ///   - breakingOff: What the answer ends with where the pieces throw that error; nil where it is
    ///     thrown on.
    ///   - emit: Is handed the answers, in the order of the lines.
    /// - Throws: What the pieces or `emit` throw.
    public func answer<Pieces: AsyncSequence>(
        _ pieces: Pieces, as format: BulkReader.Format, at instant: Timestamp,
        breakingOff: (any Error) -> SubmissionError? = { _ in nil },
        emit: (BulkAnswer) async throws -> Void
    ) async throws where Pieces.Element == [UInt8] {
        var reader = BulkReader(format: format, limits: limits)
        var iterator = pieces.makeAsyncIterator()
        while !reader.isEnded {
            let lines: [BulkLine]
            do {
                lines = try await iterator.next().map { reader.read($0) } ?? reader.finish()
            } catch {
                guard let fault = breakingOff(error) else { throw error }
                lines = reader.breakOff(fault)
            }
            try await answer(lines, at: instant, emit: emit)
        }
    }

    /// Answers lines on all cores, in their order.
    public func answer(
        _ lines: [BulkLine], at instant: Timestamp, emit: (BulkAnswer) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, BulkAnswer).self) { group in
            var waiting = lines.enumerated().makeIterator()
            var done: [Int: BulkAnswer] = [:]
            var next = 0
            func start() {
                guard let (place, line) = waiting.next() else { return }
                group.addTask { (place, await answer(line, at: instant)) }
            }
            for _ in 0..<Self.window { start() }
            while let (place, answer) = try await group.next() {
                done[place] = answer
                while let ready = done.removeValue(forKey: next) {
                    try await emit(ready)
                    next += 1
                    start()
                }
            }
        }
    }

    /// Answers one line.
    public func answer(_ line: BulkLine, at instant: Timestamp) async -> BulkAnswer {
        BulkAnswer(
            index: line.index, line: line.line, outcome: await outcome(line.content, at: instant))
    }

    private func outcome(
        _ content: Result<[UInt8], SubmissionError>, at instant: Timestamp
    ) async -> BulkAnswer.Outcome {
        let submission: Submission
        do throws(SubmissionError) {
            submission = try self.submission(content)
        } catch {
            return .refused(error)
        }
        do throws(StoreError) {
            switch submission {
            case .number(let number):
                guard let finding = try await verification.verify(number, at: instant) else {
                    return .refused(
                        SubmissionError(
                            .unknownNumber,
                            "no certificate with the number \(number) was issued here"))
                }
                return .number(finding)
            case .document(let document):
                return .document(try await verification.verify(document, at: instant))
            }
        } catch {
            return .unreadable
        }
    }

    private func submission(
        _ content: Result<[UInt8], SubmissionError>
    ) throws(SubmissionError) -> Submission {
        let bytes = try content.get()
        let text = SubmittedDocument.trimmed(bytes[...])
        if text.first == UInt8(ascii: "\"") {
            guard let string = try? JSON.parse(Array(text)).stringValue else {
                throw SubmissionError(.malformedLine, "the JSON string on this line cannot be read")
            }
            return try read(Array(string.utf8))
        }
        do throws(SubmissionError) {
            return try read(bytes)
        } catch {
            guard error.code == .notCredential, let inner = Self.named(bytes) else { throw error }
            return try read(inner)
        }
    }

    private func read(_ bytes: [UInt8]) throws(SubmissionError) -> Submission {
        try Submission(bytes, installation: installation, extraction: extraction)
    }

    /// What stands in an object such as `{"number": "…"}`.
    private static func named(_ bytes: [UInt8]) -> [UInt8]? {
        guard let object = try? JSON.parse(bytes).objectValue else { return nil }
        for name in ["number", "url", "credential"] {
            switch object[name] {
            case .string(let text): return Array(text.utf8)
            case .object(let document): return JSON.object(document).compactBytes()
            default: continue
            }
        }
        return nil
    }
}
