import Foundation
import LinkedData
import Testing

/// What a document that somebody submits comes to.
enum Answer: Equatable, CustomStringConvertible {
    /// A verdict, by its name.
    case verdict(String)
    /// None: it is no certificate that can be read.
    case none
    /// The way does not take documents of this kind.
    case notTaken

    var description: String {
        switch self {
        case .verdict(let name): name
        case .none: "no verdict"
        case .notTaken: "not taken"
        }
    }
}

/// Every way by which a document can be submitted, each by the real program.
struct Ways {
    let coalition: Coalition
    let server: Server

    /// The upload form of the start page.
    func page(_ bytes: [UInt8]) async throws -> Answer {
        var body = Array(
            "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n".utf8)
        body += bytes + Array("\r\n--XX--\r\n".utf8)
        let page = try await server.post("/", "multipart/form-data; boundary=XX", body)
        if page.status == 422 { return .none }
        try #require(page.status == 200, "\(page.status)")
        let verdict = try #require(
            page.text.firstMatch(of: /data-verdict="([a-z-]+)"/)?.output.1)
        return .verdict(String(verdict))
    }

    /// The JSON answer to a number.
    func number(_ number: String) async throws -> Answer {
        let answer = try await server.verdict(number)
        if answer.status == 404 { return .none }
        try #require(answer.status == 200, "\(answer.text)")
        return try Self.answer(try answer.json())
    }

    /// One line of a request for many.
    func bulk(_ bytes: [UInt8]) async throws -> Answer {
        guard let line = Self.line(bytes) else { return .notTaken }
        let answer = try await server.post("/verify/bulk", "application/x-ndjson", line + [0x0A])
        try #require(answer.status == 200)
        return try Self.answer(try answer.json())
    }

    /// The VC API, which takes JSON and tokens.
    ///
    /// - Returns: `valid`, or `not valid` for whatever else it is.
    func interface(_ bytes: [UInt8]) async throws -> Answer {
        let input: JSON
        if let json = try? JSON.parse(bytes), case .object = json {
            input = json
        } else if let text = String(validating: bytes, as: UTF8.self), text.hasPrefix("ey") {
            input = .string(text)
        } else {
            return .notTaken
        }
        let isPresentation =
            input["type"]?.oneOrMore.contains("VerifiablePresentation") == true
        let isSigned = input["proof"] != nil
        let (path, member) =
            isPresentation
            ? ("/presentations/verify", isSigned ? "verifiablePresentation" : "presentation")
            : ("/credentials/verify", "verifiableCredential")
        var body = JSONObject()
        body[member] = input
        let answer = try await server.post(path, .object(body))
        if answer.status == 400 { return .none }
        try #require(answer.status == 200, "\(answer.text)")
        return .verdict(try answer.json()["verified"] == true ? "valid" : "not valid")
    }

    /// `certctl verify` of one file.
    ///
    /// - Parameters:
    ///   - home: Where the installation is looked for.
    ///   - offline: A folder of keys and lists.
    func single(
        _ path: String, home: String? = nil, offline: String? = nil
    ) async throws -> Answer {
        let environment = home.map { ["CERTAUTHORITY_HOME": $0] } ?? [:]
        let folder = offline.map { ["--offline", $0] } ?? []
        let outcome = try await coalition.start(
            ["verify", path, "--json"] + folder, environment: environment
        ).outcome()
        guard let json = try? JSON.parse(outcome.output), let answer = try? Self.answer(json) else {
            #expect(![0, 2, 3].contains(outcome.status), "\(outcome.complaints)")
            return .none
        }
        return answer
    }

    /// `certctl verify --bulk` of a folder: the answers by the names of its files.
    func folder(_ path: String) async throws -> [String: Answer] {
        let outcome = try await coalition.start(["verify", "--bulk", path, "--json"]).outcome()
        var answers: [String: Answer] = [:]
        for line in outcome.output.split(separator: 0x0A) {
            let json = try JSON.parse(Array(line))
            answers[try #require(json["file"]?.stringValue)] = try Self.answer(json)
        }
        return answers
    }

    private static func answer(_ json: JSON) throws -> Answer {
        if json["error"] != nil { return .none }
        return .verdict(try #require(json["verdict"]?.stringValue, "\(json)"))
    }

    /// The document on one line, or nil where it cannot stand on one.
    private static func line(_ bytes: [UInt8]) -> [UInt8]? {
        if let json = try? JSON.parse(bytes) { return json.compactBytes() }
        let isLine = !bytes.contains { $0 == 0x0A || $0 == 0x0D }
        return isLine && bytes.contains { $0 > 0x20 } ? bytes : nil
    }
}
