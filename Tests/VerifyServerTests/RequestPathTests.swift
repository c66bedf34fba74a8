import Testing

@testable import VerifyServer

@Suite("Paths of requests")
struct RequestPathTests {
    @Test(
        "Plain paths pass",
        arguments: [
            "/", "/v/7K3M-9QXD-2T8F-W4HN-C", "/v/7K3M%209QXD", "/orgs/itu/did.json",
            "/.well-known/did.json", "/v/7K3M/", "/credentials/7K3M/qr.svg",
        ])
    func plain(path: String) { #expect(RequestPath.isPlain(path)) }

    @Test(
        "Paths that could mean something else elsewhere do not",
        arguments: [
            "", "*", "v/1", "//v/1", "/v//1", "/v/./1", "/v/../1", "/..", "/v/%2e%2e/1",
            "/v/%2E", "/v%2f1", "/v%5c1", "/v\\1", "/v/%00", "/v/%0d%0aX", "/v/%7f", "/v/%252e",
            "/v/%", "/v/%4", "/v/%zz", "/v/é", "/v/a b", "/v/{1}", "/v//",
        ])
    func tricks(path: String) { #expect(!RequestPath.isPlain(path)) }
}
