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
        try compressed(bytes[...], window: gzipWindow, flush: Z_FINISH)
    }

    /// Blocks of the format (RFC 1951) without anything around them.
    ///
    /// - Parameter isLast: False where others follow: the last byte is whole, and what follows does
    ///   not refer back to it.
    static func blocks(
        _ bytes: ArraySlice<UInt8>, isLast: Bool
    ) throws(StatusListError) -> [UInt8] {
        try compressed(bytes, window: -15, flush: isLast ? Z_FINISH : Z_FULL_FLUSH)
    }

    private static func compressed(
        _ bytes: ArraySlice<UInt8>, window: Int32, flush: Int32
    ) throws(StatusListError) -> [UInt8] {
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw StatusListError(.libraryFailure, "zlib could not start compressing") }
        defer { deflateEnd(&stream) }
        var input = bytes
        // A flush adds an empty block.
        let bound = Int(deflateBound(&stream, UInt(bytes.count))) + 16
        var output = [UInt8](repeating: 0, count: bound)
        let (code, left) = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target -> (Int32, Int) in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return (deflate(&stream, flush), Int(stream.avail_out))
            }
        }
        guard code == (flush == Z_FINISH ? Z_STREAM_END : Z_OK), left > 0 else {
            throw StatusListError(.libraryFailure, "zlib could not compress")
        }
        output.removeLast(left)
        return output
    }
}
