import Glibc

/// Brings a text of another encoding into UTF-8 by the C library's tables; strictly, so that no letter
/// is ever replaced or left out.
package enum TextConversion {
    /// Why a text was not converted.
    package enum Failure: Error, Equatable {
        /// Bytes that the encoding does not have, at an offset from the start, on a line from 1.
        case invalid(byte: Int, line: Int)
        /// This machine's C library has no table of the encoding.
        case noTable
    }

    private static let chunk = 64 << 10

    /// The text in UTF-8.
    package static func utf8(
        _ bytes: [UInt8], from encoding: TextEncoding
    ) throws(Failure) -> [UInt8] {
        guard let converter = iconv_open("UTF-8", encoding.converter),
            Int(bitPattern: converter) != -1
        else { throw .noTable }
        defer { iconv_close(converter) }
        var (text, offset, isWhole) = ([UInt8](), 0, true)
        text.reserveCapacity(bytes.count + bytes.count / 2)
        var buffer = [UInt8](repeating: 0, count: chunk)
        // The C library never writes to what it reads, though it takes a pointer that could.
        var input = bytes.map(CChar.init(bitPattern:))
        while offset < bytes.count {
            var (left, room) = (bytes.count - offset, buffer.count)
            var code: CInt = 0
            input.withUnsafeMutableBufferPointer { source in
                buffer.withUnsafeMutableBytes { target in
                    var from = source.baseAddress.map { $0 + offset }
                    var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                    if iconv(converter, &from, &left, &to, &room) == -1 {
                        code = errno
                    }
                }
            }
            text += buffer[..<(buffer.count - room)]
            let isStuck = left == bytes.count - offset && room == buffer.count
            offset = bytes.count - left
            guard code == 0 || code == E2BIG, !isStuck else {
                isWhole = false
                break
            }
        }
        guard isWhole else {
            throw .invalid(byte: offset, line: text.count { $0 == UInt8(ascii: "\n") } + 1)
        }
        return text
    }
}
