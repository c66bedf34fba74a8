internal import Synchronization

/// The JSON-LD contexts this library carries, so that none is ever fetched.
///
/// They are the term definitions of W3C Verifiable Credentials 1.1 and 2.0, 1EdTech Open Badges
/// 3.0 and Comprehensive Learner Record 2.0, and the security and identifier vocabularies those
/// build on. Of the W3C's contexts that define every name by `@vocab`, the one for undefined terms
/// is carried, since issuers name it; whoever verifies says which terms it stood in for. The one
/// for examples is left out on purpose.
public enum KnownContexts {
    /// One published state of a context.
    public struct Edition: Sendable {
        /// Which state, for reports, such as `1EdTech validator, 2026-06`.
        public let name: String
        /// An object with the member `@context`.
        public let document: JSON
    }

    /// The addresses, in no order.
    public static var urls: [String] { sources.keys.map(\.text) }

    /// The context document at that address, or nil when it is not carried.
    public static func document(for url: String) -> JSON? {
        editions(for: url).first?.document
    }

    /// All that were published at that address, first the one ``document(for:)`` gives.
    ///
    /// Open Badges' `context-3.0.3.json` is edited in place: what was signed under an older copy
    /// and uses a term added since only verifies with that copy.
    public static func editions(for url: String) -> [Edition] {
        guard let sources = sources[ExactString(url)] else { return [] }
        return made.withLock { made in
            if let editions = made[ExactString(url)] { return editions }
            let editions = sources.map { source in
                Edition(
                    name: source.name,
                    document: ContextNotation.document(source.table, marks: source.marks))
            }
            made[ExactString(url)] = editions
            return editions
        }
    }

    /// The editions other than the one that ``document(for:)`` gives.
    public static func alternatives(for url: String) -> [Edition] {
        Array(editions(for: url).dropFirst())
    }

    /// An edition before its table is read.
    private struct Source {
        let name: String
        let table: String
        let marks: Set<Substring>

        init(_ name: String, _ table: String, marks: Set<Substring> = []) {
            self.name = name
            self.table = table
            self.marks = marks
        }
    }

    /// What has been asked for so far: a program that verifies one badge needs two contexts of all.
    private static let made = Mutex<[ExactString: [Edition]]>([:])

    private static let openBadges = "https://purl.imsglobal.org/spec/ob/v3p0/"
    private static let learnerRecord = "https://purl.imsglobal.org/spec/clr/v2p0/"

    /// The context under which every name without a meaning of its own has one.
    public static let undefinedTerms = "https://www.w3.org/ns/credentials/undefined-terms/v2"

    private static let sources: [ExactString: [Source]] = [
        "https://www.w3.org/ns/credentials/v2": [
            Source("Verifiable Credentials 2.0", ContextTables.credentials2)
        ],
        "https://www.w3.org/2018/credentials/v1": [
            Source("Verifiable Credentials 1.1", ContextTables.credentials1)
        ],
        "https://www.w3.org/ns/credentials/status/v1": [
            Source("Bitstring Status List 1.0", ContextTables.bitstringStatus)
        ],
        "https://w3id.org/vc/status-list/2021/v1": [
            Source("Status List 2021", ContextTables.statusList2021)
        ],
        "https://w3id.org/security/data-integrity/v2": [
            Source("Data Integrity, version 2", ContextTables.dataIntegrity2)
        ],
        "https://w3id.org/security/data-integrity/v1": [
            Source("Data Integrity, version 1", ContextTables.dataIntegrity1)
        ],
        "https://w3id.org/security/multikey/v1": [
            Source("Multikey", ContextTables.multikey)
        ],
        "https://w3id.org/security/jwk/v1": [
            Source("JsonWebKey", ContextTables.jsonWebKey)
        ],
        "https://w3id.org/security/suites/ed25519-2020/v1": [
            Source("Ed25519 2020", ContextTables.ed25519Of2020)
        ],
        "https://w3id.org/security/suites/jws-2020/v1": [
            Source("JWS 2020", ContextTables.jws2020)
        ],
        "https://www.w3.org/ns/did/v1": [
            Source("Decentralized Identifiers 1.0", ContextTables.did)
        ],
        "https://www.w3.org/ns/cid/v1": [
            Source("Controlled Identifiers 1.0", ContextTables.cid)
        ],
        ExactString(openBadges + "context-3.0.3.json"): [
            Source(
                "Open Badges 3.0.3, 1EdTech validator, 2026-06", ContextTables.openBadges,
                marks: ["3", "3b"]),
            Source(
                "Open Badges 3.0.3, 1EdTech specification, 2025-04", ContextTables.openBadges,
                marks: ["3"]),
        ],
        ExactString(openBadges + "context-3.0.2.json"): [
            Source("Open Badges 3.0.2", ContextTables.openBadges, marks: ["2"])
        ],
        ExactString(openBadges + "context-3.0.1.json"): [
            Source("Open Badges 3.0.1", ContextTables.openBadgesUnprotected, marks: ["1"])
        ],
        ExactString(openBadges + "context.json"): [
            Source("Open Badges 3.0", ContextTables.openBadgesUnprotected, marks: ["0"])
        ],
        ExactString(openBadges + "extensions.json"): [
            Source("Open Badges 3.0 extensions", ContextTables.openBadgesExtensions)
        ],
        ExactString(learnerRecord + "context-2.0.1.json"): [
            Source("CLR 2.0.1", ContextTables.learnerRecord, marks: ["1"])
        ],
        ExactString(learnerRecord + "context.json"): [
            Source("CLR 2.0", ContextTables.learnerRecord, marks: ["0"])
        ],
        ExactString(undefinedTerms): [
            Source("undefined terms", ContextTables.undefinedTerms)
        ],
    ]
}
