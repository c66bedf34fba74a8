import COpenSSL

/// One of OpenSSL's signing or verifying contexts, set up with its key and never used itself: each
/// use copies it.
///
/// Setting up costs about 1.7 µs, a copy 0.1 µs, and an Ed25519 signature 24 µs.
///
/// Sendable because the pointer is private to this class, is set once, and copying only reads what
/// it points to; the parts that copies share are counted atomically. `deinit` is the only place
/// that frees it. The context holds its own reference to the key.
final class SignatureContext: @unchecked Sendable {
    private let template: OpaquePointer
    private let signatureLimit: Int

    /// A context that signs, or nil where OpenSSL does not allow it.
    init?(signing key: EVPKey, hash: HashFunction?) {
        guard let template = EVP_MD_CTX_new() else { return nil }
        let (done, limit) = key.withPointer { key in
            (
                EVP_DigestSignInit(template, nil, hash?.pointer, nil, key),
                Int(EVP_PKEY_get_size(key))
            )
        }
        guard done == 1 else {
            EVP_MD_CTX_free(template)
            return nil
        }
        self.template = template
        signatureLimit = limit
    }

    /// A context that verifies, or nil where OpenSSL does not allow it.
    ///
    /// - Parameter padding: For an RSA key; other keys have none.
    init?(verifying key: EVPKey, hash: HashFunction?, padding: RSAPadding = .pkcs1) {
        guard let template = EVP_MD_CTX_new() else { return nil }
        var parameters: OpaquePointer?
        var done = key.withPointer { key in
            EVP_DigestVerifyInit(template, &parameters, hash?.pointer, nil, key)
        }
        if done == 1, padding == .pss {
            // The hash of MGF1 is the message's unless said otherwise.
            let isSet =
                EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1
            done = isSet ? 1 : 0
        }
        guard done == 1 else {
            EVP_MD_CTX_free(template)
            return nil
        }
        self.template = template
        signatureLimit = 0
    }

    deinit { EVP_MD_CTX_free(template) }

    /// OpenSSL's signature of the message; DER for the elliptic curves.
    func sign(_ message: [UInt8]) -> [UInt8]? {
        guard let context = copy() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        var length = signatureLimit
        var done: Int32 = 0
        let signature = [UInt8](unsafeUninitializedCapacity: length) { output, count in
            done = EVP_DigestSign(context, output.baseAddress, &length, message, message.count)
            count = done == 1 ? length : 0
        }
        return done == 1 ? signature : nil
    }

    /// True when the signature, DER for the elliptic curves, is the key's over the message.
    func isValid(signature: [UInt8], for message: [UInt8]) -> Bool {
        guard let context = copy() else { return false }
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    private func copy() -> OpaquePointer? {
        guard let context = EVP_MD_CTX_new() else { return nil }
        guard EVP_MD_CTX_copy_ex(context, template) == 1 else {
            EVP_MD_CTX_free(context)
            return nil
        }
        return context
    }
}
