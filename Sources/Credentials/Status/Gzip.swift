/// Gzip (RFC 1952) as status lists use it.
enum Gzip {
    /// Compresses at the highest level; the result depends on the input alone (no time stamp).
    static func compress(_ bytes: [UInt8]) throws(StatusListError) -> [UInt8] {
        do throws(Zlib.Fault) {
            return try Zlib.compress(bytes, as: .gzip)
        } catch {
            throw StatusListError(.libraryFailure, "zlib could not compress the list")
        }
    }

    /// Expands one gzip member, never beyond `limit` bytes of output.
    static func expand(_ bytes: [UInt8], limit: Int) throws(StatusListError) -> [UInt8] {
        do throws(Zlib.Fault) {
            return try Zlib.expand(bytes, as: .gzip, limit: limit)
        } catch {
            switch error {
            case .tooLarge:
                throw StatusListError(.tooLarge, "the list expands to more than \(limit) bytes")
            case .damaged:
                throw StatusListError(.malformed, "the compressed list is damaged or cut short")
            case .bytesFollow:
                throw StatusListError(.malformed, "bytes follow the compressed list")
            case .libraryFailure:
                throw StatusListError(.libraryFailure, "zlib could not start expanding")
            }
        }
    }
}
