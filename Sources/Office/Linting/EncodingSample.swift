import CertAuthority
import Spreadsheets

/// Shows how a text of a file reads in an encoding, so that a person can tell whether it is the one.
enum EncodingSample {
    private static let longest = 200

    /// The field around a byte, or nil where it cannot be read in that encoding.
    ///
    /// Commas, semicolons, tabs and line ends are no part of a letter in any of the encodings.
    static func text(_ bytes: [UInt8], at place: Int, in encoding: TextEncoding) -> String? {
        func ends(_ byte: UInt8) -> Bool { [0x09, 0x0A, 0x0D, 0x2C, 0x3B].contains(byte) }
        let start = bytes[..<place].lastIndex(where: ends).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(where: ends) ?? bytes.count
        guard end - start <= longest,
            let text = try? TextConversion.utf8(Array(bytes[start..<end]), from: encoding)
        else { return nil }
        return SourceFault.printable(String(decoding: text, as: UTF8.self))
    }
}
