import Glibc
import Testing

@testable import NetworkLookup

@Suite struct AddressPolicyTests {
    @Test(
        "Addresses that are not of the public internet are refused by what they are",
        arguments: [
            ("0.0.0.0", "this network"), ("0.255.255.255", "this network"),
            ("10.0.0.0", "private"), ("10.255.255.255", "private"),
            ("100.64.0.0", "shared"), ("100.127.255.255", "shared"),
            ("127.0.0.1", "loopback"), ("127.255.255.255", "loopback"),
            ("169.254.0.0", "link-local"), ("169.254.169.254", "link-local"),
            ("172.16.0.0", "private"), ("172.31.255.255", "private"),
            ("192.0.0.1", "protocols"), ("192.0.2.7", "documentation"),
            ("192.88.99.1", "relay"), ("192.168.0.0", "private"), ("192.168.255.255", "private"),
            ("198.18.0.0", "benchmarking"), ("198.19.255.255", "benchmarking"),
            ("198.51.100.255", "documentation"), ("203.0.113.0", "documentation"),
            ("168.63.129.16", "cloud"), ("224.0.0.1", "multicast"),
            ("239.255.255.255", "multicast"), ("240.0.0.0", "reserved"),
            ("255.255.255.255", "reserved"),
            ("::", "unspecified"), ("::1", "loopback"), ("::7f00:1", "not an address"),
            ("::ffff:127.0.0.1", "loopback"), ("::ffff:a00:1", "private"),
            ("0:0:0:0:0:FFFF:A9FE:A9FE", "link-local"), ("::ffff:100.64.0.1", "shared"),
            ("64:ff9b::10.0.0.1", "private"), ("64:ff9b::7f00:1", "loopback"),
            ("64:ff9b:1::1", "translation"), ("64:ff9b:0:1::1", "not an address"),
            ("100::1", "not an address"), ("2001::1", "protocols"),
            ("2001:1ff:ffff::1", "protocols"), ("2001:db8::1", "documentation"),
            ("2002:7f00:1::", "loopback"), ("2002:c0a8:101::1", "private"),
            ("2002:a9fe:a9fe::1", "link-local"), ("3fff:fff::1", "documentation"),
            ("4000::1", "not an address"), ("5f00::1", "not an address"),
            ("fc00::1", "private"), ("fd00:ec2::254", "private"), ("fdff:ffff::1", "private"),
            ("fe80::1", "link-local"), ("febf::1", "link-local"), ("fec0::1", "not an address"),
            ("ff02::1", "multicast"), ("ffff::1", "multicast"),
        ])
    func refused(text: String, kind: String) throws {
        let fault = try #require(AddressPolicy.fault(of: try address(text)))
        #expect(fault.contains(kind))
    }

    @Test(
        "Addresses of the public internet are allowed, up to the edge of what is refused",
        arguments: [
            "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
            "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0",
            "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255",
            "203.0.114.0", "168.63.129.15", "168.63.129.17", "223.255.255.255", "8.8.8.8",
            "2000::1", "2001:200::1", "2001:db7:ffff::1", "2001:db9::1", "2606:4700::1111",
            "2003::1", "3ffe:ffff::1", "3fff:1000::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
            "2002:808:808::1",
        ])
    func allowed(text: String) throws {
        #expect(AddressPolicy.fault(of: try address(text)) == nil)
    }

    @Test("Loopback is allowed to nobody but a test, and nothing else by it")
    func loopbackAllowance() throws {
        let trust = TransferTrust(allowsLoopback: true)
        #expect(trust.fault(of: try address("127.0.0.1")) == nil)
        #expect(trust.fault(of: try address("::1")) == nil)
        #expect(trust.fault(of: try address("10.0.0.1")) != nil)
        #expect(trust.fault(of: try address("::ffff:127.0.0.1")) != nil)
        #expect(TransferTrust.system.fault(of: try address("127.0.0.1")) != nil)
    }

    @Test("An address has 4 or 16 bytes")
    func lengths() {
        #expect(IPAddress(networkOrder: [127, 0, 0, 1]) == .v4(0x7F00_0001))
        #expect(IPAddress(networkOrder: [1, 2, 3] as [UInt8]) == nil)
        #expect(IPAddress(networkOrder: [UInt8](repeating: 0, count: 15) + [1]) == .v6(1))
        #expect(IPAddress(networkOrder: [UInt8](repeating: 0, count: 17)) == nil)
    }

    private func address(_ text: String) throws -> IPAddress {
        let isV6 = text.contains(":")
        var bytes = [UInt8](repeating: 0, count: isV6 ? 16 : 4)
        try #require(inet_pton(isV6 ? AF_INET6 : AF_INET, text, &bytes) == 1)
        return try #require(IPAddress(networkOrder: bytes))
    }
}
