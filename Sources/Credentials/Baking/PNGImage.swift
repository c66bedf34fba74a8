/// The chunks of a PNG image (ISO/IEC 15948 §5), checked; its pixels are never decoded.
struct PNGImage {
    /// What every PNG image begins with (§5.2).
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// Signature and header: where the first chunk behind the header begins.
    static let endOfHeader = 33

    /// The most that an image may have of each.
    private static let chunks = 16_384
    private static let side: UInt32 = 65_535

    /// The contents of the chunks that hold text, as places in the file, by kind.
    private(set) var texts: [(kind: Kind, content: Range<Int>)] = []

    /// A chunk's type, four ASCII letters (§5.3).
    struct Kind: Equatable {
        let code: UInt32

        init(code: UInt32) { self.code = code }

        init(_ name: StaticString) {
            code = name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
        }

        static let header = Kind("IHDR")
        static let palette = Kind("PLTE")
        static let data = Kind("IDAT")
        static let end = Kind("IEND")
        static let text = Kind("tEXt")
        static let compressedText = Kind("zTXt")
        static let internationalText = Kind("iTXt")

        var name: String {
            String(
                decoding: (0..<4).map { UInt8(truncatingIfNeeded: code >> (24 - 8 * $0)) },
                as: UTF8.self)
        }

        /// Letters, of which the third is a capital (§5.4).
        var isWellFormed: Bool {
            (0..<4).allSatisfy { index in
                let byte = UInt8(truncatingIfNeeded: code >> (24 - 8 * index))
                let isCapital = (0x41...0x5A).contains(byte)
                return isCapital || (index != 2 && (0x61...0x7A).contains(byte))
            }
        }

        /// True when who does not know it cannot show the image (§5.4).
        var isCritical: Bool { code & 0x2000_0000 == 0 }
    }

    /// Reads the chunks of an image.
    ///
    /// - Throws: ``BakingError`` with the code `notAnImage`, `malformed`, `tooLarge` or `forbidden`.
    init(_ bytes: [UInt8]) throws(BakingError) {
        guard bytes.starts(with: Self.signature) else {
            throw BakingError(.notAnImage, "the file does not begin as a PNG image does")
        }
        var state = State()
        var offset = Self.signature.count
        var count = 0
        while offset < bytes.count {
            guard !state.hasEnded else {
                throw BakingError(
                    .malformed, "bytes follow the end of the image, at byte \(offset)")
            }
            count += 1
            guard count <= Self.chunks else {
                throw BakingError(.tooLarge, "the image has more than \(Self.chunks) chunks")
            }
            let (kind, content) = try Self.chunk(bytes, at: offset)
            try state.take(kind, Array(bytes[content].prefix(13)), content)
            if kind == .text || kind == .compressedText || kind == .internationalText {
                texts.append((kind, content))
            }
            offset = content.upperBound + 4
        }
        guard state.hasEnded else {
            throw BakingError(.malformed, "the image is cut short: it has no IEND chunk")
        }
    }

    /// One chunk: length, type, content, check (§5.3).
    private static func chunk(
        _ bytes: [UInt8], at offset: Int
    ) throws(BakingError) -> (kind: Kind, content: Range<Int>) {
        guard bytes.count - offset >= 12 else {
            throw BakingError(.malformed, "the chunk at byte \(offset) is cut short")
        }
        let length = Int(number(bytes, at: offset))
        guard length <= bytes.count - offset - 12 else {
            throw BakingError(
                .malformed,
                "the chunk at byte \(offset) says to be \(length) bytes long, which the file is not"
            )
        }
        let kind = Kind(code: number(bytes, at: offset + 4))
        guard kind.isWellFormed else {
            throw BakingError(.malformed, "the chunk at byte \(offset) has no proper type")
        }
        let content = offset + 8..<offset + 8 + length
        guard
            CRC32(bytes[offset + 4..<content.upperBound]).value
                == number(bytes, at: content.upperBound)
        else {
            throw BakingError(
                .malformed, "the \(kind.name) chunk at byte \(offset) is damaged: its check differs"
            )
        }
        return (kind, content)
    }

    /// Four bytes, the most significant first.
    private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// What came so far, for the order of chunks (§5.6).
    private struct State {
        private var colourType: UInt8?
        private var hasPalette = false
        private var hasData = false
        private var last: Kind?
        private(set) var hasEnded = false

        mutating func take(
            _ kind: Kind, _ start: [UInt8], _ content: Range<Int>
        ) throws(BakingError) {
            let place = "at byte \(content.lowerBound - 8)"
            guard (kind == .header) == (last == nil) else {
                throw BakingError(
                    .malformed, "IHDR is not the first chunk and the only one of its type, \(place)"
                )
            }
            switch kind {
            case .header:
                guard content.count == 13 else {
                    throw BakingError(.malformed, "IHDR is \(content.count) bytes long, not 13")
                }
                colourType = try PNGImage.colourType(start)
            case .palette:
                guard !hasPalette, !hasData, let colourType, colourType & 2 != 0,
                    content.count.isMultiple(of: 3), (1...256).contains(content.count / 3)
                else { throw BakingError(.malformed, "PLTE cannot stand \(place) or not so") }
                hasPalette = true
            case .data:
                guard !hasData || last == .data else {
                    throw BakingError(.malformed, "IDAT chunks are apart, \(place)")
                }
                guard colourType != 3 || hasPalette else {
                    throw BakingError(.malformed, "PLTE is missing before IDAT, \(place)")
                }
                hasData = true
            case .end:
                guard hasData, content.isEmpty else {
                    throw BakingError(
                        .malformed, "IEND stands before IDAT or is not empty, \(place)")
                }
                hasEnded = true
            default:
                guard !kind.isCritical else {
                    throw BakingError(
                        .forbidden, "the image needs the unknown chunk \(kind.name), \(place)")
                }
            }
            last = kind
        }
    }

    /// Checks the header's members (§11.2.2).
    private static func colourType(_ header: [UInt8]) throws(BakingError) -> UInt8 {
        let width = number(header, at: 0)
        let height = number(header, at: 4)
        guard width > 0, height > 0 else { throw BakingError(.malformed, "the image has no area") }
        guard max(width, height) <= side else {
            throw BakingError(
                .tooLarge, "the image says to be \(width) by \(height) pixels; \(side) is the most")
        }
        let depths: [UInt8] =
            switch header[9] {
            case 0: [1, 2, 4, 8, 16]
            case 3: [1, 2, 4, 8]
            case 2, 4, 6: [8, 16]
            default: []
            }
        guard depths.contains(header[8]), header[10] == 0, header[11] == 0, header[12] <= 1 else {
            throw BakingError(
                .malformed, "IHDR names a colour type, depth or method that there is not")
        }
        return header[9]
    }
}
