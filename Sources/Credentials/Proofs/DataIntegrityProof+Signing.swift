public import LinkedData

extension DataIntegrityProof {
    /// Adds a proof to a document. One that has proofs already gets a further one of its set,
    /// which is made over the document without any (Data Integrity §4.3 "Add Proof Set/Chain").
    ///
    /// - Parameters:
    ///   - document: The document; with its contexts, and without a member that they leave
    ///     undefined where the suite signs statements.
    ///   - key: The signing key.
    ///   - cryptosuite: A suite that accepts the key's algorithm and is made for issuing.
    ///   - verificationMethod: The URL under which others find the public key.
    ///   - created: The instant to write into the proof, in whole seconds.
    ///   - purpose: `assertionMethod` to issue, `authentication` to present.
    ///   - challenge: The text that a verifier asked to have signed, for a presentation.
    ///   - domain: The verifier for whom the proof is made, for a presentation.
    ///   - contexts: How the document's terms are read.
    /// - Returns: The document with `proof` as its last member.
    /// - Throws: ``ProofError``; nothing is signed of which a part would be lost.
    public static func sign(
        _ document: JSONObject, with key: PrivateKey, cryptosuite: Cryptosuite,
        verificationMethod: String, created: Timestamp,
        purpose: ControllerDocument.Relationship = .assertionMethod, challenge: String? = nil,
        domain: String? = nil, contexts: ContextLibrary = .known
    ) throws(ProofError) -> JSONObject {
        guard cryptosuite.accepts(key.algorithm) else {
            throw ProofError(
                .generation,
                "\(cryptosuite.rawValue) does not sign with \(key.algorithm.rawValue)")
        }
        guard cryptosuite != .ed25519Signature2020 else {
            throw ProofError(.generation, "\(cryptosuite.rawValue) is verified only, not made")
        }
        var proof = JSONObject()
        if cryptosuite.form == .json { proof["@context"] = document["@context"] }
        proof["type"] = .string(cryptosuite.proofType)
        proof["cryptosuite"] = .string(cryptosuite.rawValue)
        proof["created"] = .string(created.wholeSecond.description)
        proof["verificationMethod"] = .string(verificationMethod)
        proof["proofPurpose"] = .string(purpose.rawValue)
        proof["challenge"] = challenge.map { .string($0) }
        proof["domain"] = domain.map { .string($0) }
        var secured = SecuredDocument(document.removing("proof"), contexts: contexts)
        let message = try secured.message(
            for: cryptosuite, options: proof, digest: ProofDigest(key.algorithm),
            in: contexts.standard)
        proof["proofValue"] = .string(try signature(of: message, with: key))
        var result = document
        if let present = document["proof"] {
            result["proof"] = .array(present.oneOrMore + [.object(proof)])
        } else {
            result["proof"] = .object(proof)
        }
        return result
    }

    private static func signature(
        of message: [UInt8], with key: PrivateKey
    ) throws(ProofError) -> String {
        do {
            return try Multibase.base58btc(try key.sign(message))
        } catch {
            throw ProofError(.generation, "\(error)")
        }
    }
}
