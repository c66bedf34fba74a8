import Foundation
import FoundationNetworking
import LinkedData
import Testing

/// The real `VerifyServer`, running.
final class Server: Sendable {
    /// The port on which it answers.
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
    /// - Parameters:
    ///   - port: Where it listens; otherwise any free port.
    ///   - prefix: A program and its arguments that start the server in its place.
    ///   - settings: More settings, as NAME=VALUE. With TLS the requests have to be made otherwise.
    static func with(
        home: String, port: Int = 0, prefix: [String] = [], settings: [String] = [],
        _ body: (Server) async throws -> Void
    ) async throws {
        let server = try await Server(home: home, port: port, prefix: prefix, settings: settings)
        try await body(server)
        let outcome = try await server.stop()
        #expect(outcome.status == 0, "\(outcome.complaints)")
    }

    /// Starts a server and waits until it can answer; fails where it ends instead.
    init(
        home: String, port: Int = 0, prefix: [String] = [], settings: [String] = []
    ) async throws {
        let program = try Self.start(home: home, port: port, prefix: prefix, settings: settings)
        let listens = try await poll(within: .seconds(120)) {
            !program.isRunning || Self.port(in: program.complaints) != nil
        }
        try #require(
            listens && program.isRunning, "the server did not start: \(program.complaints)")
        self.program = program
        self.port = try #require(Self.port(in: program.complaints))
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.timeoutIntervalForRequest = 150
        session = URLSession(configuration: configuration)
        if !settings.contains(where: { $0.hasPrefix("tls.certificate") }) {
            #expect(try await get("/readyz").status == 200)
        }
    }

    /// Starts a server, whether or not it will come up.
    static func start(
        home: String, port: Int = 0, prefix: [String] = [], settings: [String] = []
    ) throws -> Program {
        let command =
            try prefix + [
                Program.product("VerifyServer"), "--home", home, "--port", "\(port)",
            ] + settings.flatMap { ["--set", $0] }
        return try Program(try #require(command.first), Array(command.dropFirst()))
    }

    /// The port that the server names in its log once it listens.
    private static func port(in log: String) -> Int? {
        guard let place = log.range(of: "listening on ") else { return nil }
        let address = log[place.upperBound...].prefix { !"\"\n".contains($0) }
        // The line may not be written whole yet.
        guard log[place.upperBound...].count > address.count else { return nil }
        return address.split(separator: ":").last.flatMap { Int($0) }
    }

    deinit { session.invalidateAndCancel() }

    /// What the server has logged so far.
    var log: String { program.complaints }

    func send(_ signal: Int32) { program.send(signal) }

    /// Asks the server to stop, and waits a few seconds for it.
    func stop(with signal: Int32 = SIGTERM) async throws -> Program.Outcome {
        program.send(signal)
        return try await program.outcome(within: .seconds(180))
    }

    /// Sends a request; the path is taken as it is.
    func get(
        _ path: String, accept: String? = nil, headers: [String: String] = [:],
        method: String = "GET", body: [UInt8]? = nil
    ) async throws -> Answer {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"), "\(path)")
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue(accept ?? "*/*", forHTTPHeaderField: "Accept")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = body.map { Data($0) }
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

    /// Sends a body of that media type.
    func post(
        _ path: String, _ type: String, _ body: [UInt8], accept: String? = nil
    ) async throws -> Answer {
        try await get(
            path, accept: accept, headers: ["Content-Type": type], method: "POST", body: body)
    }

    func post(_ path: String, _ body: JSON) async throws -> Answer {
        try await post(path, "application/json", body.compactBytes())
    }

    /// The verdict on a number, as JSON.
    func verdict(_ number: String) async throws -> Answer {
        try await get("/v/\(number)", accept: "application/json")
    }
}
