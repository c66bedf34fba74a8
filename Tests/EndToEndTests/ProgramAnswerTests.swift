import Credentials
import Foundation
import LinkedData
import Testing

@Suite("What the server answers to programs")
struct ProgramAnswerTests {
    private struct Bench {
        let coalition: Coalition
        let server: Server
        let numbers: [String]
        let description: Description

        func credential(_ number: String) async throws -> JSON {
            try await server.get("/credentials/\(number).json").json()
        }
    }

    private func withServer(_ body: (Bench) async throws -> Void) async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            try await Server.with(home: coalition.home) { server in
                let description = Description(try await server.get("/openapi.json").json())
                try await body(
                    Bench(
                        coalition: coalition, server: server, numbers: numbers,
                        description: description))
            }
        }
    }

    /// What names the badge image of the seeds' series.
    private static func image() throws -> String {
        let file = URL(fileURLWithPath: Repository.file("seeds/badges/ai-vibes.svg"))
        return Digest.hexadecimal(Digest.sha256(Array(try Data(contentsOf: file))))
    }

    private static func object(_ name: String, _ value: JSON) -> JSONObject {
        var object = JSONObject()
        object[name] = value
        return object
    }

    @Test("Every answer is as the description says, the good ones and the errors")
    func described() async throws {
        try await withServer { bench in
            let (server, number) = (bench.server, bench.numbers[0])
            try await bench.coalition.certctl(
                "revoke", "--yes", bench.numbers[1], "--reason", "a mistake")
            try await bench.coalition.certctl(
                "erase", bench.numbers[2], "--reason", "asked for", "--yes")
            let json = "application/json"
            var seen: Set<String> = []
            func expect(
                _ status: Int, _ method: String, _ path: String, at template: String,
                accept: String? = nil, headers: [String: String] = [:], body: [UInt8]? = nil,
                sourceLocation: SourceLocation = #_sourceLocation
            ) async throws {
                let answer = try await server.get(
                    path, accept: accept, headers: headers, method: method, body: body)
                #expect(answer.status == status, "\(path)", sourceLocation: sourceLocation)
                #expect(
                    bench.description.faults(answer, to: method, at: template) == [],
                    "\(method) \(path)", sourceLocation: sourceLocation)
                seen.insert(template)
            }
            try await expect(200, "GET", "/", at: "/")
            for prefix in ["v", "V"] {
                let template = "/\(prefix)/{number}"
                for number in bench.numbers.prefix(4) {
                    for accept in [json, "text/html"] {
                        try await expect(
                            200, "GET", "/\(prefix)/\(number)", at: template, accept: accept)
                    }
                }
                try await expect(404, "GET", "/\(prefix)/none", at: template, accept: json)
                try await expect(404, "GET", "/\(prefix)/none", at: template)
            }
            let file = "/credentials/{number}"
            try await expect(200, "GET", "/credentials/\(number).json", at: file)
            try await expect(404, "GET", "/credentials/\(number).jwt", at: file)
            try await expect(410, "GET", "/credentials/\(bench.numbers[2]).json", at: file)
            try await expect(
                304, "GET", "/credentials/\(number).json", at: file, headers: ["If-None-Match": "*"]
            )
            for kind in ["svg", "png"] {
                let template = "/credentials/{number}/qr.\(kind)"
                try await expect(200, "GET", "/credentials/\(number)/qr.\(kind)", at: template)
                try await expect(404, "GET", "/credentials/none/qr.\(kind)", at: template)
            }
            try await expect(200, "GET", "/status/itu-1", at: "/status/{list}")
            try await expect(404, "GET", "/status/none", at: "/status/{list}")
            let picture = "/badges/{image}"
            let image = "/badges/\(try Self.image()).svg"
            try await expect(200, "GET", image, at: picture)
            try await expect(304, "GET", image, at: picture, headers: ["If-None-Match": "*"])
            for other in ["none", String(repeating: "0", count: 64) + ".png"] {
                try await expect(404, "GET", "/badges/\(other)", at: picture)
            }
            let organisation = "/orgs/{organisation}/did.json"
            try await expect(200, "GET", "/orgs/itu/did.json", at: organisation)
            try await expect(404, "GET", "/orgs/none/did.json", at: organisation)
            for path in ["/.well-known/did.json", "/healthz", "/readyz", "/openapi.json"] {
                try await expect(200, "GET", path, at: path)
            }
            let type = ["Content-Type": json]
            for (path, member) in [
                ("/credentials/verify", "verifiableCredential"),
                ("/presentations/verify", "verifiablePresentation"),
            ] {
                let other = ["Content-Type": "text/plain"]
                try await expect(400, "POST", path, at: path, headers: type, body: [0x7B])
                try await expect(
                    400, "POST", path, at: path, headers: type,
                    body: Array("{\"\(member)\":7}".utf8))
                try await expect(415, "POST", path, at: path, headers: other, body: [0x7B])
                try await expect(
                    413, "POST", path, at: path, headers: type,
                    body: [UInt8](repeating: 0x20, count: (1 << 20) + 1))
            }
            try await expect(
                415, "POST", "/verify/bulk", at: "/verify/bulk", headers: type, body: [0x30])
            // What is asked of each in its own test.
            let posted: Set<String> = ["/credentials/verify", "/presentations/verify"]
            #expect(seen.isSuperset(of: posted))
        }
    }

    @Test("A method that an address lacks is refused with those that it has; OPTIONS lists them")
    func methods() async throws {
        try await withServer { bench in
            for (path, allowed) in [
                ("/v/\(bench.numbers[0])", "GET, HEAD, OPTIONS"), ("/", "GET, HEAD, POST, OPTIONS"),
                ("/status/itu-1", "GET, HEAD, OPTIONS"),
                ("/verify/bulk", "POST, OPTIONS"), ("/credentials/verify", "POST, OPTIONS"),
            ] {
                for method in ["PUT", "DELETE", "PATCH", "TRACE"] {
                    let answer = try await bench.server.get(
                        path, accept: "application/json", method: method)
                    #expect(answer.status == 405, "\(method) \(path)")
                    #expect(answer["allow"] == allowed, "\(method) \(path)")
                    #expect(answer["content-type"] == "application/problem+json")
                }
                let options = try await bench.server.get(path, method: "OPTIONS")
                #expect(options.status == 204)
                #expect(options["allow"] == allowed)
            }
            let unknown = try await bench.server.get("/", method: "PROPFIND")
            #expect(unknown.status == 501)
        }
    }

    @Test("Programs on other sites may read all but pages, and ask beforehand")
    func crossOrigin() async throws {
        try await withServer { bench in
            let number = bench.numbers[0]
            for (path, accept, isOpen) in [
                ("/v/\(number)", "application/json", true), ("/v/\(number)", "text/html", false),
                ("/v/none", "application/json", true), ("/v/none", "text/html", false),
                ("/", "text/html", false), ("/credentials/\(number).json", "*/*", true),
                ("/status/itu-1", "*/*", true), ("/orgs/itu/did.json", "*/*", true),
                ("/openapi.json", "*/*", true),
            ] {
                let answer = try await bench.server.get(path, accept: accept)
                #expect(
                    answer["access-control-allow-origin"] == (isOpen ? "*" : nil),
                    "\(path) \(accept)")
                #expect(answer["access-control-allow-credentials"] == nil)
            }
            let tag = try #require(try await bench.server.get("/status/itu-1")["etag"])
            let again = try await bench.server.get(
                "/status/itu-1", headers: ["If-None-Match": tag])
            #expect(again.status == 304)
            #expect(again["access-control-allow-origin"] == "*")
            for path in ["/credentials/verify", "/presentations/verify", "/verify/bulk"] {
                let preflight = try await bench.server.get(
                    path,
                    headers: [
                        "Origin": "https://other.example", "Access-Control-Request-Method": "POST",
                        "Access-Control-Request-Headers": "content-type",
                    ], method: "OPTIONS")
                #expect(preflight.status == 204)
                #expect(preflight["access-control-allow-origin"] == "*")
                #expect(preflight["access-control-allow-methods"]?.contains("POST") == true)
                #expect(preflight["access-control-allow-headers"]?.contains("Content-Type") == true)
            }
        }
    }

    @Test("No cache shows a revocation later than the list's own time to live")
    func caches() async throws {
        try await withServer { bench in
            let number = bench.numbers[0]
            for (path, kept) in [
                ("/v/\(number)", "no-store"), ("/v/none", "no-store"), ("/readyz", "no-store"),
                ("/credentials/\(number).json", "public, no-cache"),
                ("/credentials/none.json", "no-store"), ("/openapi.json", "public, no-cache"),
                ("/status/itu-1", "public, max-age=300"), ("/status/none", "no-store"),
                ("/orgs/itu/did.json", "public, max-age=300"),
                ("/badges/\(try Self.image()).svg", "public, max-age=31536000, immutable"),
                ("/badges/none.svg", "no-store"),
            ] {
                for method in ["GET", "HEAD"] {
                    let answer = try await bench.server.get(
                        path, accept: "application/json", method: method)
                    #expect(answer["cache-control"] == kept, "\(method) \(path)")
                }
            }
            let list = try await bench.server.get("/status/itu-1").json()
            #expect(list["credentialSubject"]?["ttl"] == 300_000)
        }
    }

    @Test("A credential is verified in the shape of the VC API; the next request sees a revocation")
    func credential() async throws {
        try await withServer { bench in
            let credential = try await bench.credential(bench.numbers[0])
            func verify(_ credential: JSON, _ options: JSON = [:]) async throws -> JSON {
                let answer = try await bench.server.post(
                    "/credentials/verify",
                    ["verifiableCredential": credential, "options": options])
                #expect(answer.status == 200)
                #expect(
                    bench.description.faults(answer, to: "POST", at: "/credentials/verify") == [])
                return try answer.json()
            }
            #expect(try await verify(credential) == ["verified": true, "problemDetails": []])
            let whole = try await verify(
                credential,
                ["returnCredential": true, "returnResults": true, "returnProblemDetails": false])
            #expect(whole["credential"] == credential)
            #expect(whole["problemDetails"] == nil)
            for list in ["proof", "credentialStatus"] {
                let first = whole["results"]?[list]?.arrayValue?.first
                #expect(first?["verified"] == true, "\(list)")
                #expect(first?["input"]?["type"] != nil, "\(list)")
            }
            #expect(whole["results"]?["validFrom"]?["verified"] == true)

            var changed = try #require(credential.objectValue)
            changed["name"] = "Another name"
            let altered = try await verify(.object(changed), ["returnResults": true])
            #expect(altered["verified"] == false)
            #expect(altered["results"]?["proof"]?.arrayValue?.first?["verified"] == false)
            #expect(
                altered["problemDetails"]?.arrayValue?.contains { $0["check"] == "proof" } == true)

            try await bench.coalition.certctl(
                "revoke", "--yes", bench.numbers[0], "--reason", "a mistake")
            let revoked = try await verify(credential)
            #expect(revoked["verified"] == false)
            #expect(revoked["problemDetails"]?.arrayValue?.first?["check"] == "status")

            var elsewhere = changed
            elsewhere["id"] = "https://other.example/1"
            elsewhere["issuer"] = "did:web:other.example"
            let unknown = try await verify(.object(elsewhere))
            #expect(unknown["verified"] == false)
            #expect(
                unknown["problemDetails"]?.arrayValue?.contains { $0["result"] == "not-made" }
                    == true)
        }
    }

    @Test("A presentation is verified with each credential in it")
    func presentation() async throws {
        try await withServer { bench in
            let credential = try await bench.credential(bench.numbers[0])
            let presentation: JSON = [
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiablePresentation"],
                "verifiableCredential": .array([credential, ["type": "VerifiableCredential"]]),
            ]
            for member in ["verifiablePresentation", "presentation"] {
                let answer = try await bench.server.post(
                    "/presentations/verify", .object(Self.object(member, presentation)))
                #expect(
                    bench.description.faults(answer, to: "POST", at: "/presentations/verify") == [])
                #expect(try answer.json()["verified"] == false)
            }
            let alone: JSON = [
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiablePresentation"], "verifiableCredential": credential,
            ]
            for member in ["presentation", "verifiablePresentation"] {
                let answer = try await bench.server.post(
                    "/presentations/verify", .object(Self.object(member, alone)))
                #expect(
                    bench.description.faults(answer, to: "POST", at: "/presentations/verify") == [])
                let unsigned = try answer.json()
                #expect(unsigned["verified"] == true)
                let problem = unsigned["problemDetails"]?.arrayValue?.first
                #expect(problem?["check"] == "holder" && problem?["level"] == "warning")
            }
            let asked = try await bench.server.post(
                "/presentations/verify",
                ["verifiablePresentation": alone, "options": ["challenge": "c"]]
            ).json()
            #expect(asked["verified"] == false)
            #expect(
                asked["results"]?["credentials"]?.arrayValue?.first?["verified"] == true)
        }
    }

    @Test("A presentation in a token or an envelope is the holder's, and answers what was asked")
    func presentationTokens() async throws {
        try await withServer { bench in
            let key = try PrivateKey.generate(.ed25519)
            let did = try DIDKey(key.publicKey)
            var header = JSONObject()
            header["typ"] = "vp+jwt"
            header["kid"] = .string(did.verificationMethod)
            let payload: JSON = [
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiablePresentation"], "holder": .string(did.did),
                "verifiableCredential": [try await bench.credential(bench.numbers[0])],
                "aud": "d", "nonce": "c",
            ]
            let token = try JSONWebSignature.sign(
                payload: payload.compactBytes(), header: header, with: key)
            for sent in [JSON.string(token), EnvelopedPresentation.wrap(token)] {
                for (challenge, verified) in [("c", true), ("other", false)] {
                    let answer = try await bench.server.post(
                        "/presentations/verify",
                        [
                            "verifiablePresentation": sent,
                            "options": ["challenge": .string(challenge), "domain": "d"],
                        ])
                    #expect(
                        bench.description.faults(answer, to: "POST", at: "/presentations/verify")
                            == [])
                    let json = try answer.json()
                    #expect(json["verified"] == .bool(verified), "\(json)")
                    let presentation = json["results"]?["presentation"]
                    #expect(presentation?["holder"]?["verified"] == .bool(verified))
                    #expect(json["results"]?["credentials"]?.arrayValue?.count == 1)
                }
            }
            let credential = try await bench.credential(bench.numbers[0])
            let text = String(decoding: credential.compactBytes(), as: UTF8.self)
            let refused = try await bench.server.post(
                "/credentials/verify", ["verifiableCredential": .string(text)])
            #expect(refused.status == 400)
        }
    }
}
