/// Kinds of file that carry no credential which is read here, told by their first bytes.
enum FileSignature {
    /// What the bytes are, with what to do; nil where they are none of these.
    static func reason(_ bytes: [UInt8]) -> String? {
        if let found = signatures.first(where: { bytes.starts(with: $0.start) }) {
            return found.reason
        }
        guard bytes.count > 12 else { return nil }
        func stands(_ text: String, at place: Int) -> Bool {
            bytes[place...].starts(with: text.utf8)
        }
        if stands("ftyp", at: 4) { return picture("HEIC, AVIF or MP4") }
        if stands("RIFF", at: 0), stands("WEBP", at: 8) { return picture("WebP") }
        // Two letters alone could begin a number; the reserved bytes of the header are zero.
        if stands("BM", at: 0), stands("\0\0\0\0", at: 6) { return picture("BMP") }
        return stands("PK\u{3}\u{4}", at: 0) || stands("PK\u{5}\u{6}", at: 0)
            ? archive(bytes) : nil
    }

    private static let remedy =
        "; submit the credential as JSON or JWT, or type the number that stands on the certificate"

    private static let signatures: [(start: [UInt8], reason: String)] = [
        ([0xFF, 0xD8, 0xFF], picture("JPEG")), (Array("GIF8".utf8), picture("GIF")),
        (Array("II*\0".utf8), picture("TIFF")), (Array("MM\0*".utf8), picture("TIFF")),
        ([0x1F, 0x8B], "it is compressed with gzip; expand it and submit the file inside"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], archived("7-Zip")),
        (Array("Rar!".utf8), archived("RAR")),
        ([0xD0, 0xCF, 0x11, 0xE0], document("of Microsoft Office (before 2007)")),
        (Array(#"{\rtf"#.utf8), document("in RTF")),
        (Array("%!PS".utf8), document("in PostScript")),
        (Array("SQLite format 3".utf8), "it is an SQLite database and no certificate"),
        ([0x7F, 0x45, 0x4C, 0x46], "it is a program and no certificate"),
        (
            // DER: a SEQUENCE whose length takes two bytes.
            [0x30, 0x82],
            "it is an X.509 certificate or another file in DER, which stands for a key or a server "
                + "and certifies no learning"
        ),
    ]

    private static func picture(_ kind: String) -> String {
        "it is a picture or video (\(kind)), and such files carry no credential" + remedy
    }

    private static func document(_ kind: String) -> String {
        "it is a document \(kind), which carries no credential" + remedy
    }

    private static func archived(_ kind: String) -> String {
        "it is an archive (\(kind)); unpack it and submit the file inside"
    }

    /// What a ZIP archive is, by the names of its first files.
    private static func archive(_ bytes: [UInt8]) -> String {
        let head = bytes.prefix(8192)
        func holds(_ name: String) -> Bool { head.firstRange(of: Array(name.utf8)) != nil }
        if holds("[Content_Types].xml") || holds("word/document") {
            return document("of Microsoft Office")
        }
        if holds("application/vnd.oasis.opendocument") { return document("of LibreOffice") }
        return holds("pass.json") ? document("for a wallet app (pkpass)") : archived("ZIP")
    }
}
