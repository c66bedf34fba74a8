import CertAuthority
import Dispatch
import Foundation
import StoreSQL
import Synchronization

/// A connection that one thread at a time uses; it is opened when it is first needed, and anew once it
/// was lost.
final class PostgresSeat: @unchecked Sendable {
    private let address: String
    private let program: String
    private let memory: String?
    private let queue = DispatchQueue(label: "certauthority.store.postgres", qos: .userInitiated)
    /// Held by whoever uses the connection. No queue serves for that: who waits for one leaves the
    /// other database's, which is not allowed where one record is copied into another.
    private let lock = NSLock()
    private var connection: PostgresConnection?

    init(address: String, program: String, memory: String?) {
        self.memory = memory
        self.address = address
        self.program = program
    }

    /// Runs a body on a thread of the seat's own.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try self.lock.withLock { try self.use(body) } })
            }
        }
    }

    /// Runs a body while the caller waits.
    func runNow<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
        try lock.withLock { try use(body) }
    }

    private func use<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
        let isFresh = connection?.isGood != true
        let open = try isFresh ? connect() : connection
        guard let open else { throw PostgresFailure(state: nil, message: "not connected") }
        connection = open
        do {
            return try body(open)
        } catch let failure as PostgresFailure where failure.isConnection {
            connection = nil
            throw failure
        }
    }

    /// Each new connection may lead to another server, which has to have what was acknowledged.
    private func connect() throws -> PostgresConnection {
        let open = try PostgresConnection(address, program: program)
        guard let memory else { return open }
        open.memory = AcknowledgedHead(path: memory)
        return open
    }

    /// Closes the connection.
    func close() { lock.withLock { connection = nil } }
}
