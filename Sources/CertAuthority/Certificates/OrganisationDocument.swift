import Credentials
public import LinkedData

/// The DID documents that an installation publishes (did:web method, Controlled Identifiers v1.0).
public enum OrganisationDocument {
    /// The document of an organisation: all its keys, as Multikeys for assertion, by absolute
    /// identifiers. A retired key stays, since what it signed stays good.
    public static func document(did: String, keys: [SigningKey]) -> JSON {
        var document = JSONObject()
        document["@context"] = [
            "https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1",
        ]
        document["id"] = .string(did)
        document["verificationMethod"] = .array(
            keys.map { key in
                [
                    "id": .string("\(did)#\(key.id)"),
                    "type": "Multikey",
                    "controller": .string(did),
                    "publicKeyMultibase": .string(key.id),
                ]
            })
        document["assertionMethod"] = .array(keys.map { .string("\(did)#\($0.id)") })
        return .object(document)
    }
}
