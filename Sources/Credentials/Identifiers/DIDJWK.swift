public import LinkedData

/// A DID that is a JSON Web Key (did:jwk method): `did:jwk:` and base64url of the key's JSON.
public struct DIDJWK: Sendable, Hashable {
    /// `did:jwk:…`.
    public let did: String
    /// The key.
    public let publicKey: PublicKey
    /// The id of the one verification method: `did:jwk:…#0`.
    public var verificationMethod: String { "\(did)#0" }

    /// Reads a bare `did:jwk` of a key for signatures.
    ///
    /// - Throws: ``IdentifierError``; `unsupportedKey` also where the key says that it is not for
    ///   signatures.
    public init(_ did: String) throws(IdentifierError) {
        let encoded = try DIDURL.methodSpecificID(did, method: "jwk")
        let jwk: JSON
        do {
            jwk = try JSON.parse(
                Base64URL.decode(encoded), limits: JSONLimits(bytes: DIDURL.limit, depth: 4))
        } catch {
            throw IdentifierError(.malformedKey, "the did:jwk is not base64url of JSON: \(error)")
        }
        do throws(CryptoError) {
            publicKey = try PublicKey(jwk: jwk)
        } catch {
            throw IdentifierError(error, in: "the did:jwk")
        }
        self.did = did
    }

    /// The DID of a key: of its JSON with only the members that make it up.
    public init(_ publicKey: PublicKey) {
        self.publicKey = publicKey
        did = "did:jwk:" + Base64URL.encode(publicKey.jwk.compactBytes())
    }

    /// The DID document that the DID stands for, its method a `JsonWebKey`.
    public var document: JSON {
        var jwk = publicKey.jwk.objectValue ?? JSONObject()
        if publicKey.allowedPadding != nil { jwk["alg"] = .string(publicKey.joseNames[0]) }
        return DIDDocument.single(
            did: did, context: "https://w3id.org/security/jwk/v1",
            method: [
                "id": .string(verificationMethod), "type": "JsonWebKey",
                "controller": .string(did), "publicKeyJwk": .object(jwk),
            ])
    }
}
