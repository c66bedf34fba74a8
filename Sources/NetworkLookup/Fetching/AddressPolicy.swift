/// Which addresses may be connected to: those of the public internet, and no other.
///
/// After IANA's registries of special-purpose addresses (RFC 6890) and RFC 4291. Where an IPv6
/// address carries an IPv4 one, that one is judged.
enum AddressPolicy {
    /// What keeps the address from being connected to, such as "a private address"; nil where
    /// nothing does.
    static func fault(of address: IPAddress) -> String? {
        switch address {
        case .v4(let number): fault(of: number)
        case .v6(let number): fault(of: number)
        }
    }

    private static func fault(of address: UInt32) -> String? {
        refusedV4.first { $0.contains(address) }?.kind
    }

    private static func fault(of address: UInt128) -> String? {
        for carrier in carriers where carrier.block.contains(address) {
            let carried = UInt32(truncatingIfNeeded: address >> UInt128(carrier.shift))
            return fault(of: carried).map { "\(carrier.block.kind) of \($0)" }
        }
        guard globalUnicast.contains(address) else {
            return refusedV6.first { $0.contains(address) }?.kind
                ?? "not an address of the public internet"
        }
        return refusedV6.first { $0.contains(address) }?.kind
    }

    /// Addresses with one beginning.
    private struct Block<Address: FixedWidthInteger & Sendable>: Sendable {
        let first: Address
        let bits: Int
        let kind: String

        init(_ first: Address, _ bits: Int, _ kind: String) {
            self.first = first
            self.bits = bits
            self.kind = kind
        }

        func contains(_ address: Address) -> Bool {
            (address ^ first) >> Address(Address.bitWidth - bits) == 0
        }
    }

    private static let refusedV4: [Block<UInt32>] = [
        Block(0x0000_0000, 8, "an address of \"this network\""),
        Block(0x0A00_0000, 8, "a private address"),
        Block(0x6440_0000, 10, "a carrier's shared address"),
        Block(0x7F00_0000, 8, "a loopback address"),
        Block(0xA9FE_0000, 16, "a link-local address"),
        Block(0xAC10_0000, 12, "a private address"),
        Block(0xC000_0000, 24, "an address for protocols"),
        Block(0xC000_0200, 24, "a documentation address"),
        Block(0xC01F_C400, 24, "an address for protocols"),
        Block(0xC034_C100, 24, "an address for protocols"),
        Block(0xC058_6300, 24, "a relay's address"),
        Block(0xC0A8_0000, 16, "a private address"),
        Block(0xC0AF_3000, 24, "an address for protocols"),
        Block(0xC612_0000, 15, "a benchmarking address"),
        Block(0xC633_6400, 24, "a documentation address"),
        Block(0xCB00_7100, 24, "a documentation address"),
        // Not in the registry: where a large cloud answers each of its guests about itself.
        Block(0xA83F_8110, 32, "the address of a cloud's own service"),
        Block(0xE000_0000, 4, "a multicast address"),
        Block(0xF000_0000, 4, "a reserved address"),
    ]

    private static let globalUnicast = Block<UInt128>(0x2000 << 112, 3, "a public address")

    /// Outside of global unicast all is refused; what stands here of it has a name for the reader.
    private static let refusedV6: [Block<UInt128>] = [
        Block(0, 128, "the unspecified address"),
        Block(1, 128, "a loopback address"),
        Block(0x0064_FF9B_0001 << 80, 48, "a local translation address"),
        Block(0x2001 << 112, 23, "an address for protocols"),
        Block(0x2001_0DB8 << 96, 32, "a documentation address"),
        Block(0x3FFF << 112, 20, "a documentation address"),
        Block(0xFC00 << 112, 7, "a private address"),
        Block(0xFE80 << 112, 10, "a link-local address"),
        Block(0xFF00 << 112, 8, "a multicast address"),
    ]

    /// IPv6 addresses that stand for an IPv4 one, and how many bits lie behind it: mapped
    /// (RFC 4291 §2.5.5.2), NAT64 (RFC 6052 §2.1), 6to4 (RFC 3056 §2).
    private static let carriers: [(block: Block<UInt128>, shift: Int)] = [
        (Block(0xFFFF << 32, 96, "the mapped form"), 0),
        (Block(0x0064_FF9B << 96, 96, "the translated form"), 0),
        (Block(0x2002 << 112, 16, "the 6to4 form"), 80),
    ]
}
