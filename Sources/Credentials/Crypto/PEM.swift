/// One block of text around binary data (RFC 7468), as key files hold it.
struct PEM {
    /// What stands after `BEGIN`, such as `PUBLIC KEY`.
    let label: String
    /// The data.
    let bytes: [UInt8]

    init(label: String, bytes: [UInt8]) {
        self.label = label
        self.bytes = bytes
    }

    /// Reads text that holds exactly one block; white space may stand around it.
    ///
    /// - Throws: ``CryptoError`` (`malformedKey`) that says which part is missing or wrong.
    init(_ text: String) throws(CryptoError) {
        guard text.utf8.count <= Self.limit else {
            throw Self.fault("has more than \(Self.limit) bytes, which no key needs")
        }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw Self.fault("is not all ASCII") }
        let lines = text.utf8.split(omittingEmptySubsequences: true) { $0 == 0x0A || $0 == 0x0D }
            .map { String(Substring($0)) }
            .filter { line in !line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        guard let first = lines.first, let label = Self.label(of: first, "BEGIN") else {
            throw Self.fault("does not start with a line -----BEGIN …-----")
        }
        guard let end = lines.dropFirst().firstIndex(where: { $0.hasPrefix("-----END") }) else {
            throw Self.fault("has no line -----END \(label.prefix(60))-----: it is cut short")
        }
        guard let closing = Self.label(of: lines[end], "END"), closing == label else {
            throw Self.fault("begins \(label.prefix(60)) but ends otherwise")
        }
        guard end == lines.count - 1 else { throw Self.fault("holds more than one block") }
        self.label = label
        do throws(TextCodingError) {
            bytes = try Base64.decode(lines[1..<end].joined())
        } catch {
            // Not the error's own words: they could quote secret text.
            throw Self.fault("holds text between its first and last line that is not base64")
        }
    }

    /// The block as text, 64 symbols a line.
    var text: String {
        let symbols = Array(Base64.encode(bytes).utf8)
        var lines = ["-----BEGIN \(label)-----"]
        for start in stride(from: 0, to: symbols.count, by: 64) {
            let line = symbols[start..<min(start + 64, symbols.count)]
            lines.append(String(decoding: line, as: UTF8.self))
        }
        lines.append("-----END \(label)-----")
        return lines.joined(separator: "\n") + "\n"
    }

    private static let limit = 64 << 10

    private static func label(of line: String, _ word: String) -> String? {
        let opening = "-----\(word) "
        let closing = "-----"
        guard line.hasPrefix(opening), line.hasSuffix(closing),
            line.utf8.count > opening.utf8.count + closing.utf8.count
        else { return nil }
        return String(line.dropFirst(opening.count).dropLast(closing.count))
    }

    private static func fault(_ what: String) -> CryptoError {
        CryptoError(.malformedKey, "the PEM text \(what)")
    }
}
