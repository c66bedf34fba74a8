import Credentials
import LinkedData
import Testing

/// An issuer that no installation knows: its identifier is its key.
struct Stranger {
    let key: PrivateKey
    let identity: DIDKey

    init(_ algorithm: KeyAlgorithm = .ed25519) throws {
        key = try PrivateKey.generate(algorithm)
        identity = try DIDKey(key.publicKey)
    }

    /// A badge with a name, without a status; members can be added or replaced.
    func badge(
        id: String = "urn:uuid:6e4f8f3a-3f6e-4c52-9b1d-0c6a3a1f2b11", issuer: String? = nil,
        issuerName: String = "Example College", _ more: [(String, JSON)] = []
    ) -> JSONObject {
        var badge = JSONObject()
        badge["@context"] = .array(OpenBadge.contexts.map { .string($0) })
        badge["id"] = .string(id)
        badge["type"] = ["VerifiableCredential", "OpenBadgeCredential"]
        badge["name"] = "Soldering"
        badge["issuer"] = [
            "id": .string(issuer ?? identity.did), "type": ["Profile"],
            "name": .string(issuerName),
        ]
        badge["validFrom"] = "2025-06-27T00:00:00Z"
        badge["credentialSubject"] = [
            "type": ["AchievementSubject"],
            "identifier": [
                [
                    "type": "IdentityObject", "identityType": "name", "hashed": false,
                    "identityHash": "Amina Diallo",
                ]
            ],
            "achievement": [
                "id": "https://college.example/soldering", "type": ["Achievement"],
                "name": "Soldering", "description": "How to solder.",
                "criteria": ["narrative": "Solder two wires."],
            ],
        ]
        for (name, value) in more { badge[name] = value }
        return badge
    }

    /// The document with a proof of the key's standard suite.
    func sign(_ document: JSONObject, suite: Cryptosuite? = nil) throws -> JSONObject {
        try DataIntegrityProof.sign(
            document, with: key,
            cryptosuite: try #require(suite ?? Cryptosuite.standard(for: key.algorithm)),
            verificationMethod: identity.verificationMethod, created: try instant)
    }

    /// The document as a token.
    func token(_ document: JSONObject, _ form: CredentialJWT.Form = .joseCose) throws -> [UInt8] {
        Array(
            try CredentialJWT.sign(
                document, form: form, with: key, reference: .url(identity.verificationMethod)
            ).utf8)
    }

    /// A presentation of credentials by this holder.
    func presentation(
        of credentials: [JSONObject], isSigned: Bool
    ) throws -> JSONObject {
        var presentation = JSONObject()
        presentation["@context"] = ["https://www.w3.org/ns/credentials/v2"]
        presentation["type"] = ["VerifiablePresentation"]
        presentation["holder"] = .string(identity.did)
        presentation["verifiableCredential"] = .array(credentials.map { .object($0) })
        guard isSigned else { return presentation }
        return try DataIntegrityProof.sign(
            presentation, with: key,
            cryptosuite: try #require(Cryptosuite.standard(for: key.algorithm)),
            verificationMethod: identity.verificationMethod, created: try instant,
            purpose: .authentication)
    }

    private var instant: Timestamp {
        get throws { try #require(Timestamp("2025-06-27T00:00:00Z")) }
    }
}

extension JSONObject {
    /// The document as it is sent.
    var bytes: [UInt8] { JSON.object(self).compactBytes() }

    /// The object with one value changed, by the names that lead to it.
    func changing(_ path: String..., to value: JSON?) -> JSONObject {
        changing(path[...], value)
    }

    private func changing(_ path: ArraySlice<String>, _ value: JSON?) -> JSONObject {
        guard let name = path.first else { return self }
        var copy = self
        copy[name] =
            path.count == 1
            ? value : self[name]?.objectValue.map { .object($0.changing(path.dropFirst(), value)) }
        return copy
    }
}
