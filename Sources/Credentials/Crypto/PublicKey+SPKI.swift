extension PublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) in DER, as in X.509 and `PUBLIC KEY` files.
    ///
    /// - Throws: ``CryptoError``: `malformedKey` where the bytes are not one, `unsupportedKey` for
    ///   any other kind of key than ``KeyAlgorithm`` has.
    public init(spki: [UInt8]) throws(CryptoError) {
        var outer = DERReader(spki)
        guard var info = outer.sequence(), outer.isAtEnd,
            let identifier = info.element(DER.sequence), let bits = info.element(DER.bitString),
            info.isAtEnd, bits.first == 0
        else {
            throw CryptoError(.malformedKey, "the bytes are not a SubjectPublicKeyInfo in DER")
        }
        guard
            let algorithm = KeyAlgorithm.allCases.first(where: {
                identifier.elementsEqual($0.identifier)
            })
        else {
            throw CryptoError(
                .unsupportedKey,
                "the key is none of Ed25519, RSA and the named curves P-256, P-384, P-521 and "
                    + "secp256k1")
        }
        let material = bits.dropFirst()
        switch algorithm {
        case .ed25519: try self.init(ed25519: Array(material))
        case .p256, .p384, .p521, .secp256k1:
            try self.init(algorithm, point: Array(material))
        case .rsa: try self.init(rsaPublicKey: material)
        }
    }

    /// Reads a PEM file with one block `PUBLIC KEY`.
    ///
    /// - Throws: ``CryptoError`` as for ``init(spki:)``, and where the text is not such a file.
    public init(pem: String) throws(CryptoError) {
        let block = try PEM(pem)
        guard block.label == "PUBLIC KEY" else {
            throw CryptoError(
                .malformedKey, "the PEM block is \"\(block.label.prefix(60))\", not \"PUBLIC KEY\"")
        }
        try self.init(spki: block.bytes)
    }

    /// The SubjectPublicKeyInfo in DER; points uncompressed.
    public var spki: [UInt8] { Self.spki(algorithm, material: material) }

    /// The key as a PEM file with one block `PUBLIC KEY`.
    public var pem: String { PEM(label: "PUBLIC KEY", bytes: spki).text }

    static func spki(_ algorithm: KeyAlgorithm, material: [UInt8]) -> [UInt8] {
        DER.element(
            DER.sequence,
            DER.element(DER.sequence, algorithm.identifier)
                + DER.element(DER.bitString, [0] + material))
    }

    /// Reads RSAPublicKey in DER (RFC 8017 appendix A.1.1).
    init(rsaPublicKey material: ArraySlice<UInt8>) throws(CryptoError) {
        var outer = DERReader(material)
        guard var numbers = outer.sequence(), outer.isAtEnd, let modulus = numbers.unsigned(),
            let exponent = numbers.unsigned(), numbers.isAtEnd
        else { throw CryptoError(.malformedKey, "the RSA key is not two numbers in DER") }
        try self.init(rsaModulus: Array(modulus), exponent: Array(exponent))
    }

    /// Modulus and exponent of an RSA key, big-endian without leading zeros; nil for other keys.
    var rsaNumbers: (modulus: [UInt8], exponent: [UInt8])? {
        guard algorithm == .rsa else { return nil }
        var outer = DERReader(material)
        guard var numbers = outer.sequence(), let modulus = numbers.unsigned(),
            let exponent = numbers.unsigned()
        else { return nil }
        return (Array(modulus), Array(exponent))
    }
}
