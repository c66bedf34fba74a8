import CertAuthority
import Credentials

/// A part of a message (RFC 2045, RFC 2046), in lines of ASCII.
indirect enum MIMEPart: Sendable, Equatable {
    /// Content, written in base64 whatever it is; the headers say what.
    case content(headers: [String], bytes: [UInt8])
    /// Parts that belong together, `alternative` or `related`, between lines with a boundary.
    case several(kind: String, boundary: String, parts: [MIMEPart])

    /// Text, whose lines end in CR and LF as mail's do.
    static func text(_ text: String, as subtype: String, headers: [String] = []) -> MIMEPart {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == 0x0A { bytes.append(0x0D) }
            bytes.append(byte)
        }
        return .content(
            headers: ["Content-Type: text/\(subtype); charset=utf-8"] + headers, bytes: bytes)
    }

    /// The lines without their ends, headers first; none has more than 76 symbols but for long
    /// headers.
    var lines: [String] {
        switch self {
        case .content(let headers, let bytes):
            let symbols = Array(Base64.encode(bytes).utf8)
            return headers + ["Content-Transfer-Encoding: base64", ""]
                + stride(from: 0, to: symbols.count, by: 76).map { start in
                    String(
                        decoding: symbols[start..<min(start + 76, symbols.count)], as: UTF8.self)
                }
        case .several(let kind, let boundary, let parts):
            return [
                "Content-Type: multipart/\(kind);\r\n boundary=\"\(boundary)\"", "",
            ] + parts.flatMap { ["--\(boundary)"] + $0.lines } + ["--\(boundary)--"]
        }
    }
}
