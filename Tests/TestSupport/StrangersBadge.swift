import CertAuthority
import Credentials
import LinkedData
import Office
import Testing

/// Badges of issuers whom no installation knows, signed with keys made for the occasion.
enum StrangersBadge {
    /// A badge before it is signed.
    static func unsigned(
        issuer: String, id: String = "https://badges.example.net/1",
        called name: String = "Lakeside College"
    ) throws -> JSONObject {
        let badge: JSON = [
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": .string(id), "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": "A badge", "validFrom": "2026-01-01T00:00:00Z",
            "issuer": [
                "id": .string(issuer), "type": ["Profile"], "name": .string(name),
            ],
            "credentialSubject": [
                "type": ["AchievementSubject"], "id": "did:example:learner",
                "achievement": [
                    "id": "https://badges.example.net/a", "type": ["Achievement"],
                    "name": "A badge", "description": "For something.",
                    "criteria": ["narrative": "Do something."],
                ],
            ],
        ]
        return try #require(badge.objectValue)
    }

    /// A badge as JSON with its proof.
    static func signed(
        id: String = "https://badges.example.net/1", called name: String = "Lakeside College"
    ) throws -> [UInt8] {
        let (key, keyID) = try key()
        let issuer = "did:key:\(keyID)"
        return try CredentialSigner(issuer: issuer, keyID: keyID, key: key)
            .secure(unsigned(issuer: issuer, id: id, called: name), created: instant)
    }

    /// A badge as a compact token.
    static func token() throws -> [UInt8] {
        let (key, keyID) = try key()
        let issuer = "did:key:\(keyID)"
        return try CredentialSigner(
            issuer: issuer, keyID: keyID, key: key, mechanism: .token(.joseCose)
        ).secure(unsigned(issuer: issuer), created: instant)
    }

    private static let instant = TestInstallation.instant

    private static func key() throws -> (PrivateKey, String) {
        let key = try PrivateKey.generate(.ed25519)
        return (key, try #require(key.publicKey.multikey))
    }
}
