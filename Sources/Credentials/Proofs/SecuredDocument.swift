import LinkedData

/// A document as its proofs see it, with the digests that they have in common, so that several
/// proofs over one document cost its canonical form once.
struct SecuredDocument {
    /// The document without proofs; for a proof of a chain, with those that it follows.
    let document: JSONObject
    /// How its terms are read.
    let contexts: ContextLibrary

    private var known: [(key: Key, digested: Digested)] = []

    /// By what the document was read and hashed.
    private struct Key: Equatable {
        let edition: ContextEdition.Replacement?
        let reading: StatementReading
        let digest: ProofDigest
    }

    /// A document's statements, hashed, and what of them others may read otherwise.
    private struct Digested {
        let bytes: [UInt8]
        let differences: ReadingDifferences
    }

    init(_ document: JSONObject, contexts: ContextLibrary) {
        self.document = document
        self.contexts = contexts
    }

    /// What the key signs: the digest of the proof's options, then the digest of the document
    /// (EdDSA Cryptosuites §3.2.5 and §3.3.5, ECDSA Cryptosuites §3.2.5 and §3.3.5 "Hashing").
    ///
    /// - Throws: ``ProofError``.
    mutating func message(
        for proof: Cryptosuite, options: JSONObject, digest: ProofDigest,
        in edition: ContextEdition, reading: StatementReading = .own
    ) throws(ProofError) -> [UInt8] {
        switch proof.form {
        case .statements:
            var options = options
            if let own = options["@context"], own != document["@context"] {
                throw ProofError(.verification, "the proof brings a context of its own")
            }
            options["@context"] = document["@context"]
            return try edition.digest(ofOptions: options, digest, reading)
                + (try statements(digest, in: edition, reading).bytes)
        case .json:
            return digest.hash(JSON.object(options).canonicalBytes())
                + digest.hash(JSON.object(try json(signedWith: options)).canonicalBytes())
        }
    }

    /// The readings by which others may have signed other statements; none before a message was
    /// made by our own.
    func otherReadings(_ digest: ProofDigest, in edition: ContextEdition) -> [StatementReading] {
        let key = Key(edition: edition.replaced, reading: .own, digest: digest)
        return known.first { $0.key == key }?.digested.differences.others ?? []
    }

    /// The digest of the document's canonical statements.
    private mutating func statements(
        _ digest: ProofDigest, in edition: ContextEdition, _ reading: StatementReading
    ) throws(ProofError) -> Digested {
        let key = Key(edition: edition.replaced, reading: reading, digest: digest)
        if let known = known.first(where: { $0.key == key }) { return known.digested }
        let statements = try edition.statements(document, reading)
        let digested = Digested(
            bytes: digest.hash(try ContextEdition.canonicalBytes(statements, digest)),
            differences: ReadingDifferences(statements))
        known.append((key, digested))
        return digested
    }

    /// The document as the JCS suites secure it: its contexts must begin with those of the proof,
    /// which then take their place (EdDSA Cryptosuites §3.3.2 "Verify Proof").
    private func json(signedWith options: JSONObject) throws(ProofError) -> JSONObject {
        guard let signed = options["@context"] else { return document }
        guard let present = document["@context"],
            present.oneOrMore.starts(with: signed.oneOrMore)
        else {
            throw ProofError(
                .verification, "the document's contexts do not begin with those of the proof")
        }
        var secured = document
        secured["@context"] = signed
        return secured
    }
}
