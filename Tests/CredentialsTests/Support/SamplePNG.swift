@testable import Credentials

/// A PNG image of one pixel, chunk by chunk, to be put together rightly or wrongly.
enum SamplePNG {
    static let header = chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
    /// One line of one black pixel.
    static let data = chunk("IDAT", (try? Zlib.compress([0, 0], as: .zlib)) ?? [])
    static let end = chunk("IEND", [])

    /// The image with other chunks behind its header.
    static func image(_ chunks: [UInt8]...) -> [UInt8] {
        whole([header] + chunks + [data, end])
    }

    static func whole(_ chunks: [[UInt8]]) -> [UInt8] {
        PNGImage.signature + chunks.flatMap { $0 }
    }

    static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + content
        return number(UInt32(content.count)) + body + number(CRC32(body).value)
    }

    /// An `iTXt` chunk of a credential.
    static func text(
        _ credential: [UInt8], keyword: String = "openbadgecredential", flag: UInt8 = 0
    ) -> [UInt8] {
        chunk("iTXt", Array(keyword.utf8) + [0, flag, 0, 0, 0] + credential)
    }

    static func number(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
}
