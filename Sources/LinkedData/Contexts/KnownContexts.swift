/// The JSON-LD contexts this library carries, so that none is ever fetched.
///
/// They are the term definitions of W3C Verifiable Credentials 1.1 and 2.0, 1EdTech Open Badges
/// 3.0 and the security and identifier vocabularies those build on. Contexts that define every
/// name by `@vocab` (the W3C's examples and undefined terms) are left out on purpose: with them no
/// term would ever be found undefined.
public enum KnownContexts {
    /// One published state of a context.
    public struct Edition: Sendable {
        /// Which state, for reports, such as `1EdTech validator, 2026-06`.
        public let name: String
        /// An object with the member `@context`.
        public let document: JSON
    }

    /// The addresses, in no order.
    public static var urls: [String] { editions.keys.map(\.text) }

    /// The context document at that address, or nil when it is not carried.
    public static func document(for url: String) -> JSON? {
        editions[ExactString(url)]?.first?.document
    }

    /// All that were published at that address, first the one ``document(for:)`` gives.
    ///
    /// Open Badges' `context-3.0.3.json` is edited in place: what was signed under an older copy
    /// and uses a term added since only verifies with that copy.
    public static func editions(for url: String) -> [Edition] {
        editions[ExactString(url)] ?? []
    }

    /// The editions other than the one that ``document(for:)`` gives.
    public static func alternatives(for url: String) -> [Edition] {
        Array(editions(for: url).dropFirst())
    }

    private static let openBadges = "https://purl.imsglobal.org/spec/ob/v3p0/"

    private static let editions: [ExactString: [Edition]] = [
        "https://www.w3.org/ns/credentials/v2": [
            edition("Verifiable Credentials 2.0", ContextTables.credentials2)
        ],
        "https://www.w3.org/2018/credentials/v1": [
            edition("Verifiable Credentials 1.1", ContextTables.credentials1)
        ],
        "https://www.w3.org/ns/credentials/status/v1": [
            edition("Bitstring Status List 1.0", ContextTables.bitstringStatus)
        ],
        "https://w3id.org/vc/status-list/2021/v1": [
            edition("Status List 2021", ContextTables.statusList2021)
        ],
        "https://w3id.org/security/data-integrity/v2": [
            edition("Data Integrity, version 2", ContextTables.dataIntegrity2)
        ],
        "https://w3id.org/security/data-integrity/v1": [
            edition("Data Integrity, version 1", ContextTables.dataIntegrity1)
        ],
        "https://w3id.org/security/multikey/v1": [
            edition("Multikey", ContextTables.multikey)
        ],
        "https://w3id.org/security/jwk/v1": [
            edition("JsonWebKey", ContextTables.jsonWebKey)
        ],
        "https://w3id.org/security/suites/ed25519-2020/v1": [
            edition("Ed25519 2020", ContextTables.ed25519Of2020)
        ],
        "https://w3id.org/security/suites/jws-2020/v1": [
            edition("JWS 2020", ContextTables.jws2020)
        ],
        "https://www.w3.org/ns/did/v1": [
            edition("Decentralized Identifiers 1.0", ContextTables.did)
        ],
        "https://www.w3.org/ns/cid/v1": [
            edition("Controlled Identifiers 1.0", ContextTables.cid)
        ],
        ExactString(openBadges + "context-3.0.3.json"): [
            edition(
                "Open Badges 3.0.3, 1EdTech validator, 2026-06", ContextTables.openBadges,
                marks: ["3", "3b"]),
            edition(
                "Open Badges 3.0.3, 1EdTech specification, 2025-04", ContextTables.openBadges,
                marks: ["3"]),
        ],
        ExactString(openBadges + "context-3.0.2.json"): [
            edition("Open Badges 3.0.2", ContextTables.openBadges, marks: ["2"])
        ],
        ExactString(openBadges + "context-3.0.1.json"): [
            edition("Open Badges 3.0.1", ContextTables.openBadgesUnprotected, marks: ["1"])
        ],
        ExactString(openBadges + "context.json"): [
            edition("Open Badges 3.0", ContextTables.openBadgesUnprotected, marks: ["0"])
        ],
        ExactString(openBadges + "extensions.json"): [
            edition("Open Badges 3.0 extensions", ContextTables.openBadgesExtensions)
        ],
    ]

    private static func edition(
        _ name: String, _ table: String, marks: Set<Substring> = []
    ) -> Edition {
        Edition(name: name, document: ContextNotation.document(table, marks: marks))
    }
}
