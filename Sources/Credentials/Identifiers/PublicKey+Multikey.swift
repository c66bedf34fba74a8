extension PublicKey {
    /// Reads a Multikey's `publicKeyMultibase` (Controlled Identifiers 1.0 §2.2.2): `z` and
    /// base58btc of `ed01` ‖ 32 bytes, `8024` ‖ 33 bytes (P-256) or `8124` ‖ 49 bytes (P-384).
    ///
    /// - Throws: ``CryptoError``: `malformedKey` where it is not such text or no key,
    ///   `unsupportedKey` for any other kind.
    public init(multikey: String) throws(CryptoError) {
        guard multikey.utf8.first == UInt8(ascii: "z") else {
            throw CryptoError(.malformedKey, "a Multikey starts with z (base58btc)")
        }
        let bytes: [UInt8]
        do throws(TextCodingError) {
            bytes = try Multibase.decode(multikey)
        } catch {
            throw CryptoError(.malformedKey, "the Multikey is not base58btc: \(error.reason)")
        }
        guard
            let algorithm = KeyAlgorithm.allCases.first(where: { algorithm in
                algorithm.publicMulticodec.map { bytes.starts(with: $0) } ?? false
            })
        else {
            throw CryptoError(
                .unsupportedKey, "the Multikey is none of Ed25519, P-256 and P-384 public keys")
        }
        let key = Array(bytes.dropFirst(2))
        if algorithm == .ed25519 {
            try self.init(ed25519: key)
            return
        }
        guard key.first != 0x04 else {
            throw CryptoError(.malformedKey, "a Multikey holds the compressed point of its curve")
        }
        try self.init(algorithm, point: key)
    }

    /// The key as a Multikey's `publicKeyMultibase`; nil for RSA, which has none.
    public var multikey: String? {
        guard let header = algorithm.publicMulticodec else { return nil }
        var key = material
        if algorithm != .ed25519, let length = algorithm.coordinateLength {
            // The compressed point: the parity of y, then x.
            key = [0x02 | (material[2 * length] & 1)] + material[1...length]
        }
        // 51 bytes at most, so never beyond the bound of base58.
        return try? Multibase.base58btc(header + key)
    }
}

extension PrivateKey {
    /// Reads a Multikey's `secretKeyMultibase` (Controlled Identifiers 1.0 §2.2.2): Ed25519, P-256
    /// or P-384. For test vectors; a key in use lives in an encrypted file.
    ///
    /// - Throws: ``CryptoError``: `malformedKey` or `unsupportedKey`.
    public init(multikeySecret: String) throws(CryptoError) {
        var bytes: [UInt8]
        do throws(TextCodingError) {
            bytes = try Multibase.decode(multikeySecret)
        } catch {
            throw CryptoError(.malformedKey, "the secret Multikey is not multibase text")
        }
        defer { SecretBytes.scrub(&bytes) }
        guard
            let algorithm = KeyAlgorithm.allCases.first(where: { algorithm in
                algorithm.secretMulticodec.map { bytes.starts(with: $0) } ?? false
            })
        else {
            throw CryptoError(
                .unsupportedKey,
                "the secret Multikey is none of Ed25519, P-256 and P-384 private keys")
        }
        try self.init(algorithm, raw: Array(bytes.dropFirst(2)))
    }
}

extension KeyAlgorithm {
    /// The two bytes before a public key in a Multikey.
    var publicMulticodec: [UInt8]? {
        switch self {
        case .ed25519: [0xED, 0x01]
        case .p256: [0x80, 0x24]
        case .p384: [0x81, 0x24]
        case .rsa: nil
        }
    }

    /// The two bytes before a private key in a Multikey's `secretKeyMultibase`.
    var secretMulticodec: [UInt8]? {
        switch self {
        case .ed25519: [0x80, 0x26]
        case .p256: [0x86, 0x26]
        case .p384: [0x87, 0x26]
        case .rsa: nil
        }
    }
}
