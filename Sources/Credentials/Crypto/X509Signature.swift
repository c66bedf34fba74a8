import COpenSSL

/// Checks of certificates' signatures, of whatever algorithm OpenSSL knows.
enum X509Signature {
    /// True when the one certificate, in DER, is signed with the key of the other.
    static func isValid(of certificate: [UInt8], by authority: [UInt8]) -> Bool {
        OpenSSLErrors.clear()
        defer { OpenSSLErrors.clear() }
        guard let certificate = decoded(certificate) else { return false }
        defer { X509_free(certificate) }
        guard let authority = decoded(authority) else { return false }
        defer { X509_free(authority) }
        guard let key = X509_get0_pubkey(authority) else { return false }
        return X509_verify(certificate, key) == 1
    }

    /// The caller frees it.
    private static func decoded(_ bytes: [UInt8]) -> OpaquePointer? {
        bytes.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            return d2i_X509(nil, &next, buffer.count)
        }
    }
}
