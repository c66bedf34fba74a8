import HTTPTypes
import Testing

@testable import VerifyServer

@Suite("On whose behalf a request is made")
struct ClientAddressesTests {
    private func client(
        _ peer: String, _ name: String, _ values: [String],
        header: Settings.ProxyHeader = .xForwardedFor
    ) throws -> String {
        var fields = HTTPFields()
        for value in values {
            fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        let addresses = ClientAddresses(
            trusted: ["127.0.0.1", "10.0.0.0/8", "2001:db8:aaaa::/48"].compactMap {
                AddressBlock($0)
            },
            header: header)
        let client = addresses.client(peer: try #require(IPAddress(peer)), headers: fields)
        return client.isNamed ? "\(client.address)" : "somebody behind \(client.address)"
    }

    @Test("A stranger's header counts for nothing")
    func stranger() throws {
        #expect(try client("192.0.2.9", "X-Forwarded-For", ["198.51.100.1"]) == "192.0.2.9")
    }

    @Test(
        "Behind trusted proxies the last address that is none of them counts",
        arguments: [
            (["198.51.100.1"], "198.51.100.1"),
            (["203.0.113.7, 198.51.100.1"], "198.51.100.1"),
            (["203.0.113.7, 198.51.100.1, 10.1.2.3"], "198.51.100.1"),
            (["203.0.113.7", "198.51.100.1:4711"], "198.51.100.1"),
            (["10.9.9.9, 10.1.2.3"], "10.9.9.9"),
            (["198.51.100.1, unknown"], "somebody behind 127.0.0.1"),
            (["198.51.100.1, 999.1.1.1, 10.1.2.3"], "somebody behind 10.1.2.3"),
            (["198.51.100.1:port"], "somebody behind 127.0.0.1"),
            (["[2001:db8::1]x"], "somebody behind 127.0.0.1"),
            (["fe80::1%eth0"], "somebody behind 127.0.0.1"),
            (["198.51.100.1, ,"], "198.51.100.1"), ([""], "127.0.0.1"),
            ([], "127.0.0.1"),
            (["[2001:db8::1]:99"], "2001:db8:0:0:0:0:0:1"),
            (["2001:db8::1"], "2001:db8:0:0:0:0:0:1"),
        ])
    func chains(values: [String], expected: String) throws {
        #expect(try client("127.0.0.1", "X-Forwarded-For", values) == expected)
    }

    @Test("Who is behind a proxy that names nobody is limited, also where the proxy is exempt")
    func exempt() throws {
        let addresses = ClientAddresses(
            trusted: [try #require(AddressBlock("127.0.0.1"))], header: .xForwardedFor)
        let exempt = [try #require(AddressBlock("127.0.0.0/8"))]
        let proxy = try #require(IPAddress("127.0.0.1"))
        for (value, isExempt) in [
            ("garbage", false), ("unknown", false), ("198.51.100.1", false), ("127.0.0.9", true),
        ] {
            let client = addresses.client(peer: proxy) { _ in [value] }
            #expect(client.isExempt(by: exempt) == isExempt, "\(value)")
        }
        // Nobody is found in a chain that does not end.
        let long = Array(repeating: "127.0.0.1", count: 17).joined(separator: ",")
        #expect(!addresses.client(peer: proxy) { _ in [long] }.isExempt(by: exempt))
        // The proxy itself, such as when it asks whether the server is well.
        #expect(addresses.client(peer: proxy) { _ in [] }.isExempt(by: exempt))
    }

    @Test("Forwarded is read where it is the header that is set, and then alone")
    func forwarded() throws {
        #expect(
            try client(
                "127.0.0.1", "Forwarded",
                ["for=203.0.113.7, For=\"[2001:db8::1]:80\";proto=https, by=x;for=10.0.0.1"],
                header: .forwarded) == "2001:db8:0:0:0:0:0:1")
        #expect(try client("127.0.0.1", "Forwarded", ["for=203.0.113.7"]) == "127.0.0.1")
        #expect(
            try client("127.0.0.1", "X-Forwarded-For", ["203.0.113.7"], header: .forwarded)
                == "127.0.0.1")
    }

    @Test("Blocks are read strictly")
    func blocks() throws {
        for text in ["10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "a", "", "1.2.3", "/8"] {
            #expect(AddressBlock(text) == nil, "\(text)")
        }
        let block = try #require(AddressBlock("2001:db8::/32"))
        #expect(block.contains(try #require(IPAddress("2001:db8:ffff::1"))))
        #expect(!block.contains(try #require(IPAddress("2001:db9::1"))))
        let all = try #require(AddressBlock("0.0.0.0/0"))
        #expect(all.contains(try #require(IPAddress("203.0.113.7"))))
        #expect(!all.contains(try #require(IPAddress("2001:db8::1"))))
    }
}
