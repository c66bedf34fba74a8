import CertAuthority

/// Knows files that are no text tables by how they begin.
enum OtherFormats {
    /// What the file is, or nil where it may be a text.
    static func name(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            // What is encrypted lies in a file of the older kind, under a name in UTF-16.
            let sealed = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
            return bytes.firstRange(of: sealed) != nil
                ? "a workbook with a password" : "an Excel workbook of the older kind (.xls)"
        }
        if bytes.starts(with: Array("%PDF-".utf8)) { return "a PDF" }
        if bytes.starts(with: Array("{\\rtf".utf8)) { return "a text document (.rtf)" }
        if bytes.starts(with: [0x1F, 0x8B]) { return "compressed (gzip)" }
        let start = bytes.prefix(512).drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
        let lowered = ASCII.lowered(Array(start.prefix(64)))
        for tag in ["<!doctype html", "<html", "<head", "<body", "<table"]
        where lowered.hasPrefix(tag) {
            return "a web page (HTML)"
        }
        if lowered.hasPrefix("<?xml") { return "XML" }
        return nil
    }
}
