import COpenSSL

/// A public key that is known to be one: right length, on its curve, of an accepted size.
///
/// The key is decoded once and kept in OpenSSL's form, so keep the value when many signatures are
/// to be checked. Copies share it.
public struct PublicKey: Sendable {
    /// Which kind of key this is.
    public let algorithm: KeyAlgorithm

    /// The key's own bytes, one form for each key: 32 bytes of Ed25519; the uncompressed point
    /// (`04` ‖ x ‖ y) of a curve; RSAPublicKey in DER (RFC 8017 appendix A.1.1).
    let material: [UInt8]
    /// The one padding that whoever published an RSA key allows; nil where both are, and for other
    /// keys.
    let allowedPadding: RSAPadding?
    private let verifier: SignatureContext
    /// For RSASSA-PSS; RSA keys alone have it.
    private let pssVerifier: SignatureContext?

    /// True when the signature is this key's over the message.
    ///
    /// A signature of the wrong length or form is false like any other that does not fit.
    ///
    /// - Parameters:
    ///   - signature: In the format of ``KeyAlgorithm``.
    ///   - message: The signed bytes; hashed here where the algorithm hashes.
    ///   - padding: Of RSA signatures; has no meaning for other keys.
    public func isValid(
        signature: [UInt8], for message: [UInt8], padding: RSAPadding = .pkcs1
    ) -> Bool {
        var native = signature
        var verifier = verifier
        switch algorithm {
        case .ed25519:
            guard signature.count == 64 else { return false }
        case .p256, .p384, .p521, .secp256k1:
            guard let length = algorithm.coordinateLength,
                let der = ECDSASignature.der(raw: signature, coordinateLength: length)
            else { return false }
            native = der
        case .rsa:
            guard allowedPadding == nil || allowedPadding == padding else { return false }
            if padding == .pss {
                guard let pssVerifier else { return false }
                verifier = pssVerifier
            }
        }
        OpenSSLErrors.clear()
        defer { OpenSSLErrors.clear() }
        return verifier.isValid(signature: native, for: message)
    }
}

extension PublicKey: Hashable {
    /// Equal when kind and bytes are, whatever padding is allowed.
    public static func == (left: PublicKey, right: PublicKey) -> Bool {
        left.algorithm == right.algorithm && left.material == right.material
    }

    /// Feeds kind and bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(algorithm)
        hasher.combine(material)
    }
}

// MARK: - Making

extension PublicKey {
    /// The Ed25519 key of 32 bytes.
    ///
    /// - Throws: ``CryptoError`` (`malformedKey`).
    init(ed25519 bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == 32 else {
            throw CryptoError(
                .malformedKey, "an Ed25519 key has 32 bytes, this one has \(bytes.count)")
        }
        OpenSSLErrors.clear()
        guard let key = EVPKey.ed25519(publicKey: bytes) else {
            throw OpenSSLErrors.drain(.libraryFailure, "OpenSSL did not take an Ed25519 key")
        }
        try self.init(key, .ed25519, material: bytes)
    }

    /// The key of a point on a curve of ECDSA, compressed (`02` or `03` ‖ x) or not (`04` ‖ x ‖ y).
    ///
    /// - Throws: ``CryptoError`` (`malformedKey`), also where the point is not on the curve.
    init(_ algorithm: KeyAlgorithm, point: [UInt8]) throws(CryptoError) {
        guard let length = algorithm.coordinateLength, algorithm.isCurve else {
            throw CryptoError(.unsupportedKey, "\(algorithm.rawValue) keys are not curve points")
        }
        let isCompressed = point.first == 0x02 || point.first == 0x03
        guard
            isCompressed && point.count == 1 + length
                || point.first == 0x04 && point.count == 1 + 2 * length
        else {
            throw CryptoError(
                .malformedKey,
                "a point of \(algorithm.rawValue) starts with 02 or 03 and has \(1 + length) "
                    + "bytes, or with 04 and has \(1 + 2 * length)")
        }
        OpenSSLErrors.clear()
        guard let key = EVPKey.curve(algorithm, point: point) else {
            throw OpenSSLErrors.drain(
                .malformedKey, "the point is not on the curve \(algorithm.rawValue)")
        }
        var uncompressed = point
        if isCompressed {
            guard let x = key.number(OSSL_PKEY_PARAM_EC_PUB_X, length: length),
                let y = key.number(OSSL_PKEY_PARAM_EC_PUB_Y, length: length)
            else { throw OpenSSLErrors.drain(.libraryFailure, "OpenSSL gave no coordinates") }
            uncompressed = [0x04] + x + y
        }
        try self.init(key, algorithm, material: uncompressed)
    }

    /// The RSA key of a modulus and an exponent, big-endian without leading zeros.
    ///
    /// - Throws: ``CryptoError``: `unsupportedKey` outside 2048 to 4096 bits, for an exponent
    ///   that is even, below 3 or above 64 bits, and for keys of a generator known to be faulty.
    init(rsaModulus modulus: [UInt8], exponent: [UInt8]) throws(CryptoError) {
        let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        guard RSAKeySize.accepted.contains(bits), let lowest = modulus.last, lowest & 1 == 1 else {
            throw CryptoError(
                .unsupportedKey,
                "an RSA modulus is odd and has \(RSAKeySize.accepted.lowerBound) to "
                    + "\(RSAKeySize.accepted.upperBound) bits, this one has \(bits)")
        }
        guard (1...8).contains(exponent.count), exponent[exponent.count - 1] & 1 == 1,
            exponent != [1]
        else {
            throw CryptoError(
                .unsupportedKey, "an RSA exponent is odd, at least 3 and has at most 64 bits")
        }
        guard !FaultyRSAKey.isMarked(modulus: modulus) else {
            throw CryptoError(
                .unsupportedKey, "the RSA key comes from a faulty generator (CVE-2017-15361)")
        }
        OpenSSLErrors.clear()
        guard let key = EVPKey.rsa(modulus: modulus, exponent: exponent) else {
            throw OpenSSLErrors.drain(.malformedKey, "OpenSSL did not take the RSA key")
        }
        try self.init(
            key, .rsa,
            material: DER.element(DER.sequence, DER.unsigned(modulus) + DER.unsigned(exponent)))
    }

    /// The same key, where whoever published it allows one padding alone.
    ///
    /// Has no effect on keys that are not RSA.
    func allowing(_ padding: RSAPadding) -> PublicKey {
        PublicKey(self, allowedPadding: algorithm == .rsa ? padding : nil)
    }

    private init(_ other: PublicKey, allowedPadding: RSAPadding?) {
        algorithm = other.algorithm
        material = other.material
        verifier = other.verifier
        pssVerifier = other.pssVerifier
        self.allowedPadding = allowedPadding
    }

    private init(
        _ key: EVPKey, _ algorithm: KeyAlgorithm, material: [UInt8]
    ) throws(CryptoError) {
        var pssVerifier: SignatureContext?
        if algorithm == .rsa {
            pssVerifier = SignatureContext(
                verifying: key, hash: algorithm.hash, padding: .pss)
            guard pssVerifier != nil else {
                throw OpenSSLErrors.drain(
                    .libraryFailure, "OpenSSL does not verify RSASSA-PSS with the key")
            }
        }
        guard let verifier = SignatureContext(verifying: key, hash: algorithm.hash) else {
            throw OpenSSLErrors.drain(
                .libraryFailure, "OpenSSL does not verify with \(algorithm.rawValue) keys")
        }
        self.algorithm = algorithm
        self.material = material
        self.verifier = verifier
        self.pssVerifier = pssVerifier
        allowedPadding = nil
    }

    /// The public half of a private key, which serves as this key too.
    init(half key: EVPKey, _ algorithm: KeyAlgorithm) throws(CryptoError) {
        OpenSSLErrors.clear()
        let material: [UInt8]?
        switch algorithm {
        case .ed25519: material = key.rawPublicKey
        case .p256, .p384, .p521, .secp256k1:
            if let x = key.number(OSSL_PKEY_PARAM_EC_PUB_X, length: algorithm.coordinateLength),
                let y = key.number(OSSL_PKEY_PARAM_EC_PUB_Y, length: algorithm.coordinateLength)
            {
                material = [0x04] + x + y
            } else {
                material = nil
            }
        case .rsa:
            if let modulus = key.number(OSSL_PKEY_PARAM_RSA_N),
                let exponent = key.number(OSSL_PKEY_PARAM_RSA_E)
            {
                material = DER.element(
                    DER.sequence, DER.unsigned(modulus) + DER.unsigned(exponent))
            } else {
                material = nil
            }
        }
        guard let material else {
            throw OpenSSLErrors.drain(.libraryFailure, "OpenSSL gave no public half of the key")
        }
        // Decoded anew, so that a public key never keeps a private one in memory.
        switch algorithm {
        case .ed25519: try self.init(ed25519: material)
        case .p256, .p384, .p521, .secp256k1: try self.init(algorithm, point: material)
        case .rsa: try self.init(rsaPublicKey: material[...])
        }
    }
}
