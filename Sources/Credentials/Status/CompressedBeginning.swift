import CZlib

/// The beginning that many texts have in common, compressed once: another of them costs only what
/// follows it.
///
/// The compressed bytes end on a whole byte and nothing after them refers back (zlib's full flush),
/// so that what follows may be any stream of blocks (RFC 1951 §3.2.3).
package struct CompressedBeginning: Sendable {
    /// How many bytes it has before it is compressed.
    package let count: Int
    private let blocks: [UInt8]
    private let sum: UInt

    /// A header without time stamp, for an unknown system (RFC 1952 §2.3).
    private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    /// Compresses a beginning.
    ///
    /// - Throws: ``StatusListError`` with the code `libraryFailure` when zlib fails.
    package init(_ bytes: [UInt8]) throws(StatusListError) {
        count = bytes.count
        sum = Self.sum(bytes[...])
        blocks = try ContentCompression.blocks(bytes[...], isLast: false)
    }

    /// Compresses a text that begins so, as gzip.
    ///
    /// - Parameter rest: What follows the beginning.
    /// - Throws: As ``init(_:)``.
    package func gzip(rest: ArraySlice<UInt8>) throws(StatusListError) -> [UInt8] {
        let whole = crc32_combine(sum, Self.sum(rest), rest.count)
        var bytes = Self.header
        let last = try ContentCompression.blocks(rest, isLast: true)
        bytes.reserveCapacity(blocks.count + last.count + 18)
        bytes += blocks
        bytes += last
        for number in [
            UInt32(truncatingIfNeeded: whole), UInt32(truncatingIfNeeded: count + rest.count),
        ] {
            for shift in stride(from: 0 as UInt32, to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        return bytes
    }

    private static func sum(_ bytes: ArraySlice<UInt8>) -> UInt {
        bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
    }
}
