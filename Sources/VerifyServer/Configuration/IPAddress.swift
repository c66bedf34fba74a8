import Foundation

/// An address of a machine; IPv4 addresses that are written as IPv6 are IPv4 addresses.
struct IPAddress: Hashable, Sendable {
    /// The 128 bits; an IPv4 address stands in `::ffff:0:0/96` (RFC 4291 §2.5.5.2).
    let high: UInt64
    let low: UInt64

    var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init(version4 bits: UInt32) { self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(bits)) }

    /// Reads an address as people and proxies write it, without port, brackets or zone.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 45 else { return nil }
        let text = String(text)
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(version4: UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        self.init(six)
    }

    init(_ address: in6_addr) {
        let words = address.__in6_u.__u6_addr32
        let (a, b) = (UInt64(UInt32(bigEndian: words.0)), UInt64(UInt32(bigEndian: words.1)))
        let (c, d) = (UInt64(UInt32(bigEndian: words.2)), UInt64(UInt32(bigEndian: words.3)))
        self.init(high: a << 32 | b, low: c << 32 | d)
    }

    /// The first bits of the address, the others zero.
    ///
    /// - Parameter length: 0 to 32 of an IPv4 address, 0 to 128 of an IPv6 address.
    func prefix(_ length: Int) -> IPAddress {
        let length = isVersion4 ? length + 96 : length
        return IPAddress(
            high: high & Self.mask(length), low: low & Self.mask(length - 64))
    }

    private static func mask(_ length: Int) -> UInt64 {
        length <= 0 ? 0 : length >= 64 ? .max : ~(UInt64.max >> UInt64(length))
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted for IPv4, eight groups without compression for IPv6.
    var description: String {
        guard !isVersion4 else {
            return [24, 16, 8, 0].map { "\(low >> UInt64($0) & 0xFF)" }.joined(separator: ".")
        }
        return [high, low].flatMap { half in
            [48, 32, 16, 0].map { String(half >> UInt64($0) & 0xFFFF, radix: 16) }
        }.joined(separator: ":")
    }
}

/// A block of addresses, `10.0.0.0/8` or `2001:db8::/32`; one address is a block too.
struct AddressBlock: Hashable, Sendable {
    private let base: IPAddress
    private let length: Int

    /// Reads a block; bits beyond the prefix must be zero, so that no slip goes unseen.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let address = IPAddress(first) else {
            return nil
        }
        let longest = address.isVersion4 ? 32 : 128
        var length = longest
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...longest).contains(given) else { return nil }
            length = given
        }
        guard address.prefix(length) == address else { return nil }
        base = address
        self.length = length
    }

    func contains(_ address: IPAddress) -> Bool {
        base.isVersion4 == address.isVersion4 && address.prefix(length) == base
    }
}

extension Sequence where Element == AddressBlock {
    func contains(_ address: IPAddress) -> Bool { contains { $0.contains(address) } }
}
