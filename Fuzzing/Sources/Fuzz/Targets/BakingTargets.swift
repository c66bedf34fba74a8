import Credentials

/// An image is read within bounds, and what is baked into it comes out again.
///
/// The checks of the chunks are put right first, so that the fuzzer gets beyond them.
struct PNGTarget: FuzzTarget {
    static let name = "png"

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    func seeds() throws -> [[UInt8]] {
        let blank =
            Self.signature
            + [
                Self.chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
                Self.chunk("IDAT", [0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1]),
                Self.chunk("IEND", []),
            ].joined()
        let compressed: [UInt8] = [0x78, 0x9C, 0xAB, 0xAE, 0x05, 0x00, 0x01, 0x75, 0x00, 0xF9]
        let keyword = Array("openbadgecredential".utf8)
        let packed = Self.chunk("iTXt", keyword + [0, 1, 0, 0, 0] + compressed)
        return [
            blank, try BakedPNG.bake(BakedSamples.json, into: blank),
            try BakedPNG.bake(BakedSamples.token, into: blank),
            Array(blank[..<33]) + packed + blank[33...],
        ]
    }

    let dictionary = [
        "IHDR", "PLTE", "IDAT", "IEND", "tEXt", "zTXt", "iTXt", "openbadgecredential\0",
        "openbadgecredential\0\u{1}\0\0\0", "\0\0\0\0", "tRNS",
    ]

    func check(_ bytes: [UInt8]) throws {
        _ = try? BakedPNG.credential(in: bytes)
        let image = Self.mended(bytes)
        try BakedSamples.check(
            image, credential: { try BakedPNG.credential(in: $0) },
            bake: { try BakedPNG.bake($0, into: $1) })
    }

    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > 8 else { return bytes }
        var bytes = bytes
        bytes.replaceSubrange(..<8, with: signature)
        var offset = 8
        while bytes.count - offset >= 12 {
            let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 12 else { break }
            let end = offset + 8 + length
            bytes.replaceSubrange(
                end..<end + 4, with: number(CRC32(bytes[offset + 4..<end]).value))
            offset = end + 4
        }
        return bytes
    }

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + content
        return number(UInt32(content.count)) + body + number(CRC32(body).value)
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
}

/// As ``PNGTarget``, for SVG.
struct SVGTarget: FuzzTarget {
    static let name = "svg"

    func seeds() throws -> [[UInt8]] {
        let blanks = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!--a--><?p x?><s:svg xmlns:s='http://www.w3.org/2000/svg' a='&amp;&#65;'>&lt;<![CDATA[x]]></s:svg>\n",
        ].map { Array($0.utf8) }
        return try blanks
            + blanks.flatMap { blank in
                try [BakedSamples.json, BakedSamples.token].map {
                    try BakedSVG.bake($0, into: blank)
                }
            }
    }

    let dictionary = [
        "<svg ", "</svg>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "/>", "<!DOCTYPE ",
        "<openbadges:credential", "</openbadges:credential>", " verify=\"a.b.c\"", "&amp;",
        "&#x41;",
        "xmlns=\"\"", "xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"",
        "http://www.w3.org/2000/svg", "\r\n", "{}",
    ]

    func check(_ bytes: [UInt8]) throws {
        try BakedSamples.check(
            bytes, credential: { try BakedSVG.credential(in: $0) },
            bake: { try BakedSVG.bake($0, into: $1) })
    }
}

/// What is put into images, and what both formats promise.
private enum BakedSamples {
    static let json = Array(#"{"name":"]]> ]]]>&amp; 李"}"#.utf8)
    static let token = Array("eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.AA-_".utf8)
    private static let most = 1 << 20

    static func check(
        _ image: [UInt8], credential: ([UInt8]) throws -> [UInt8],
        bake: ([UInt8], [UInt8]) throws -> [UInt8]
    ) throws {
        let held = try? credential(image)
        try promise((held?.count ?? 0) <= most, "a credential is larger than the bound")
        for sample in [json, token] {
            guard let baked = try? bake(sample, image) else { continue }
            try promise(held == nil, "an image with a credential took another")
            try promise((try? credential(baked)) == sample, "what was baked does not come out")
            try promise((try? bake(token, baked)) == nil, "an image was baked twice")
        }
    }
}
