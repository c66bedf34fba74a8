import LinkedData

extension PublicKey {
    /// Reads a Multikey's `publicKeyMultibase` (Controlled Identifiers 1.0 §2.2.2) or what stands in
    /// a `did:key` (did:key method §2.1.2): `z` and base58btc, or `u` and base64url, of a multicodec
    /// and the key: `ed01` ‖ 32 bytes (Ed25519), `8024`, `8124`, `8224` or `e701` ‖ a compressed
    /// point (P-256, P-384, P-521, secp256k1), `8524` ‖ RSAPublicKey in DER, `d1d603` ‖ the JSON of
    /// a JSON Web Key.
    ///
    /// - Throws: ``CryptoError``: `malformedKey` where it is not such text or no key,
    ///   `unsupportedKey` for any other kind.
    public init(multikey: String) throws(CryptoError) {
        let first = multikey.utf8.first
        guard first == UInt8(ascii: "z") || first == UInt8(ascii: "u") else {
            throw CryptoError(
                .malformedKey, "a Multikey starts with z (base58btc) or u (base64url)")
        }
        let bytes: [UInt8]
        do throws(TextCodingError) {
            bytes = try Multibase.decode(multikey)
        } catch {
            throw CryptoError(.malformedKey, "the Multikey cannot be decoded: \(error.reason)")
        }
        if bytes.starts(with: Self.jwkMulticodec) {
            try self.init(multikeyJSON: Array(bytes.dropFirst(Self.jwkMulticodec.count)))
            return
        }
        guard
            let algorithm = KeyAlgorithm.allCases.first(where: {
                bytes.starts(with: $0.publicMulticodec)
            })
        else {
            throw CryptoError(
                .unsupportedKey,
                "the Multikey is none of Ed25519, P-256, P-384, P-521, secp256k1, RSA and JWK public "
                    + "keys")
        }
        let key = Array(bytes.dropFirst(2))
        switch algorithm {
        case .ed25519: try self.init(ed25519: key)
        case .rsa: try self.init(rsaPublicKey: key[...])
        case .p256, .p384, .p521, .secp256k1:
            guard key.first != 0x04 else {
                throw CryptoError(
                    .malformedKey, "a Multikey holds the compressed point of its curve")
            }
            try self.init(algorithm, point: key)
        }
    }

    /// The bytes before a JSON Web Key in canonical JSON (multicodec `jwk_jcs-pub`, 0xEB51).
    private static let jwkMulticodec: [UInt8] = [0xD1, 0xD6, 0x03]

    private init(multikeyJSON bytes: [UInt8]) throws(CryptoError) {
        let jwk: JSON
        do throws(JSONError) {
            jwk = try JSON.parse(bytes, limits: JSONLimits(bytes: DIDURL.limit, depth: 4))
        } catch {
            throw CryptoError(.malformedKey, "the Multikey's JSON Web Key is not JSON: \(error)")
        }
        try self.init(jwk: jwk)
    }

    /// The key as a Multikey's `publicKeyMultibase`.
    public var multikey: String? {
        var key = material
        if algorithm.isCurve, let length = algorithm.coordinateLength {
            // The compressed point: the parity of y, then x.
            key = [0x02 | (material[2 * length] & 1)] + material[1...length]
        }
        // 528 bytes at most, so never beyond the bound of base58.
        return try? Multibase.base58btc(algorithm.publicMulticodec + key)
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
    var publicMulticodec: [UInt8] {
        switch self {
        case .ed25519: [0xED, 0x01]
        case .p256: [0x80, 0x24]
        case .p384: [0x81, 0x24]
        case .p521: [0x82, 0x24]
        case .secp256k1: [0xE7, 0x01]
        case .rsa: [0x85, 0x24]
        }
    }

    /// The two bytes before a private key in a Multikey's `secretKeyMultibase`.
    var secretMulticodec: [UInt8]? {
        switch self {
        case .ed25519: [0x80, 0x26]
        case .p256: [0x86, 0x26]
        case .p384: [0x87, 0x26]
        case .p521, .secp256k1, .rsa: nil
        }
    }
}
