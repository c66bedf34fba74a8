/// The bits of a status list (Bitstring Status List v1.0 §4): index 0 is the most significant bit
/// of byte 0.
public struct BitstringStatusList: Sendable, Equatable {
    /// The fewest entries a list may have, so that an index says little about its holder
    /// (§4.2: 16 KB uncompressed).
    public static let minimumLength = 131_072

    /// The bits, eight to a byte.
    public private(set) var bytes: [UInt8]

    /// A list of zeros.
    ///
    /// - Parameter length: The number of one-bit entries, a multiple of eight.
    public init(length: Int = minimumLength) {
        bytes = [UInt8](repeating: 0, count: length / 8)
    }

    /// A list of these bits.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// The number of bits.
    public var length: Int { bytes.count * 8 }

    /// One bit, by its index.
    public subscript(index: Int) -> Bool {
        get { bytes[index / 8] & (0x80 >> UInt8(index % 8)) != 0 }
        set {
            let mask: UInt8 = 0x80 >> UInt8(index % 8)
            if newValue { bytes[index / 8] |= mask } else { bytes[index / 8] &= ~mask }
        }
    }

    /// The value of an entry that is `size` bits wide, at position `index × size` (§3.2
    /// "Validate Algorithm"), or nil when it does not lie within the list.
    public func value(at index: Int, size: Int = 1) -> UInt64? {
        guard index >= 0, (1...64).contains(size), index < length / size else { return nil }
        var value: UInt64 = 0
        for position in (index * size)..<((index + 1) * size) {
            value = value << 1 | (self[position] ? 1 : 0)
        }
        return value
    }

    /// `u`, then base64url without padding of the gzipped bytes (§3.3 "Bitstring Generation").
    ///
    /// - Throws: ``StatusListError`` when zlib fails.
    public func encoded() throws(StatusListError) -> String {
        Multibase.base64url(try Gzip.compress(bytes))
    }

    /// Reads an `encodedList` (§3.4 "Bitstring Expansion").
    ///
    /// - Parameters:
    ///   - text: The multibase text, with its `u`.
    ///   - limit: The most bytes it may expand to; what is longer is refused unread.
    /// - Throws: ``StatusListError`` naming what is wrong.
    public init(encoded text: String, limit: Int = 8 << 20) throws(StatusListError) {
        bytes = try Gzip.expand(try EncodedList(multibase: text).compressed, limit: limit)
    }

    /// Reads an `encodedList` and keeps what of it is not as the standard asks.
    init(_ encoded: EncodedList, limit: Int = 8 << 20) throws(StatusListError) {
        bytes = try Gzip.expand(encoded.compressed, limit: limit)
    }
}

/// Why a status list cannot be read or written.
public struct StatusListError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: Sendable {
        /// The encoded text or the compressed bytes are damaged.
        case malformed
        /// It expands to more than the limit.
        case tooLarge
        /// The compression library failed.
        case libraryFailure
    }

    /// What kind of fault it is.
    public let code: Code
    /// One sentence.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
