import LinkedData

/// The key of a verification method, in whichever of its forms the method gives it.
///
/// A form is read wherever the method's type leaves no doubt of what its bytes are, whether or not
/// the type's own specification lists that form: what decides is the issuer's document, and issuers
/// mix the forms of several years.
struct KeyMaterial {
    private let members: JSONObject

    init(_ members: JSONObject) { self.members = members }

    /// Which kinds of key a type of method may have; nil where any is right.
    private static func algorithms(ofType type: String) throws(CryptoError) -> [KeyAlgorithm]? {
        switch ExactString(type) {
        case "Multikey", "JsonWebKey", "JsonWebKey2020", "JwsVerificationKey2020": return nil
        case "Ed25519VerificationKey2018", "Ed25519VerificationKey2020": return [.ed25519]
        case "EcdsaSecp256k1VerificationKey2019": return [.secp256k1]
        case "EcdsaSecp256r1VerificationKey2019": return [.p256]
        case "RsaVerificationKey2018": return [.rsa]
        default:
            throw CryptoError(
                .unsupportedKey, "methods of the type \"\(type.prefix(60))\" are not known here")
        }
    }

    /// The key.
    ///
    /// Where a method gives its key in several forms, those that are read must be of one key.
    ///
    /// - Throws: ``CryptoError`` that names the type or the form.
    func key(ofType type: String) throws(CryptoError) -> PublicKey {
        let algorithms = try Self.algorithms(ofType: type)
        var found: PublicKey?
        for form in Form.allCases {
            guard let value = members[form.rawValue] else { continue }
            let key = try self.key(value, in: form, algorithms)
            guard algorithms?.contains(key.algorithm) != false else {
                throw CryptoError(
                    .malformedKey,
                    "\"\(form.rawValue)\" is not a key for the type \"\(type.prefix(60))\"")
            }
            guard found == nil || found == key else {
                throw CryptoError(
                    .malformedKey, "\"\(form.rawValue)\" is another key than the form before it")
            }
            // What restricts the use of a key is part of its JSON Web Key.
            found = found?.allowedPadding == nil ? key : found
        }
        guard let found else { throw unread }
        return found
    }

    /// The forms that are read.
    private enum Form: String, CaseIterable {
        case multibase = "publicKeyMultibase"
        case jwk = "publicKeyJwk"
        case base58 = "publicKeyBase58"
    }

    private func key(
        _ value: JSON, in form: Form, _ algorithms: [KeyAlgorithm]?
    ) throws(CryptoError) -> PublicKey {
        if form == .jwk { return try PublicKey(jwk: value) }
        guard let text = value.stringValue else {
            throw CryptoError(.malformedKey, "\"\(form.rawValue)\" is not text")
        }
        // Bytes without a name of their kind are a key only where the type says of which.
        if let algorithm = algorithms?.first,
            let bytes = Self.bytes(text, in: form), let key = Self.bare(bytes, algorithm)
        {
            return try key.get()
        }
        guard form == .multibase else {
            throw CryptoError(
                .malformedKey, "\"\(form.rawValue)\" is no key of the method's type in base58")
        }
        return try PublicKey(multikey: text)
    }

    private static func bytes(_ text: String, in form: Form) -> [UInt8]? {
        form == .base58 ? try? Base58.decode(text) : try? Multibase.decode(text)
    }

    /// A key of bytes that have the length of one of that algorithm; nil for any other length.
    private static func bare(
        _ bytes: [UInt8], _ algorithm: KeyAlgorithm
    ) -> Result<PublicKey, CryptoError>? {
        guard let length = algorithm.coordinateLength else { return nil }
        if algorithm == .ed25519 {
            guard bytes.count == length else { return nil }
            return Result { () throws(CryptoError) in try PublicKey(ed25519: bytes) }
        }
        guard bytes.count == 1 + length || bytes.count == 1 + 2 * length else { return nil }
        return Result { () throws(CryptoError) in try PublicKey(algorithm, point: bytes) }
    }

    /// The fault of a method that has none of the forms that are read.
    private var unread: CryptoError {
        let other = members.members.first { member in
            member.name.utf8.starts(with: "publicKey".utf8)
                || ["ethereumAddress", "blockchainAccountId"].contains(where: member.name.isExactly)
        }
        guard let other else {
            return CryptoError(
                .malformedKey,
                "it has none of \"publicKeyMultibase\", \"publicKeyJwk\" and \"publicKeyBase58\"")
        }
        return CryptoError(
            .unsupportedKey,
            "its form \"\(other.name.prefix(60))\" is not read here, only publicKeyMultibase, "
                + "publicKeyJwk and publicKeyBase58")
    }
}
