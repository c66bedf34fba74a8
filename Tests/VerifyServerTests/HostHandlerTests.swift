import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import VerifyServer

@Suite("The host that is asked")
struct HostHandlerTests {
    private func head(_ hosts: [String], _ version: HTTPVersion = .http1_1) -> HTTPRequestHead {
        var headers = HTTPHeaders([("accept", "*/*"), ("host-name", "a")])
        for host in hosts { headers.add(name: "Host", value: host) }
        return HTTPRequestHead(version: version, method: .GET, uri: "/", headers: headers)
    }

    @Test(
        "One host, as a name or address, perhaps with a port, is let in",
        arguments: [
            "verify.example.org", "localhost:8080", "127.0.0.1", "[::1]:8080", "xn--prfung-3ya.org",
        ])
    func sound(host: String) { #expect(HostHandler.isSound(head([host]))) }

    @Test(
        "None, two, an empty one and what is no host are not",
        arguments: [
            [], ["a.example", "b.example"], ["a.example", "a.example"], [""],
            ["a.example, b.example"], ["a.example/b"], ["user@a.example"], ["a b"],
            ["prüfung.example"],
        ])
    func refused(hosts: [String]) { #expect(!HostHandler.isSound(head(hosts))) }

    @Test("HTTP/1.0 knows requests without a host, but none with two")
    func oldVersion() {
        #expect(HostHandler.isSound(head([], .http1_0)))
        #expect(!HostHandler.isSound(head(["a", "a"], .http1_0)))
    }

    @Test("Behind a request that is refused nothing more of the connection is read")
    func rest() throws {
        let channel = EmbeddedChannel(handler: HostHandler())
        #expect(throws: HostFault.self) {
            try channel.writeInbound(HTTPServerRequestPart.head(head(["a", "b"])))
        }
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        try channel.writeInbound(HTTPServerRequestPart.head(head(["a"])))
        #expect(try channel.readInbound(as: HTTPServerRequestPart.self) == nil)
    }
}
