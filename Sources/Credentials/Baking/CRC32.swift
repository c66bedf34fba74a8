/// The cyclic redundancy check of PNG and ZIP (ISO/IEC 15948 annex D; ISO 3309).
package struct CRC32: Sendable {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }

    private var register: UInt32 = 0xFFFF_FFFF

    /// The check of no bytes.
    package init() {}

    /// The check of some bytes.
    package init(_ bytes: some Sequence<UInt8>) {
        update(bytes)
    }

    /// The check so far.
    package var value: UInt32 { ~register }

    /// Takes more bytes in.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let table = Self.table
        var register = register
        for byte in bytes {
            register = table[Int((register ^ UInt32(byte)) & 0xFF)] ^ (register >> 8)
        }
        self.register = register
    }
}
