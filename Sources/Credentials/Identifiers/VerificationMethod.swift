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
    /// The `kid` of the method's JSON Web Key, where it has one.
    let keyName: String?
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
        keyName = nil
        self.expires = expires
        self.revoked = revoked
    }
}

extension VerificationMethod {
    /// Reads a method whose id is already resolved.
    ///
    /// - Throws: ``ControllerDocumentError`` (`invalidVerificationMethod`) that names the member;
    ///   its meaning is `unreadable` where it is the key that cannot be used.
    init(_ members: JSONObject, id: String) throws(ControllerDocumentError) {
        guard let type = members["type"]?.stringValue else {
            throw Self.fault(id, "has no text member \"type\"", .unreadable)
        }
        guard let controller = members["controller"]?.stringValue else {
            throw Self.fault(id, "has no text member \"controller\"", .unreadable)
        }
        for secret in ["secretKeyMultibase", "secretKeyJwk", "privateKeyJwk", "privateKeyBase58"]
        where members[secret] != nil {
            throw Self.fault(id, "shows its private key in \"\(secret)\"", .unreadable)
        }
        self.id = id
        self.type = type
        self.controller = controller
        keyName = members["publicKeyJwk"]?["kid"]?.stringValue
        expires = try Self.instant(members, "expires", id: id)
        revoked = try Self.instant(members, "revoked", id: id)
        do throws(CryptoError) {
            publicKey = try KeyMaterial(members).key(ofType: type)
        } catch {
            throw Self.fault(id, "has no usable key: \(error.reason)", .unreadable)
        }
    }

    private static func instant(
        _ members: JSONObject, _ name: String, id: String
    ) throws(ControllerDocumentError) -> Timestamp? {
        guard let value = members[name] else { return nil }
        guard let instant = value.stringValue.flatMap({ Timestamp($0) }) else {
            throw fault(id, "has a member \"\(name)\" that is not a dateTimeStamp", .unreadable)
        }
        return instant
    }

    private static func fault(
        _ id: String, _ what: String, _ meaning: ControllerDocumentError.Meaning = .denied
    ) -> ControllerDocumentError {
        ControllerDocumentError(
            .invalidVerificationMethod, "the verification method \(id.prefix(200)) \(what)",
            meaning: meaning)
    }
}

extension VerificationMethod {
    /// True when a token's `kid` means this method: its id, the fragment of its id with or without
    /// the number sign, the `kid` of its JSON Web Key, or the key's thumbprint (RFC 7638), bare or
    /// as a URN (RFC 9278).
    func isNamed(_ name: String) -> Bool {
        if id.isExactly(name) || keyName?.isExactly(name) == true { return true }
        if let hash = id.utf8.firstIndex(of: UInt8(ascii: "#")) {
            let fragment = String(id[hash...])
            if fragment.isExactly(name) || fragment.isExactly("#" + name) { return true }
        }
        let urn = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"
        let thumbprint = publicKey.jwkThumbprint
        return thumbprint.isExactly(name) || (urn + thumbprint).isExactly(name)
    }
}
