import COpenSSL

/// The SHA-2 hash functions (FIPS 180-4).
public enum Digest {
    /// The SHA-256 hash: 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { hash(bytes, .sha256) }

    /// The SHA-384 hash: 48 bytes.
    public static func sha384(_ bytes: [UInt8]) -> [UInt8] { hash(bytes, .sha384) }

    /// The SHA-512 hash: 64 bytes.
    public static func sha512(_ bytes: [UInt8]) -> [UInt8] { hash(bytes, .sha512) }

    /// The MD5 hash (RFC 1321): 16 bytes; nil where this OpenSSL does not offer it. It protects
    /// against nothing and only fills the check sums that old formats ask for.
    package static func md5(_ bytes: [UInt8]) -> [UInt8]? {
        guard let function = EVP_MD_fetch(nil, "MD5", nil) else {
            OpenSSLErrors.clear()
            return nil
        }
        defer { EVP_MD_free(function) }
        var digest = [UInt8](repeating: 0, count: 16)
        guard EVP_Digest(bytes, bytes.count, &digest, nil, function, nil) == 1 else { return nil }
        return digest
    }

    /// Lower-case hexadecimal, two digits a byte.
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            for (index, byte) in bytes.enumerated() {
                buffer[index * 2] = digits.utf8Start[Int(byte >> 4)]
                buffer[index * 2 + 1] = digits.utf8Start[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }

    private static func hash(_ bytes: [UInt8], _ function: HashFunction) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: function.length) { output, count in
            let done = bytes.withUnsafeBytes { input in
                EVP_Digest(
                    input.baseAddress, input.count, output.baseAddress, nil, function.pointer, nil)
            }
            // Only exhausted memory can make a fetched SHA-2 fail, and Swift traps there too.
            precondition(done == 1, "OpenSSL could not hash")
            count = function.length
        }
    }
}

/// A hash function of OpenSSL's, looked up once: the look-up costs more than a short hash.
///
/// Sendable because a fetched `EVP_MD` is immutable and counted atomically; the three below live
/// as long as the program.
final class HashFunction: @unchecked Sendable {
    let pointer: OpaquePointer
    let length: Int

    private init(_ name: String) {
        guard let pointer = EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure("this OpenSSL has no \(name)")
        }
        self.pointer = pointer
        length = Int(EVP_MD_get_size(pointer))
    }

    static let sha256 = HashFunction("SHA256")
    static let sha384 = HashFunction("SHA384")
    static let sha512 = HashFunction("SHA512")
}
