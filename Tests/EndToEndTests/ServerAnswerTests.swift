import Credentials
import Foundation
import LinkedData
import Testing

@Suite("What the server answers")
struct ServerAnswerTests {
    private func withServer(
        _ body: (Coalition, Server, _ number: String) async throws -> Void
    ) async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await Server.with(home: coalition.home) { server in
                try await body(coalition, server, number)
            }
        }
    }

    @Test("The verdict is a page for people and JSON for programs, at one address")
    func negotiation() async throws {
        try await withServer { _, server, number in
            for (accept, type) in [
                (nil, "text/html; charset=utf-8"), ("*/*", "text/html; charset=utf-8"),
                ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
                ("application/json", "application/json"),
                ("application/json;q=0.4, text/html;q=0.9", "text/html; charset=utf-8"),
                ("text/html;q=0.4, application/vc+ld+json", "application/json"),
            ] {
                let answer = try await server.get("/v/\(number)", accept: accept)
                #expect(answer.status == 200)
                #expect(answer["content-type"] == type, "\(accept ?? "nothing")")
                #expect(answer["cache-control"] == "no-store")
                #expect(
                    answer["vary"]
                        == (type == "application/json"
                            ? "Accept, Accept-Encoding"
                            : "Accept, Accept-Language, Accept-Encoding"))
            }
            let page = try await server.get("/v/\(number)", accept: "text/html").text
            #expect(page.contains("<h1 id=\"verdict\">Valid</h1>"))
            #expect(page.contains("Zoë Müller-Åkesson"))
            #expect(page.contains(number))
            #expect(!page.contains("<script"))
        }
    }

    @Test("The JSON verdict has the members that are documented, and no more of the learner")
    func verdictShape() async throws {
        try await withServer { _, server, number in
            let answer = try await server.verdict(number)
            let document = try #require(try answer.json().objectValue)
            #expect(
                Set(document.names) == ["number", "verdict", "checks", "certificate", "checkedAt"])
            let checks = try #require(document["checks"]?.arrayValue)
            #expect(
                Set(checks.map { $0["check"]?.stringValue }) == [
                    "structure", "open-badge", "proof", "issuer-key", "contexts", "validity-period",
                    "status", "record",
                ])
            for check in checks {
                #expect(Set(check.objectValue?.names ?? []) == ["check", "result", "detail"])
                #expect(check["result"] == "passed")
            }
            let certificate = try #require(document["certificate"])
            #expect(certificate["name"] == "Zoë Müller-Åkesson")
            #expect(certificate["completedOn"]?.stringValue?.utf8.count == 10)
            for secret in ["zoe.mueller", "DEMO-001", "CH\"", "woman"] {
                #expect(!answer.text.contains(secret))
            }
        }
    }

    @Test("Numbers are read as people type them, and slips are told from unknown numbers")
    func numbers() async throws {
        try await withServer { coalition, server, number in
            // Look for a number with a 0 or a 1 to mistake for a letter.
            let all = try await coalition.numbers()
            let mistaken = all.first { $0.contains("0") || $0.contains("1") } ?? number
            for (typed, kept) in [
                (number, number), (number.lowercased(), number),
                (number.replacing("-", with: ""), number),
                (number.replacing("-", with: "%20"), number),
                (number.replacing("-", with: "%E2%80%93"), number),
                (mistaken.replacing("0", with: "O").replacing("1", with: "I"), mistaken),
                (mistaken.replacing("0", with: "o").replacing("1", with: "l"), mistaken),
            ] {
                for path in ["/v/", "/V/"] {
                    let answer = try await server.get(path + typed, accept: "application/json")
                    #expect(answer.status == 200, "\(typed)")
                    #expect(try answer.verdict() == "valid")
                    #expect(try answer.json()["number"] == .string(kept))
                }
            }
            let other = number.last == "Z" ? "Y" : "Z"
            for (typed, kind) in [
                ("0000-0000-0000-0001-2", "unknown-number"),
                (String(number.dropLast()) + other, "mistyped-number"),
                (String(number.dropLast(2)), "mistyped-number"), (number + "0", "mistyped-number"),
                ("U" + number.dropFirst(), "mistyped-number"), ("%FF", "mistyped-number"),
            ] {
                let problem = try await server.verdict(typed)
                #expect(problem.status == 404, "\(typed)")
                #expect(problem["content-type"] == "application/problem+json")
                let document = try problem.json()
                #expect(
                    document["type"] == .string("urn:certauthority:problem:\(kind)"), "\(typed)")
                #expect(document["status"] == 404)
                for member in ["title", "detail", "instance"] {
                    #expect(document[member]?.stringValue?.isEmpty == false)
                }
                let page = try await server.get("/v/\(typed)", accept: "text/html")
                #expect(page.status == 404)
                #expect(page["content-type"] == "text/html; charset=utf-8")
            }
        }
    }

    @Test("What is not there is a problem document for programs and a page for people")
    func notFound() async throws {
        try await withServer { _, server, number in
            for path in [
                "/none", "/v/", "/v/\(number)/more", "/status/none", "/orgs/none/did.json",
                "/orgs/../did.json", "/credentials/\(number)", "/credentials/0000.json",
                "/credentials/0000-0000-0000-0001-2.json", "/store/certauthority.sqlite",
                "/..%2f..%2fstore%2fcertauthority.sqlite",
            ] {
                let answer = try await server.get(path, accept: "application/json")
                #expect(answer.status == 404, "\(path)")
                #expect(answer["content-type"] == "application/problem+json", "\(path)")
                #expect(answer["cache-control"] == "no-store")
                #expect(try answer.json()["status"] == 404)
            }
            let page = try await server.get("/none", accept: "text/html")
            #expect(page.status == 404)
            #expect(page["content-type"] == "text/html; charset=utf-8")
        }
    }

    @Test("A name that looks like markup stays text, on the page and in the picture")
    func markup() async throws {
        try await Coalition.with { coalition in
            let name = "Ada < b & {{name}} \"O'Neill\""
            let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
            let header = "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
            let cohort = try coalition.write(
                "markup.csv",
                header + "M-1,\(quoted),,en,KE,2025-05-30,hybrid,\n")
            let number = try #require(try await coalition.issue(cohort, "ai-foundations").first)
            try await Server.with(home: coalition.home) { server in
                let page = try await server.get("/v/\(number)", accept: "text/html").text
                #expect(!page.contains("Ada <"))
                #expect(page.contains("Ada &lt; b &amp; {{name}}"))
                let document = try await server.verdict(number).json()
                #expect(document["certificate"]?["name"] == .string(name))
            }
        }
    }

    @Test("Strange addresses are refused, never a failure of the server")
    func strangeAddresses() async throws {
        try await withServer { _, server, number async throws in
            for path in [
                "/v/" + String(repeating: "A", count: 6_000), "/v/%00", "/v/%", "/v/%C3%28",
                "/v/%F0%9F%98%80", "/v/..%2f\(number)", "/status/%2e%2e",
                "/orgs/%00/did.json", "/credentials/.json", "/v/\(number)%0d%0aX-Y:%20z",
            ] {
                let answer = try? await server.get(path, accept: "application/json")
                // Some of these are no URLs for the client.
                guard let answer else { continue }
                #expect((400..<500).contains(answer.status), "\(path.prefix(40)): \(answer.status)")
                #expect(answer["x-y"] == nil)
            }
            #expect(try await server.get("/healthz").status == 200)
        }
    }

    @Test("The server writes nothing, whatever the method")
    func methods() async throws {
        try await withServer { coalition, server, number in
            let before = try coalition.state()
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                let answer = try await server.get("/v/\(number)", method: method)
                #expect((400..<500).contains(answer.status), "\(method): \(answer.status)")
            }
            let head = try await server.get("/v/\(number)", method: "HEAD")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(try coalition.state() == before)
        }
    }

    @Test("Every answer carries the headers that keep a page from harm")
    func headers() async throws {
        try await withServer { _, server, number in
            for path in ["/", "/v/\(number)", "/v/none", "/none", "/healthz", "/status/itu-1"] {
                let answer = try await server.get(path)
                #expect(answer["x-content-type-options"] == "nosniff", "\(path)")
                #expect(answer["referrer-policy"] == "no-referrer", "\(path)")
                let policy = try #require(answer["content-security-policy"])
                #expect(policy.contains("default-src 'none'"))
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(answer["set-cookie"] == nil)
            }
        }
    }

    @Test("Lists, keys, credentials and codes carry a tag, and are not sent twice")
    func entityTags() async throws {
        try await withServer { coalition, server, number in
            for path in [
                "/status/itu-1", "/orgs/itu/did.json", "/credentials/\(number).json",
                "/credentials/\(number)/qr.svg", "/credentials/\(number)/qr.png",
                "/.well-known/did.json",
            ] {
                let first = try await server.get(path)
                #expect(first.status == 200, "\(path)")
                #expect(!first.body.isEmpty)
                let tag = try #require(first["etag"], "\(path)")
                for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                    let again = try await server.get(path, headers: ["If-None-Match": known])
                    #expect(again.status == 304, "\(path) \(known)")
                    #expect(again.body.isEmpty)
                    #expect(again["etag"] == tag)
                }
                let other = try await server.get(path, headers: ["If-None-Match": "\"other\""])
                #expect(other.status == 200)
                #expect(other.body == first.body)
            }
            let before = try #require(try await server.get("/status/itu-1")["etag"])
            try await coalition.certctl("revoke", "--yes", number, "--reason", "a mistake")
            let after = try await server.get("/status/itu-1", headers: ["If-None-Match": before])
            #expect(after.status == 200)
            #expect(after["etag"] != before)
        }
    }

    @Test("Another verifier gets the same verdict from what the server publishes alone")
    func published() async throws {
        try await withServer { coalition, server, number in
            let credential = try await server.get("/credentials/\(number).json")
            #expect(credential["content-type"] == "application/vc+ld+json")
            let exported = try await coalition.certctl("export", number)
            #expect(exported.output == credential.body)
            let verifier = Verifier(resources: PublishedResources(server: server))
            func verdict(_ bytes: [UInt8]) async -> Verdict {
                await verifier.verify(
                    bytes, at: Timestamp(seconds: Int64(Date().timeIntervalSince1970))
                ).verdict
            }
            #expect(await verdict(credential.body) == .valid)
            let list = try await server.get("/status/itu-1")
            #expect(await verdict(list.body) == .valid)
            try await coalition.certctl("revoke", "--yes", number, "--reason", "a mistake")
            #expect(await verdict(credential.body) == .notCurrentlyValid)

            let own = try await server.get("/.well-known/did.json").json()
            #expect(own["id"] == "did:web:localhost%3A8080")
            let itu = try await server.get("/orgs/itu/did.json")
            #expect(itu["content-type"] == "application/did+json")
            #expect(try itu.json()["id"] == "did:web:localhost%3A8080:orgs:itu")
        }
    }

    @Test("Health and readiness differ: a store that is gone makes the server unready, not dead")
    func health() async throws {
        try await withServer { coalition, server, number in
            #expect(try await server.get("/healthz").json() == ["status": "running"])
            #expect(try await server.get("/readyz").json() == ["status": "ready"])
            try coalition.tamper("ALTER TABLE installation RENAME TO mislaid")
            let ready = try await server.get("/readyz")
            #expect(ready.status == 503)
            #expect(ready["content-type"] == "application/problem+json")
            #expect(ready["retry-after"] != nil)
            #expect(try await server.get("/healthz").status == 200)
            try coalition.tamper("ALTER TABLE mislaid RENAME TO installation")
            #expect(try await server.get("/readyz").status == 200)
            try coalition.tamper("ALTER TABLE certificate RENAME TO mislaid")
            let verdict = try await server.verdict(number)
            #expect(verdict.status == 503)
            #expect(try verdict.verdict() == "cannot-tell")
            #expect(try verdict.json()["certificate"] == nil)
        }
    }
}

/// What a stranger's verifier can look up: the documents at the addresses that the identifiers
/// name, fetched from the server.
private struct PublishedResources: VerificationResources {
    let server: Server

    private func fetch(_ url: String) async -> [UInt8]? {
        let base = "http://localhost:8080"
        let path = url.replacing("https://localhost:8080", with: base)
        guard path.hasPrefix(base) else { return nil }
        let answer = try? await server.get(String(path.dropFirst(base.count)))
        return answer?.status == 200 ? answer?.body : nil
    }

    func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        guard let address = try? DIDWeb(identifier).documentURL, let bytes = await fetch(address),
            let json = try? JSON.parse(bytes),
            let document = try? ControllerDocument(json, of: identifier)
        else { return .unavailable("no document of \(identifier)") }
        return .found(document)
    }

    func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        await fetch(url).map { .found($0) } ?? .unavailable("no list at \(url)")
    }
}
