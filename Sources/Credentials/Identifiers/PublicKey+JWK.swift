public import LinkedData

extension PublicKey {
    /// Reads a JSON Web Key (RFC 7517): `OKP` with `Ed25519` (RFC 8037 §2), `EC` with `P-256`,
    /// `P-384`, `P-521` (RFC 7518 §6.2.1) or `secp256k1` (RFC 8812 §3.1), or `RSA` (§6.3.1).
    ///
    /// Where the key says what it is for, that must be the signatures of its ``KeyAlgorithm``:
    /// `use` is `sig`, `key_ops` has `verify`, `alg` is the algorithm's; an RSA key with an `alg`
    /// verifies by that alone. A key that shows its private half is refused: its owner has lost
    /// it.
    ///
    /// - Throws: ``CryptoError`` that names the member: `malformedKey` where it is missing or
    ///   wrong, `unsupportedKey` for any other type, curve or size.
    public init(jwk: JSON) throws(CryptoError) {
        guard let members = jwk.objectValue else {
            throw CryptoError(.malformedKey, "a JWK is a JSON object")
        }
        guard members["d"] == nil, members["k"] == nil else {
            throw CryptoError(
                .malformedKey, "the JWK shows private key material; only public keys are taken")
        }
        try Self.checkUse(members)
        switch ExactString(try Self.text(members, "kty")) {
        case "OKP":
            guard try Self.text(members, "crv").isExactly("Ed25519") else {
                throw CryptoError(.unsupportedKey, "the JWK's crv is not Ed25519")
            }
            try self.init(ed25519: try Self.octets(members, "x", count: 32))
        case "EC":
            let curve = try Self.text(members, "crv")
            guard
                let algorithm = KeyAlgorithm.allCases.first(where: {
                    $0.joseCurve?.isExactly(curve) == true
                }), let length = algorithm.coordinateLength
            else {
                throw CryptoError(
                    .unsupportedKey, "the JWK's crv is not P-256, P-384, P-521 or secp256k1")
            }
            let x = try Self.octets(members, "x", count: length)
            let y = try Self.octets(members, "y", count: length)
            try self.init(algorithm, point: [0x04] + x + y)
        case "RSA":
            let modulus = try Self.octets(members, "n")
            let exponent = try Self.octets(members, "e")
            guard modulus.first != 0, exponent.first != 0 else {
                throw CryptoError(.malformedKey, "n or e of the JWK has a leading zero byte")
            }
            try self.init(rsaModulus: modulus, exponent: exponent)
        default:
            throw CryptoError(.unsupportedKey, "the JWK's kty is not OKP, EC or RSA")
        }
        if let stated = members["alg"] {
            guard let name = stated.stringValue,
                algorithm.joseNames.contains(where: name.isExactly)
            else {
                throw CryptoError(
                    .unsupportedKey,
                    "the JWK's alg is not \(algorithm.joseNames.joined(separator: " or "))")
            }
            self = allowing(RSAPadding(joseName: name))
        }
    }

    /// The key as a JSON Web Key with only the members that make it up, in the order of RFC 7638
    /// §3.2, so that its compact bytes are what a thumbprint hashes.
    public var jwk: JSON {
        switch algorithm {
        case .ed25519:
            return ["crv": "Ed25519", "kty": "OKP", "x": .string(Base64URL.encode(material))]
        case .p256, .p384, .p521, .secp256k1:
            let half = (material.count - 1) / 2
            return [
                "crv": .string(algorithm.joseCurve ?? ""), "kty": "EC",
                "x": .string(Base64URL.encode(Array(material[1...half]))),
                "y": .string(Base64URL.encode(Array(material[(half + 1)...]))),
            ]
        case .rsa:
            let numbers = rsaNumbers ?? ([], [])
            return [
                "e": .string(Base64URL.encode(numbers.exponent)), "kty": "RSA",
                "n": .string(Base64URL.encode(numbers.modulus)),
            ]
        }
    }

    /// The SHA-256 thumbprint of the key (RFC 7638), base64url.
    public var jwkThumbprint: String { Base64URL.encode(Digest.sha256(jwk.compactBytes())) }

    private static func checkUse(_ members: JSONObject) throws(CryptoError) {
        guard members["use"] == nil || members["use"] == "sig" else {
            throw CryptoError(.unsupportedKey, "the JWK is not for signatures: use is not \"sig\"")
        }
        guard let operations = members["key_ops"] else { return }
        guard operations.arrayValue?.contains("verify") == true else {
            throw CryptoError(.unsupportedKey, "the JWK's key_ops has no \"verify\"")
        }
    }

    private static func text(_ members: JSONObject, _ name: String) throws(CryptoError) -> String {
        guard let text = members[name]?.stringValue else {
            throw CryptoError(.malformedKey, "the JWK has no text member \"\(name)\"")
        }
        return text
    }

    private static func octets(
        _ members: JSONObject, _ name: String, count: Int? = nil
    ) throws(CryptoError) -> [UInt8] {
        let text = try text(members, name)
        let bytes: [UInt8]
        do throws(TextCodingError) {
            bytes = try Base64URL.decode(text)
        } catch {
            throw CryptoError(.malformedKey, "the JWK's \"\(name)\": \(error.reason)")
        }
        guard count == nil || bytes.count == count else {
            throw CryptoError(
                .malformedKey,
                "the JWK's \"\(name)\" has \(bytes.count) bytes instead of \(count ?? 0)")
        }
        return bytes
    }
}

extension KeyAlgorithm {
    /// The names of the signature algorithm in JOSE (RFC 7518 §3.1, RFC 8037 §3.1, RFC 8812
    /// §3.2, RFC 9864 §2.2), the one to write first.
    var joseNames: [String] {
        switch self {
        case .ed25519: ["EdDSA", "Ed25519"]
        case .p256: ["ES256"]
        case .p384: ["ES384"]
        case .p521: ["ES512"]
        case .secp256k1: ["ES256K"]
        case .rsa: ["RS256", "PS256"]
        }
    }

    /// The curve's name in a JSON Web Key of the type `EC`.
    var joseCurve: String? {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        case .secp256k1: "secp256k1"
        case .ed25519, .rsa: nil
        }
    }
}

extension RSAPadding {
    /// The padding of an algorithm of JOSE; has no meaning for those that are not RSA's.
    init(joseName: String) { self = joseName.isExactly("PS256") ? .pss : .pkcs1 }
}

extension PublicKey {
    /// The names in JOSE of the algorithms by which the key verifies.
    var joseNames: [String] {
        guard let allowedPadding else { return algorithm.joseNames }
        return algorithm.joseNames.filter { RSAPadding(joseName: $0) == allowedPadding }
    }
}
