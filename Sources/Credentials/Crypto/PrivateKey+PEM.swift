import COpenSSL

extension PrivateKey {
    /// Reads a PEM file with one block `ENCRYPTED PRIVATE KEY`: PKCS#8 under PBES2 (RFC 5958 §3,
    /// RFC 8018 §6.2), as this type, OpenSSL and most others write it.
    ///
    /// - Parameters:
    ///   - text: The whole file.
    ///   - passphrase: Its bytes, exactly; a newline at the end counts.
    /// - Throws: ``CryptoError``: `wrongPassphrase`, `unencryptedKey`, `malformedKey` or
    ///   `unsupportedKey`.
    public init(encryptedPEM text: String, passphrase: [UInt8]) throws(CryptoError) {
        let block = try PEM(text)
        guard block.label == "ENCRYPTED PRIVATE KEY" else {
            throw Self.refusal(label: block.label)
        }
        OpenSSLErrors.clear()
        let envelope = try Self.envelope(block.bytes)
        defer { X509_SIG_free(envelope) }
        // The cipher runs here and nowhere else, so a failure means the passphrase, or bytes that
        // no passphrase opens.
        guard let info = Self.withCharacters(passphrase, { PKCS8_decrypt(envelope, $0, $1) }) else {
            throw Self.decryptionFault()
        }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        guard let key = EVPKey.privateKey(info: info) else {
            throw OpenSSLErrors.drain(
                .malformedKey, "the file opens, but what is inside is not a private key")
        }
        guard key.algorithm == nil || key.isConsistentPair else {
            throw OpenSSLErrors.drain(
                .malformedKey, "the private key in the file does not belong to its public half")
        }
        try self.init(key)
    }

    /// The key as a PEM file with one block `ENCRYPTED PRIVATE KEY`: PKCS#8 under PBES2 with scrypt
    /// (RFC 7914; N 2^14, r 8, p 5, a fresh salt) and AES-256-CBC.
    ///
    /// - Throws: ``CryptoError``: `emptyPassphrase`, `randomnessUnavailable` or `libraryFailure`.
    public func encryptedPEM(passphrase: [UInt8]) throws(CryptoError) -> String {
        guard !passphrase.isEmpty else {
            throw CryptoError(.emptyPassphrase, "a private key is not written with no passphrase")
        }
        var salt = try SecureRandom.bytes(16)
        OpenSSLErrors.clear()
        guard let info = key.withPointer({ EVP_PKEY2PKCS8($0) }) else {
            throw OpenSSLErrors.drain(.libraryFailure, "OpenSSL did not encode the key")
        }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        guard
            let parameters = PKCS5_pbe2_set_scrypt(
                EVP_aes_256_cbc(), &salt, Int32(salt.count), nil, Scrypt.cost, Scrypt.blockSize,
                Scrypt.parallelism)
        else { throw OpenSSLErrors.drain(.libraryFailure, "OpenSSL did not take the parameters") }
        let sealed = Self.withCharacters(passphrase) {
            PKCS8_set0_pbe($0, $1, info, parameters)
        }
        guard let sealed else {
            // Only success hands the parameters over.
            X509_ALGOR_free(parameters)
            throw OpenSSLErrors.drain(.libraryFailure, "OpenSSL did not encrypt the key")
        }
        defer { X509_SIG_free(sealed) }
        var encoded: UnsafeMutablePointer<UInt8>?
        let length = i2d_X509_SIG(sealed, &encoded)
        guard length > 0, let encoded else {
            throw OpenSSLErrors.drain(.libraryFailure, "OpenSSL did not write the key")
        }
        defer { CRYPTO_free(encoded, #file, #line) }
        let bytes = Array(UnsafeBufferPointer(start: encoded, count: Int(length)))
        return PEM(label: "ENCRYPTED PRIVATE KEY", bytes: bytes).text
    }

    /// Decodes EncryptedPrivateKeyInfo and sees that it is under PBES2; the caller frees it.
    private static func envelope(_ bytes: [UInt8]) throws(CryptoError) -> OpaquePointer {
        let decoded = bytes.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            let envelope = d2i_X509_SIG(nil, &next, buffer.count)
            return (envelope, isWhole: next == buffer.baseAddress?.advanced(by: buffer.count))
        }
        guard let envelope = decoded.0 else {
            throw OpenSSLErrors.drain(
                .malformedKey,
                "the file's contents are not an encrypted PKCS#8 key; "
                    + "it may be cut short")
        }
        var scheme: UnsafePointer<X509_ALGOR>?
        X509_SIG_get0(envelope, &scheme, nil)
        var object: OpaquePointer?
        X509_ALGOR_get0(&object, nil, nil, scheme)
        guard decoded.isWhole, OBJ_obj2nid(object) == NID_pbes2 else {
            X509_SIG_free(envelope)
            throw decoded.isWhole
                ? CryptoError(
                    .unsupportedKey,
                    "the key is encrypted in an old, weak way; write it anew with "
                        + "`openssl pkcs8 -topk8 -v2 aes-256-cbc`")
                : CryptoError(.malformedKey, "more bytes follow the encrypted key in the file")
        }
        return envelope
    }

    private static func refusal(label: String) -> CryptoError {
        if label == "PRIVATE KEY" || label.hasSuffix(" PRIVATE KEY") {
            return CryptoError(
                .unencryptedKey,
                "the file holds a \"\(label.prefix(60))\", which is not encrypted as it must be; encrypt it "
                    + "with `openssl pkcs8 -topk8 -v2 aes-256-cbc -scrypt`")
        }
        return CryptoError(
            .malformedKey, "the PEM block is \"\(label.prefix(60))\", not \"ENCRYPTED PRIVATE KEY\""
        )
    }

    /// What the queue says of a failed decryption: parameters that this build cannot follow, or
    /// else the passphrase.
    private static func decryptionFault() -> CryptoError {
        let first = ERR_peek_error()
        let reason = ERR_GET_REASON(first)
        let unsupported = [
            EVP_R_UNSUPPORTED_CIPHER, EVP_R_UNSUPPORTED_PRF, EVP_R_UNSUPPORTED_KEYLENGTH,
            EVP_R_UNSUPPORTED_KEY_DERIVATION_FUNCTION, EVP_R_UNSUPPORTED_SALT_TYPE,
            EVP_R_UNKNOWN_PBE_ALGORITHM, EVP_R_UNSUPPORTED_ALGORITHM,
        ]
        if ERR_GET_LIB(first) == ERR_LIB_EVP, unsupported.contains(reason) {
            return OpenSSLErrors.drain(
                .unsupportedKey, "the key is encrypted in a way that is not taken")
        }
        OpenSSLErrors.clear()
        return CryptoError(
            .wrongPassphrase,
            "the passphrase does not open the private key (or the file's encrypted part is "
                + "damaged)")
    }

    /// Lends the passphrase's own memory to OpenSSL, so that no copy is left behind.
    private static func withCharacters<Result>(
        _ passphrase: [UInt8], _ body: (UnsafePointer<CChar>?, Int32) -> Result
    ) -> Result {
        passphrase.withUnsafeBytes { bytes in
            body(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
    }
}

/// What a guess at a passphrase costs: about 16 MiB and a quarter of a second of one core. More
/// memory than OpenSSL's own bound of 32 MiB, and other programs could not open the file.
private enum Scrypt {
    static let cost: UInt64 = 1 << 14
    static let blockSize: UInt64 = 8
    static let parallelism: UInt64 = 5
}
