import CertAuthority

/// Tells a file that is no CSV in UTF-8 by its bytes, so that one plain sentence stands for the
/// thousand faults that reading it would give.
enum FileForm {
    /// What the file is instead, or nil where it may be CSV in UTF-8.
    static func finding(_ bytes: [UInt8]) -> CohortFinding? {
        if let name = otherFormat(bytes) {
            return CohortFinding(
                .wrongFileType, line: 1, reason: "the file is \(name), not CSV", remedy: saving)
        }
        if let name = unicodeForm(bytes) {
            return CohortFinding(
                .wrongEncoding, line: 1, reason: "the file is in \(name), not in UTF-8",
                remedy: saving)
        }
        if bytes.allSatisfy({ $0 == 0 }) && !bytes.isEmpty {
            return CohortFinding(
                .wrongFileType, line: 1, reason: "the file holds nothing but zeros; it is damaged",
                remedy: "get it again from where it comes from")
        }
        guard let place = firstInvalid(bytes), let name = LegacyEncoding.guess(bytes) else {
            return nil
        }
        let line = bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1
        let shown = String(bytes[place], radix: 16, uppercase: true)
        return CohortFinding(
            .wrongEncoding, line: line,
            reason: "the file looks like \(name), not UTF-8 (byte \(place) is 0x\(shown))",
            remedy: saving)
    }

    /// How spreadsheets write what is wanted.
    static let saving =
        "save it as CSV UTF-8: in Excel \"Save as\", \"CSV UTF-8 (Comma delimited)\"; in "
        + "LibreOffice \"Save as\", \"Text CSV\", character set \"Unicode (UTF-8)\", field delimiter \",\""

    private static func otherFormat(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return archive(bytes) }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return "an Excel workbook of the older kind (.xls)"
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

    private static func archive(_ bytes: [UInt8]) -> String {
        let start = bytes.prefix(64 << 10)
        func holds(_ text: String) -> Bool { start.firstRange(of: Array(text.utf8)) != nil }
        if holds("application/vnd.oasis.opendocument.spreadsheet") {
            return "a LibreOffice workbook (.ods)"
        }
        if holds("xl/") || holds("[Content_Types].xml") { return "an Excel workbook (.xlsx)" }
        return "a ZIP archive"
    }

    /// UTF-16 and UTF-32 by their byte order mark, or by where the zeros of ASCII letters stand.
    private static func unicodeForm(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            return "UTF-32"
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return "UTF-16 (\"Unicode text\"), little-endian" }
        if bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16 (\"Unicode text\"), big-endian" }
        // The header is ASCII, so its first letters tell.
        let start = Array(bytes.prefix(32))
        guard start.count >= 16, start.contains(0) else { return nil }
        let zeros = (0..<4).map { phase in
            stride(from: phase, to: start.count, by: 4).allSatisfy { start[$0] == 0 }
        }
        switch zeros {
        case [false, true, true, true], [true, true, true, false]: return "UTF-32"
        case [false, true, false, true]: return "UTF-16, little-endian"
        case [true, false, true, false]: return "UTF-16, big-endian"
        default: return nil
        }
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
