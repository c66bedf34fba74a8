import NIOCore

/// What stands between those who find answers and the one who sends them: answers are found while
/// others are sent, and a client that sends all before it reads anything gets that far.
actor AnswerQueue {
    private var pending = ByteBuffer()
    private var isFinished = false
    private var isClosed = false
    private var sender: CheckedContinuation<Void, Never>?
    private var finder: CheckedContinuation<Void, Never>?
    private let limit: Int

    /// A queue that holds so many bytes before those who find must wait.
    init(limit: Int = 8 << 20) { self.limit = limit }

    /// Adds bytes, once there is room for them.
    ///
    /// - Throws: `CancellationError` where nobody sends them any more.
    func put(_ bytes: [UInt8]) async throws {
        while pending.readableBytes >= limit, !isClosed {
            await withCheckedContinuation { finder = $0 }
        }
        guard !isClosed else { throw CancellationError() }
        pending.writeBytes(bytes)
        wake(&sender)
    }

    /// No more comes.
    func finish() {
        isFinished = true
        wake(&sender)
    }

    /// Nobody sends any more.
    func close() {
        isClosed = true
        wake(&finder)
    }

    /// All that waits to be sent, or nil when there will be no more.
    func take() async -> ByteBuffer? {
        while pending.readableBytes == 0 {
            if isFinished { return nil }
            await withCheckedContinuation { sender = $0 }
        }
        defer {
            pending = ByteBuffer()
            wake(&finder)
        }
        return pending
    }

    private func wake(_ waiting: inout CheckedContinuation<Void, Never>?) {
        waiting?.resume()
        waiting = nil
    }
}
