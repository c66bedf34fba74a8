import CZlib

/// Gzip (RFC 1952) in memory; the only user of zlib.
enum Gzip {
    /// Window of 32 KiB with a gzip header, as `deflateInit2` and `inflateInit2` take it.
    private static let gzipWindow = 15 + 16
    private static let chunk = 64 << 10

    /// Compresses at the highest level; the result depends on the input alone (no time stamp).
    static func compress(_ bytes: [UInt8]) throws(StatusListError) -> [UInt8] {
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, Z_BEST_COMPRESSION, Z_DEFLATED, Int32(gzipWindow), 8, Z_DEFAULT_STRATEGY,
                ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw StatusListError(.libraryFailure, "zlib could not start compressing") }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let (code, written) = input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            return fill(&output, from: &stream) { deflate($0, Z_FINISH) }
        }
        guard code == Z_STREAM_END else {
            throw StatusListError(.libraryFailure, "zlib could not compress the list")
        }
        output.removeLast(output.count - written)
        return output
    }

    /// Expands one gzip member, never beyond `limit` bytes of output.
    static func expand(_ bytes: [UInt8], limit: Int) throws(StatusListError) -> [UInt8] {
        var stream = z_stream()
        guard
            inflateInit2_(
                &stream, Int32(gzipWindow), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        else { throw StatusListError(.libraryFailure, "zlib could not start expanding") }
        defer { inflateEnd(&stream) }
        var input = bytes
        var result: [UInt8] = []
        let code = input.withUnsafeMutableBufferPointer { source -> Int32 in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            var output = [UInt8](repeating: 0, count: chunk)
            while true {
                let (code, written) = fill(&output, from: &stream) { inflate($0, Z_NO_FLUSH) }
                result.append(contentsOf: output[..<written])
                guard code == Z_OK, result.count <= limit else { return code }
            }
        }
        guard result.count <= limit else {
            throw StatusListError(.tooLarge, "the list expands to more than \(limit) bytes")
        }
        guard code == Z_STREAM_END else {
            throw StatusListError(.malformed, "the compressed list is damaged or cut short")
        }
        guard stream.avail_in == 0 else {
            throw StatusListError(.malformed, "bytes follow the compressed list")
        }
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
