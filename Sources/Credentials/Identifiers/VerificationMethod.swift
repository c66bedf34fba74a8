import LinkedData

/// A key with its name and its owner (Controlled Identifiers 1.0 §2.2).
public struct VerificationMethod: Sendable, Equatable {
    /// Its absolute URL, mostly a DID with a fragment.
    public let id: String
    /// `Multikey`, `JsonWebKey` or one of the older types that are read.
    public let type: String
    /// The identifier of whoever controls the key.
    public let controller: String
    /// The key.
    public let publicKey: PublicKey
    /// From when the key no longer counts because it was withdrawn.
    public let revoked: Timestamp?
    /// From when the key no longer counts by plan.
    public let expires: Timestamp?

    /// Names a key.
    public init(
        id: String, type: String = "Multikey", controller: String, publicKey: PublicKey,
        revoked: Timestamp? = nil, expires: Timestamp? = nil
    ) {
        self.id = id
        self.type = type
        self.controller = controller
        self.publicKey = publicKey
        self.expires = expires
        self.revoked = revoked
    }
}

extension VerificationMethod {
    /// Reads a method whose id is already resolved.
    ///
    /// - Throws: ``ControllerDocumentError`` (`invalidVerificationMethod`) that names the member.
    init(_ members: JSONObject, id: String) throws(ControllerDocumentError) {
        guard let type = members["type"]?.stringValue else {
            throw Self.fault(id, "has no text member \"type\"")
        }
        guard let controller = members["controller"]?.stringValue else {
            throw Self.fault(id, "has no text member \"controller\"")
        }
        for secret in ["secretKeyMultibase", "secretKeyJwk", "privateKeyJwk"]
        where members[secret] != nil {
            throw Self.fault(id, "shows its private key in \"\(secret)\"")
        }
        self.id = id
        self.type = type
        self.controller = controller
        expires = try Self.instant(members, "expires", id: id)
        revoked = try Self.instant(members, "revoked", id: id)
        do throws(CryptoError) {
            publicKey = try Self.key(members, type: type, id: id)
        } catch {
            throw Self.fault(id, "has no usable key: \(error.reason)")
        }
    }

    private static func key(
        _ members: JSONObject, type: String, id: String
    ) throws(CryptoError) -> PublicKey {
        switch ExactString(type) {
        case "Multikey":
            return try PublicKey(multikey: try multibase(members))
        case "Ed25519VerificationKey2020":
            let key = try PublicKey(multikey: try multibase(members))
            guard key.algorithm == .ed25519 else {
                throw CryptoError(.malformedKey, "\"publicKeyMultibase\" is not an Ed25519 key")
            }
            return key
        case "JsonWebKey", "JsonWebKey2020":
            guard let jwk = members["publicKeyJwk"] else {
                throw CryptoError(.malformedKey, "there is no \"publicKeyJwk\"")
            }
            return try PublicKey(jwk: jwk)
        default:
            throw CryptoError(.unsupportedKey, "methods of its type are not known here")
        }
    }

    private static func multibase(_ members: JSONObject) throws(CryptoError) -> String {
        guard let text = members["publicKeyMultibase"]?.stringValue else {
            throw CryptoError(.malformedKey, "there is no text \"publicKeyMultibase\"")
        }
        return text
    }

    private static func instant(
        _ members: JSONObject, _ name: String, id: String
    ) throws(ControllerDocumentError) -> Timestamp? {
        guard let value = members[name] else { return nil }
        guard let instant = value.stringValue.flatMap({ Timestamp($0) }) else {
            throw fault(id, "has a member \"\(name)\" that is not a dateTimeStamp")
        }
        return instant
    }

    private static func fault(_ id: String, _ what: String) -> ControllerDocumentError {
        ControllerDocumentError(
            .invalidVerificationMethod, "the verification method \(id.prefix(200)) \(what)")
    }
}
