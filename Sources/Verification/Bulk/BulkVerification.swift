public import CertAuthority
public import Credentials

/// Verifies many numbers, addresses and documents in one go, on all cores, and answers in order.
public struct BulkVerification<Store: PublicRecord>: Sendable {
    private let verification: CertificateVerification<Store>
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
    ) async -> SubmissionOutcome {
        switch content {
        case .success(let bytes):
            await verification.outcome(of: bytes, extraction: extraction, at: instant)
        case .failure(let error): .refused(error)
        }
    }
}
