public import LinkedData

/// A DID that is a public key (did:key method, W3C CCG report): nothing is looked up.
public struct DIDKey: Sendable, Hashable {
    /// `did:key:z…`.
    public let did: String
    /// The key.
    public let publicKey: PublicKey
    /// The id of the one verification method: `did:key:z…#z…`.
    public let verificationMethod: String

    /// Reads a bare `did:key`.
    ///
    /// - Throws: ``IdentifierError``.
    public init(_ did: String) throws(IdentifierError) {
        let multikey = try DIDURL.methodSpecificID(did, method: "key")
        do throws(CryptoError) {
            publicKey = try PublicKey(multikey: multikey)
        } catch {
            throw IdentifierError(error, in: "the did:key")
        }
        self.did = did
        verificationMethod = "\(did)#\(multikey)"
    }

    /// The DID of a key.
    ///
    /// - Throws: ``IdentifierError`` (`unsupportedKey`) where the key has no Multikey.
    public init(_ publicKey: PublicKey) throws(IdentifierError) {
        guard let multikey = publicKey.multikey else {
            throw IdentifierError(
                .unsupportedKey, "an \(publicKey.algorithm.rawValue) key has no did:key here")
        }
        self.publicKey = publicKey
        did = "did:key:\(multikey)"
        verificationMethod = "\(did)#\(multikey)"
    }

    /// The DID document that the DID stands for, its method a `Multikey`.
    public var document: JSON {
        let multikey = String(verificationMethod.utf8.dropFirst(did.utf8.count + 1)) ?? ""
        return DIDDocument.single(
            did: did, context: "https://w3id.org/security/multikey/v1",
            method: [
                "id": .string(verificationMethod), "type": "Multikey", "controller": .string(did),
                "publicKeyMultibase": .string(multikey),
            ])
    }
}

/// The documents of DIDs that hold their one key themselves.
enum DIDDocument {
    /// A document with one verification method, usable for everything that signs.
    static func single(did: String, context: String, method: JSON) -> JSON {
        var document = JSONObject()
        document["@context"] = ["https://www.w3.org/ns/did/v1", .string(context)]
        document["id"] = .string(did)
        document["verificationMethod"] = [method]
        guard let id = method["id"] else { return .object(document) }
        for relationship in [
            "authentication", "assertionMethod", "capabilityInvocation", "capabilityDelegation",
        ] { document[relationship] = [id] }
        return .object(document)
    }
}
