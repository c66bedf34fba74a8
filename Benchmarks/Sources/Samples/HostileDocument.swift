public import Credentials
import LinkedData

/// A document that is made to fell whoever verifies it, and what it is verified with.
public struct HostileDocument: Sendable {
    /// What it tries.
    public let name: String
    /// The document.
    public let bytes: [UInt8]
    /// Where the verifier looks things up.
    public let resources: SampleResources
    /// The contexts that the verifier knows.
    public let contexts: ContextLibrary
}

extension HostileDocument {
    /// One of each kind, against badges of that issuer.
    ///
    /// - Throws: ``ProofError`` or ``StatusListError``.
    public static func all(_ issuer: SampleIssuer) throws -> [HostileDocument] {
        let security = SampleIssuer.Security.proof(.eddsaRDFC2022, .ed25519)
        let resources = SampleResources(
            document: issuer.controllerDocument,
            statusList: try issuer.statusListCredential(by: security))
        let bytes = try issuer.sign(SampleIssuer.badge(0), by: security)
        guard let badge = try JSON.parse(bytes).objectValue else { return [] }
        func hostile(
            _ name: String, _ bytes: [UInt8], contexts: ContextLibrary = .known,
            resources: SampleResources = resources
        ) -> HostileDocument {
            HostileDocument(name: name, bytes: bytes, resources: resources, contexts: contexts)
        }
        return [
            hostile("poisoned graph", poisoned(badge)),
            hostile("100 000 levels deep", deep(100_000)),
            hostile("10 MB", padded(badge, to: 10_000_000)),
            hostile(
                "gzip bomb in the status list", bytes,
                resources: SampleResources(
                    document: issuer.controllerDocument, statusList: try bomb(issuer, security))),
            hostile(
                "contexts that include each other", adding([.string(Self.looping[0].url)], badge),
                contexts: ContextLibrary(adding: looping)),
            hostile(
                "terms that define each other",
                adding([["first": "second:x", "second": "first:y"]], badge)),
            hostile("token with alg none", unsigned(badge)),
        ]
    }

    /// Forty blank nodes of which each is linked to every other: all alike to RDFC-1.0.
    private static func poisoned(_ badge: JSONObject) -> [UInt8] {
        let names = (0..<40).map { JSON.string("_:n\($0)") }
        var document = badge
        document["poison"] = .array(
            names.map { name in
                ["@id": name, "knows": .array(names.filter { $0 != name })]
            })
        return adding(
            [
                [
                    "poison": "https://example.org/poison",
                    "knows": ["@id": "https://example.org/knows", "@type": "@id"],
                ]
            ], document)
    }

    private static func deep(_ levels: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(ascii: "["), count: levels)
            + [UInt8](repeating: UInt8(ascii: "]"), count: levels)
    }

    private static func padded(_ badge: JSONObject, to size: Int) -> [UInt8] {
        var document = badge
        document["description"] = .string(String(repeating: "x", count: size))
        return JSON.object(document).compactBytes()
    }

    /// A list of 64 MiB, which gzip brings down to a thousandth.
    private static func bomb(
        _ issuer: SampleIssuer, _ security: SampleIssuer.Security
    ) throws -> [UInt8] {
        let credential = StatusListCredential(
            id: SampleIssuer.statusList, issuer: SampleIssuer.id, validFrom: SampleIssuer.instant,
            timeToLive: 300_000, list: BitstringStatusList(length: 64 << 23))
        return try issuer.sign(credential.document(), by: security)
    }

    private static let looping: [(url: String, document: JSON)] = [
        ("https://example.org/first", ["@context": "https://example.org/second"]),
        ("https://example.org/second", ["@context": "https://example.org/first"]),
    ]

    private static func unsigned(_ badge: JSONObject) -> [UInt8] {
        func part(_ json: JSON) -> String { Base64URL.encode(json.compactBytes()) }
        let header: JSON = ["alg": "none", "kid": .string(SampleIssuer.method(.ed25519))]
        return Array("\(part(header)).\(part(.object(badge.removing("proof")))).".utf8)
    }

    private static func adding(_ contexts: [JSON], _ badge: JSONObject) -> [UInt8] {
        var document = badge
        document["@context"] = .array((badge["@context"]?.oneOrMore ?? []) + contexts)
        return JSON.object(document).compactBytes()
    }
}
