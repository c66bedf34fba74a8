import Credentials
import Testing

@Suite("did:web")
struct DIDWebTests {
    @Test(
        "The document lies where the method says",
        arguments: [
            ("did:web:example.com", "https://example.com/.well-known/did.json"),
            ("did:web:example.com:orgs:itu", "https://example.com/orgs/itu/did.json"),
            ("did:web:example.com%3A8443", "https://example.com:8443/.well-known/did.json"),
            ("did:web:localhost%3a8080:a", "https://localhost:8080/a/did.json"),
            ("did:web:EXAMPLE.com:A", "https://example.com/A/did.json"),
            ("did:web:xn--bcher-kva.example:a%20b", "https://xn--bcher-kva.example/a%20b/did.json"),
            ("did:web:a-b.1c.example:...", "https://a-b.1c.example/.../did.json"),
        ])
    func places(did: String, url: String) throws {
        #expect(try DIDWeb(did).documentURL == url)
    }

    @Test(
        "Hosts that are addresses, users, bad ports and paths that wander are refused",
        arguments: [
            "did:web:127.0.0.1", "did:web:127.1", "did:web:2130706433", "did:web:0x7f.0.0.1",
            "did:web:host.0x7F", "did:web:%5B%3A%3A1%5D", "did:web:example.com.", "did:web:.com",
            "did:web:a..b", "did:web:-a.com", "did:web:a-.com", "did:web:a_b.com",
            "did:web:user%40example.com", "did:web:example.com%2Fx", "did:web:example.com%3A",
            "did:web:example.com%3A0", "did:web:example.com%3A080", "did:web:example.com%3A65536",
            "did:web:example.com%3A80%3A80", "did:web:example.com%3Ax", "did:web:%3A80",
            "did:web:example.com::a", "did:web:example.com:a::b", "did:web:example.com:.",
            "did:web:example.com:..", "did:web:example.com:%2e%2E", "did:web:example.com:a%2Fb",
            "did:web:example.com:a%5Cb", "did:web:example.com:%00", "did:web:example.com:a%3Fb",
            "did:web:example.com:a%23b", "did:web:example.com:%252e", "did:web:example.com/x",
            "did:web:example.com#key-1", "did:web:" + String(repeating: "a", count: 64) + ".com",
        ])
    func refusals(did: String) {
        #expect(throws: IdentifierError(.malformed, "")) { try DIDWeb(did) }
    }

    @Test("Another method is named as such")
    func otherMethod() {
        #expect(throws: IdentifierError(.otherMethod, "")) { try DIDWeb("did:webvh:x:example.com") }
    }

    @Test(
        "A base URL becomes the DID below it",
        arguments: [
            ("https://verify.example", ["orgs", "itu"], "did:web:verify.example:orgs:itu"),
            ("https://verify.example/", [], "did:web:verify.example"),
            ("https://verify.example:8443", ["a"], "did:web:verify.example%3A8443:a"),
            ("https://verify.example/deep/er/", ["a"], "did:web:verify.example:deep:er:a"),
            ("http://localhost:8080", ["a"], "did:web:localhost%3A8080:a"),
        ])
    func bases(url: String, path: [String], did: String) throws {
        #expect(try DIDWeb(baseURL: url, path: path).did == did)
    }

    @Test(
        "A base URL that no did:web can stand for is refused",
        arguments: [
            "verify.example", "http://verify.example", "http://localhost.example", "https://",
            "https://192.0.2.7", "https://[::1]", "https://user@verify.example",
            "https://verify.example?x", "https://verify.example#x", "https://verify.example//a",
            "https://verify.example/../a", "https://verify.example/a:b", "ftp://verify.example",
            "https://verify.example:80:80",
        ])
    func badBases(url: String) {
        #expect(throws: IdentifierError(.malformed, "")) { try DIDWeb(baseURL: url) }
    }

    @Test("A segment that would change the path is refused")
    func badSegments() {
        for segment in ["", "..", "a/b", "a:b", "a?b", "a b"] {
            #expect(throws: IdentifierError(.malformed, ""), "segment \"\(segment)\"") {
                try DIDWeb(baseURL: "https://verify.example", path: [segment])
            }
        }
    }
}
