import Foundation
import FoundationNetworking
import LinkedData
import Testing

/// The real `VerifyServer`, running on a port of its own.
final class Server: Sendable {
    let port: Int
    private let program: Program
    private let session: URLSession

    /// An answer.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func json() throws -> JSON { try JSON.parse(body) }

        subscript(header: String) -> String? { headers[header.lowercased()] }

        /// `verdict` of a JSON answer.
        func verdict() throws -> String? { try json()["verdict"]?.stringValue }
    }

    /// Runs the body against a server on that home, which is stopped afterwards and must then end
    /// well.
    ///
    /// - Parameter prefix: A program and its arguments that start the server in its place.
    static func with(
        home: String, port: Int? = nil, prefix: [String] = [], _ body: (Server) async throws -> Void
    ) async throws {
        let server = try Server(home: home, port: try port ?? freePort(), prefix: prefix)
        try await server.waitUntilReady()
        try await body(server)
        let outcome = try await server.stop()
        #expect(outcome.status == 0, "\(outcome.complaints)")
    }

    /// Starts a server, whether or not it will come up.
    init(home: String, port: Int, prefix: [String] = []) throws {
        self.port = port
        let command =
            try prefix + [
                Program.product("VerifyServer"), "--home", home, "--port", "\(port)",
            ]
        program = try Program(try #require(command.first), Array(command.dropFirst()))
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.timeoutIntervalForRequest = 20
        session = URLSession(configuration: configuration)
    }

    deinit { session.invalidateAndCancel() }

    /// Waits until the server can answer; fails where it ends instead.
    func waitUntilReady() async throws {
        let ready = try await poll(within: .seconds(30)) {
            guard program.isRunning else { return true }
            return (try? await self.get("/readyz").status) == 200
        }
        try #require(ready && program.isRunning, "the server did not start: \(program.complaints)")
    }

    /// Asks the server to stop, and waits a few seconds for it.
    func stop(with signal: Int32 = SIGTERM) async throws -> Program.Outcome {
        program.send(signal)
        return try await program.outcome(within: .seconds(10))
    }

    /// Waits for a server that ends by itself.
    func outcome() async throws -> Program.Outcome {
        try await program.outcome(within: .seconds(20))
    }

    /// Sends a request; the path is taken as it is.
    func get(
        _ path: String, accept: String? = nil, headers: [String: String] = [:],
        method: String = "GET"
    ) async throws -> Answer {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"), "\(path)")
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue(accept ?? "*/*", forHTTPHeaderField: "Accept")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        var fields: [String: String] = [:]
        for (name, value) in http.allHeaderFields {
            if let name = name as? String, let value = value as? String {
                fields[name.lowercased()] = value
            }
        }
        return Answer(status: http.statusCode, headers: fields, body: Array(data))
    }

    /// The verdict on a number, as JSON.
    func verdict(_ number: String) async throws -> Answer {
        try await get("/v/\(number)", accept: "application/json")
    }

    /// A port that nobody listens on.
    static func freePort() throws -> Int {
        try PortHolder().port
    }
}

/// Holds a port of 127.0.0.1 for as long as it lives.
final class PortHolder {
    let port: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(bound)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }
}
