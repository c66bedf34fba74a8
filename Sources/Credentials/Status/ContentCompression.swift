import CZlib

/// Gzip (RFC 1952) of what is served: quick rather than smallest.
package enum ContentCompression {
    /// Window of 32 KiB with a gzip header, as `deflateInit2` takes it.
    private static let gzipWindow: Int32 = 15 + 16
    /// zlib's own measure between time and size.
    private static let level: Int32 = 6

    /// Compresses; the result depends on the input alone (no time stamp).
    ///
    /// - Throws: ``StatusListError`` with the code `libraryFailure` when zlib fails.
    package static func gzip(_ bytes: [UInt8]) throws(StatusListError) -> [UInt8] {
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw StatusListError(.libraryFailure, "zlib could not start compressing") }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let (code, left) = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target -> (Int32, Int) in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return (deflate(&stream, Z_FINISH), Int(stream.avail_out))
            }
        }
        guard code == Z_STREAM_END else {
            throw StatusListError(.libraryFailure, "zlib could not compress")
        }
        output.removeLast(left)
        return output
    }
}
