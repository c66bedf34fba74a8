import LinkedData

/// A document as its proofs see it, with the digests that they have in common, so that several
/// proofs over one document cost its canonical form once.
struct SecuredDocument {
    /// The document without proofs; for a proof of a chain, with those that it follows.
    let document: JSONObject
    /// How its terms are read.
    let contexts: ContextLibrary

    private var known:
        [(edition: ContextEdition.Replacement?, digest: ProofDigest, bytes: [UInt8])] =
            []

    init(_ document: JSONObject, contexts: ContextLibrary) {
        self.document = document
        self.contexts = contexts
    }

    /// What the key signs: the digest of the proof's options, then the digest of the document
    /// (EdDSA Cryptosuites §3.2.5 and §3.3.5, ECDSA Cryptosuites §3.2.5 and §3.3.5 "Hashing").
    ///
    /// - Throws: ``ProofError``.
    mutating func message(
        for proof: Cryptosuite, options: JSONObject, digest: ProofDigest, in edition: ContextEdition
    ) throws(ProofError) -> [UInt8] {
        switch proof.form {
        case .statements:
            var options = options
            if let own = options["@context"], own != document["@context"] {
                throw ProofError(.verification, "the proof brings a context of its own")
            }
            options["@context"] = document["@context"]
            return try edition.digest(ofOptions: options, digest)
                + (try statements(digest, in: edition))
        case .json:
            return digest.hash(JSON.object(options).canonicalBytes())
                + digest.hash(JSON.object(try json(signedWith: options)).canonicalBytes())
        }
    }

    /// The digest of the document's canonical statements.
    private mutating func statements(
        _ digest: ProofDigest, in edition: ContextEdition
    ) throws(ProofError) -> [UInt8] {
        for known in known where known.digest == digest && known.edition == edition.replaced {
            return known.bytes
        }
        let bytes = digest.hash(try edition.canonicalBytes(document, digest))
        known.append((edition.replaced, digest, bytes))
        return bytes
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
