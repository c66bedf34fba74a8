import CZlib

/// Compressed data in memory, in either wrapping of deflate (RFC 1951); the only user of zlib.
package enum Zlib {
    /// What stands around the deflated data.
    package enum Wrapping: Sendable {
        /// A gzip member (RFC 1952).
        case gzip
        /// The zlib format (RFC 1950), as PDF and PNG have it.
        case zlib
        /// Nothing, as in ZIP archives.
        case none

        /// The window of 32 KiB with that wrapping, as `deflateInit2` and `inflateInit2` take it.
        fileprivate var window: Int32 {
            switch self {
            case .gzip: 15 + 16
            case .zlib: 15
            case .none: -15
            }
        }
    }

    /// Why bytes were not compressed or expanded.
    package enum Fault: Error, Sendable, Equatable {
        /// They expand to more than the limit.
        case tooLarge
        /// They are damaged or cut short.
        case damaged
        /// Others follow them.
        case bytesFollow
        /// zlib failed where valid input cannot make it fail.
        case libraryFailure
    }

    private static let chunk = 64 << 10

    /// Compresses at the highest level; the result depends on the input alone (no time stamp).
    package static func compress(
        _ bytes: [UInt8], as wrapping: Wrapping
    ) throws(Fault) -> [UInt8] {
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, Z_BEST_COMPRESSION, Z_DEFLATED, wrapping.window, 8, Z_DEFAULT_STRATEGY,
                ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw .libraryFailure }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let (code, written) = input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            return fill(&output, from: &stream) { deflate($0, Z_FINISH) }
        }
        guard code == Z_STREAM_END else { throw .libraryFailure }
        output.removeLast(output.count - written)
        return output
    }

    /// Expands one compressed whole, never beyond `limit` bytes of output.
    ///
    /// - Parameter allowsTrailing: Whether bytes may follow, such as the line end that PDF allows
    ///   after a stream's data.
    package static func expand(
        _ bytes: [UInt8], as wrapping: Wrapping, limit: Int, allowsTrailing: Bool = false
    ) throws(Fault) -> [UInt8] {
        guard bytes.count <= UInt32.max else { throw .tooLarge }
        var stream = z_stream()
        guard
            inflateInit2_(
                &stream, wrapping.window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        else { throw .libraryFailure }
        defer { inflateEnd(&stream) }
        var input = bytes
        var result: [UInt8] = []
        let code = input.withUnsafeMutableBufferPointer { source -> Int32 in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            // One byte more than the limit tells that there is more.
            var output = [UInt8](repeating: 0, count: min(chunk, max(limit, 0) + 1))
            while true {
                let (code, written) = fill(&output, from: &stream) { inflate($0, Z_NO_FLUSH) }
                result.append(contentsOf: output[..<written])
                guard code == Z_OK, result.count <= limit else { return code }
            }
        }
        guard result.count <= limit else { throw .tooLarge }
        guard code == Z_STREAM_END else { throw .damaged }
        guard allowsTrailing || stream.avail_in == 0 else { throw .bytesFollow }
        return result
    }

    /// Runs one step that writes into `output` and says how much it wrote.
    private static func fill(
        _ output: inout [UInt8], from stream: inout z_stream,
        _ step: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> (code: Int32, written: Int) {
        output.withUnsafeMutableBufferPointer { target in
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            let code = step(&stream)
            return (code, target.count - Int(stream.avail_out))
        }
    }
}
