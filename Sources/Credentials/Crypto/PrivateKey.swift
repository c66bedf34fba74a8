import COpenSSL

/// A private key. Its bytes stay with OpenSSL, which clears them when the last copy goes.
public struct PrivateKey: Sendable {
    /// The key that checks this one's signatures.
    public let publicKey: PublicKey

    let key: EVPKey
    private let signer: SignatureContext

    /// Which kind of key this is.
    public var algorithm: KeyAlgorithm { publicKey.algorithm }

    /// Makes a new key from the system's randomness; RSA with a modulus of 3072 bits.
    ///
    /// - Throws: ``CryptoError`` (`libraryFailure`).
    public static func generate(_ algorithm: KeyAlgorithm) throws(CryptoError) -> PrivateKey {
        OpenSSLErrors.clear()
        guard let key = EVPKey.generate(algorithm) else {
            throw OpenSSLErrors.drain(
                .libraryFailure, "OpenSSL made no \(algorithm.rawValue) key")
        }
        return try PrivateKey(key)
    }

    /// The key's signature of the message, in the format of ``KeyAlgorithm``.
    ///
    /// Ed25519 and RSA sign the same message the same way each time; ECDSA does not.
    ///
    /// - Throws: ``CryptoError`` (`libraryFailure`).
    public func sign(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
        OpenSSLErrors.clear()
        guard let signature = signer.sign(message) else {
            throw OpenSSLErrors.drain(.libraryFailure, "OpenSSL made no signature")
        }
        guard algorithm.isCurve, let length = algorithm.coordinateLength else { return signature }
        guard let raw = ECDSASignature.raw(der: signature, coordinateLength: length) else {
            throw CryptoError(.malformedSignature, "OpenSSL's signature is not r and s in DER")
        }
        return raw
    }

    /// Takes a key of OpenSSL's if it is of one of our kinds.
    init(_ key: EVPKey) throws(CryptoError) {
        guard let algorithm = key.algorithm else {
            throw CryptoError(
                .unsupportedKey,
                "the private key is none of Ed25519, P-256, P-384, P-521, secp256k1 and RSA of 2048 "
                    + "to 4096 bits")
        }
        publicKey = try PublicKey(half: key, algorithm)
        guard let signer = SignatureContext(signing: key, hash: algorithm.hash) else {
            throw OpenSSLErrors.drain(
                .libraryFailure, "OpenSSL does not sign with \(algorithm.rawValue) keys")
        }
        self.signer = signer
        self.key = key
    }
}

// MARK: - From bare numbers

extension PrivateKey {
    /// The key of 32 bytes of seed (Ed25519, RFC 8032 §5.1.5) or of a scalar (as long as a
    /// coordinate of the curve, big-endian), as test vectors give them.
    ///
    /// - Throws: ``CryptoError``: `malformedKey` for another length or a scalar out of range,
    ///   `unsupportedKey` for RSA.
    public init(_ algorithm: KeyAlgorithm, raw: [UInt8]) throws(CryptoError) {
        guard let length = algorithm.coordinateLength else {
            throw CryptoError(.unsupportedKey, "an RSA private key is not one number")
        }
        guard raw.count == length else {
            throw CryptoError(
                .malformedKey,
                "a private key of \(algorithm.rawValue) has \(length) bytes, this one \(raw.count)")
        }
        var inner =
            algorithm == .ed25519
            ? DER.element(DER.octetString, raw)
            // ECPrivateKey (RFC 5915 §3) without the public half, which OpenSSL then computes.
            : DER.element(
                DER.sequence, DER.unsigned([1]) + DER.element(DER.octetString, raw))
        var info = DER.element(
            DER.sequence,
            DER.unsigned([]) + DER.element(DER.sequence, algorithm.identifier)
                + DER.element(DER.octetString, inner))
        OpenSSLErrors.clear()
        let key = info.withUnsafeBufferPointer(EVPKey.privateKey(pkcs8:))
        SecretBytes.scrub(&inner)
        SecretBytes.scrub(&info)
        guard let key, key.isConsistentPair else {
            throw OpenSSLErrors.drain(
                .malformedKey, "the number is not a private key of \(algorithm.rawValue)")
        }
        try self.init(key)
    }
}

/// Clearing of memory that held a secret.
enum SecretBytes {
    /// Overwrites the array's bytes in a way that the compiler does not remove.
    static func scrub(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
    }
}
