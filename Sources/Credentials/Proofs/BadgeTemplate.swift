import LinkedData

/// Signed badges that are alike but for what they say of the learner: made ready once, filled in
/// for each.
///
/// Reading a document by its contexts costs several times what a signature does, and comes to the
/// same for every badge of a batch, but for a few texts.
struct BadgeTemplate: Sendable {
    private let statements: RDFTemplate
    private let secured: JSONTemplate
    /// The digest of the proof's options, the first part of what is signed.
    private let options: [UInt8]
    private let key: PrivateKey

    /// A template of badges like this one.
    ///
    /// - Returns: Nil where a template does not yield, for this very badge, the bytes that
    ///   `DataIntegrityProof.sign` yields: such badges are signed without one.
    /// - Throws: ``MalformedValue`` or ``ProofError`` where this badge cannot be signed.
    init?(
        _ badge: OpenBadge, key: PrivateKey, cryptosuite: Cryptosuite, verificationMethod: String,
        created: Timestamp, contexts: ContextLibrary
    ) throws {
        guard cryptosuite.form == .statements else { return nil }
        let document = badge.document
        try CredentialStructure.validate(document)
        let signed = try DataIntegrityProof.sign(
            document, with: key, cryptosuite: cryptosuite, verificationMethod: verificationMethod,
            created: created, contexts: contexts)
        guard var proof = signed["proof"]?.objectValue,
            let value = proof["proofValue"]?.stringValue
        else { return nil }
        var options = proof.removing("proofValue")
        options["@context"] = document["@context"]
        let texts = badge.particulars
        var asked: [String] = []
        var marked = badge.document { text in
            asked.append(text)
            return Placeholder.text(asked.count - 1)
        }
        let digest = ProofDigest(key.algorithm)
        let edition = contexts.standard
        let markedStatements = try edition.statements(marked)
        proof["proofValue"] = .string(Placeholder.text(texts.count))
        marked["proof"] = .object(proof)
        guard asked.elementsEqual(texts, by: { $0.isExactly($1) }),
            let statements = try? RDFTemplate(
                markedStatements, count: texts.count, digest: digest.forStatements),
            let secured = JSONTemplate(.object(marked), count: texts.count + 1),
            try statements.canonicalBytes(texts) == edition.canonicalBytes(document, digest),
            secured.compactBytes(texts + [value]) == JSON.object(signed).compactBytes()
        else { return nil }
        self.statements = statements
        self.secured = secured
        self.options = try edition.digest(ofOptions: options, digest)
        self.key = key
    }

    /// The signed badge, as compact JSON.
    ///
    /// - Parameter badge: One like that which the template was made of.
    /// - Returns: Nil where a text of this badge wants looking at: an identifier that is no plain
    ///   URL, a period that ends before it begins.
    /// - Throws: `CryptoError`, `TextCodingError` or `RDFCanonicalizationError`.
    func sign(_ badge: OpenBadge) throws -> [UInt8]? {
        if let end = badge.validUntil, end < badge.validFrom { return nil }
        let texts = badge.particulars
        guard let canonical = try statements.canonicalBytes(texts) else { return nil }
        let message = options + ProofDigest(key.algorithm).hash(canonical)
        let value = try Multibase.base58btc(try key.sign(message))
        return secured.compactBytes(texts + [value])
    }
}
