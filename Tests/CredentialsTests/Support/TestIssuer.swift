import Credentials
import LinkedData
import Testing

/// An issuer with a key, for tests that need a credential of some kind and a way to verify it.
struct TestIssuer: Sendable {
    let did: String
    let key: PrivateKey
    let contexts: ContextLibrary

    /// The instant at which everything in these tests is issued and verified.
    static let now = Timestamp(seconds: 1_795_248_000)
    static let statusList = "https://issuer.example/status/1"

    init(
        _ algorithm: KeyAlgorithm = .ed25519, did: String = "did:web:issuer.example",
        contexts: ContextLibrary = .known
    ) throws {
        self.did = did
        self.contexts = contexts
        key = try PrivateKey.generate(algorithm)
    }

    var method: String { "\(did)#key-1" }

    /// A badge with everything that ours have.
    func badge(name: String = "Amina Diallo", until: Timestamp? = nil) -> OpenBadge {
        OpenBadge(
            id: "https://issuer.example/v/7K3M9QXD", name: "AI Foundations",
            description: "Attests that the learner completed AI Foundations.",
            issuer: BadgeIssuer(id: did, name: "Example College", url: "https://issuer.example/"),
            validFrom: Self.now, validUntil: until,
            subject: BadgeSubject(
                identifiers: [
                    .name(name), .hashedEmail("amina@learner.example", salt: "c2FsdA"),
                ],
                activityEndDate: Self.now.adding(seconds: -86_400),
                narrative: "Completed as a webinar; 6 hours of learning.",
                achievement: BadgeAchievement(
                    id: "https://issuer.example/programmes/ai",
                    achievementType: "CertificateOfCompletion", name: "AI Foundations",
                    description: "What AI is and is not.", criteria: "Attend all sessions.",
                    tags: ["foundation"], alignments: [])),
            status: BitstringStatusListEntry(
                statusListCredential: Self.statusList, statusListIndex: 94_567))
    }

    /// Signs by the key's standard suite, or by another.
    func sign(
        _ document: JSONObject, suite: Cryptosuite? = nil,
        purpose: ControllerDocument.Relationship = .assertionMethod, challenge: String? = nil,
        domain: String? = nil
    ) throws -> JSONObject {
        try DataIntegrityProof.sign(
            document, with: key,
            cryptosuite: try #require(suite ?? Cryptosuite.standard(for: key.algorithm)),
            verificationMethod: method, created: Self.now, purpose: purpose, challenge: challenge,
            domain: domain, contexts: contexts)
    }

    /// A signed list, revoking nothing unless told.
    func statusList(
        _ list: BitstringStatusList = BitstringStatusList(), purpose: String = "revocation"
    ) throws -> [UInt8] {
        let credential = StatusListCredential(
            id: Self.statusList, issuer: did, validFrom: Self.now, statusPurpose: purpose,
            timeToLive: 300_000, list: list)
        return JSON.object(try sign(try credential.document())).compactBytes()
    }

    var document: ControllerDocument {
        get throws {
            try ControllerDocument([
                "id": .string(did),
                "verificationMethod": [
                    [
                        "id": .string(method), "type": "JsonWebKey", "controller": .string(did),
                        "publicKeyJwk": key.publicKey.jwk,
                    ]
                ],
                "assertionMethod": [.string(method)], "authentication": [.string(method)],
            ])
        }
    }

    /// The issuer's keys and its list.
    func resources(list: [UInt8]? = nil) throws -> TestResources {
        var resources = TestResources()
        resources.documents[did] = try document
        resources.lists[Self.statusList] = try list ?? statusList()
        return resources
    }
}

/// What a test lets a verifier look up.
struct TestResources: VerificationResources {
    var documents: [String: ControllerDocument] = [:]
    var lists: [String: [UInt8]] = [:]
    /// Whether these are every issuer's own word.
    var isAuthoritative = false

    func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        documents[identifier].map { .found($0) } ?? .unavailable("nobody answers")
    }

    func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        lists[url].map { .found($0) } ?? .unavailable("nobody answers")
    }

    func isAuthoritative(for issuer: String) -> Bool { isAuthoritative }
}

extension JSONObject {
    /// The document as it is sent.
    var sent: [UInt8] { JSON.object(self).compactBytes() }
}

/// Resources that a test replaces between two look-ups.
///
/// Sendable because the test awaits each verification before it changes anything.
final class ChangingResources: VerificationResources, @unchecked Sendable {
    var current: TestResources

    init(_ resources: TestResources) { current = resources }

    func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        await current.controllerDocument(identifier)
    }

    func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        await current.statusListCredential(url)
    }
}
