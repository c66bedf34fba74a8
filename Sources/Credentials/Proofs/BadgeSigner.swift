import LinkedData
internal import Synchronization

/// Signs badges with one key, quickly where many are alike.
///
/// What it yields is, byte for byte, what `DataIntegrityProof.sign` yields for a badge's document.
public final class BadgeSigner: Sendable {
    private let key: PrivateKey
    private let cryptosuite: Cryptosuite
    private let verificationMethod: String
    private let contexts: ContextLibrary
    private let entries = Mutex<[Entry]>([])

    /// A form of badges, and its template if it has one.
    private final class Entry: Sendable {
        let specimen: OpenBadge
        let created: Timestamp
        let template: BadgeTemplate?

        init(_ specimen: OpenBadge, created: Timestamp, _ template: BadgeTemplate?) {
            self.specimen = specimen
            self.created = created
            self.template = template
        }
    }

    /// With and without an address, of a few deliveries.
    private static let capacity = 8

    /// A signer.
    ///
    /// - Parameters:
    ///   - cryptosuite: A suite that accepts the key's algorithm and is made for issuing.
    ///   - verificationMethod: The URL under which others find the public key.
    ///   - contexts: How the document's terms are read.
    public init(
        key: PrivateKey, cryptosuite: Cryptosuite, verificationMethod: String,
        contexts: ContextLibrary = .known
    ) {
        self.key = key
        self.cryptosuite = cryptosuite
        self.verificationMethod = verificationMethod
        self.contexts = contexts
    }

    /// The signed badge, as compact JSON.
    ///
    /// - Parameter created: The instant to write into the proof, in whole seconds.
    /// - Throws: ``MalformedValue`` where the badge is not a well-formed credential, ``ProofError``,
    ///   `CryptoError`, `TextCodingError` or `RDFCanonicalizationError`.
    public func sign(_ badge: OpenBadge, created: Timestamp) throws -> [UInt8] {
        let entry = try entry(for: badge, created: created)
        if let signed = try entry.template?.sign(badge) { return signed }
        let document = badge.document
        try CredentialStructure.validate(document)
        let signed = try DataIntegrityProof.sign(
            document, with: key, cryptosuite: cryptosuite, verificationMethod: verificationMethod,
            created: created, contexts: contexts)
        return JSON.object(signed).compactBytes()
    }

    private func entry(for badge: OpenBadge, created: Timestamp) throws -> Entry {
        let known = entries.withLock { $0 }
        for entry in known where entry.created == created && entry.specimen.isAlike(badge) {
            return entry
        }
        let entry = Entry(
            badge, created: created,
            try BadgeTemplate(
                badge, key: key, cryptosuite: cryptosuite, verificationMethod: verificationMethod,
                created: created, contexts: contexts))
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeFirst() }
            entries.append(entry)
        }
        return entry
    }
}
