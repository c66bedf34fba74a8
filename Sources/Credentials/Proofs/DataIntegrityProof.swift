public import LinkedData

/// One proof of a document: a `DataIntegrityProof` (Verifiable Credential Data Integrity 1.0
/// §2.1), or an older `Ed25519Signature2020`.
public struct DataIntegrityProof: Sendable, Equatable {
    /// How the document becomes bytes.
    public let cryptosuite: Cryptosuite
    /// The URL of the verification method: whose key.
    public let verificationMethod: String
    /// The decoded `proofValue`.
    public let signature: [UInt8]
    /// When the proof was made, where it says so.
    public let created: Timestamp?
    /// After when the proof no longer counts, where it says so.
    public let expires: Timestamp?
    /// The identifiers of the proofs that this one was made over as well (a proof chain).
    public let previousProofs: [String]
    /// The proof without `proofValue`: what is signed beside the document.
    public let options: JSONObject

    /// Reads a proof.
    ///
    /// - Throws: ``ProofReadingError``: malformed, or of a kind that is not known here.
    public init(_ json: JSON) throws(ProofReadingError) {
        guard let proof = json.objectValue else { throw .malformed("a proof must be an object") }
        guard let type = proof["type"]?.stringValue else {
            throw .malformed("the proof has no type")
        }
        cryptosuite = try Self.cryptosuite(proof, type: type)
        guard let method = proof["verificationMethod"]?.stringValue else {
            throw .malformed("the proof names no verification method")
        }
        guard let value = proof["proofValue"]?.stringValue else {
            throw .malformed("the proof has no proofValue")
        }
        guard value.utf8.first == UInt8(ascii: "z"),
            let signature = try? Multibase.decode(value)
        else { throw .malformed("proofValue must be base58btc behind a z") }
        verificationMethod = method
        self.signature = signature
        created = try Self.instant(proof, "created")
        expires = try Self.instant(proof, "expires")
        previousProofs = try Self.previousProofs(proof)
        options = proof.removing("proofValue")
    }

    /// The purpose of the proof, such as `assertionMethod`.
    public var proofPurpose: String? { options["proofPurpose"]?.stringValue }

    /// True when the key made this proof over the document.
    ///
    /// - Parameters:
    ///   - document: The document without any proof; for a proof of a chain, with those that it
    ///     names as `previousProof`.
    ///   - key: The key that the verification method names.
    ///   - contexts: How the document's terms are read, where the suite signs statements.
    /// - Throws: ``ProofError`` when the document cannot be brought into canonical form.
    public func isValid(
        for document: JSONObject, under key: PublicKey, contexts: ContextLibrary = .known
    ) throws(ProofError) -> Bool {
        var secured = SecuredDocument(document, contexts: contexts)
        return try match(&secured, under: key) != nil
    }

    /// How a proof matches a document.
    struct Match: Equatable {
        /// The older copy of a context by which it does; nil where it does by the usual ones.
        let copy: ContextEdition.Replacement?
        /// How the signer wrote texts as statements.
        let reading: StatementReading

        static let usual = Match(copy: nil, reading: .own)
    }

    /// Whether the key made this proof over the document: by the usual contexts, or else by one of
    /// the older copies that were published at the same address; as this software reads texts, or
    /// else as others do.
    ///
    /// - Parameter readsAsOthers: False where the signer is known to read as this software does.
    /// - Returns: Nil where it did not.
    /// - Throws: ``ProofError`` when the document cannot be brought into canonical form.
    func match(
        _ secured: inout SecuredDocument, under key: PublicKey, readsAsOthers: Bool = true
    ) throws(ProofError) -> Match? {
        guard cryptosuite.accepts(key.algorithm) else { return nil }
        let digest = ProofDigest(key.algorithm)
        var seen: [[UInt8]] = []
        var failure: ProofError?
        let editions =
            cryptosuite.form == .json
            ? [secured.contexts.standard]
            : [secured.contexts.standard] + secured.contexts.alternatives(for: secured.document)
        for edition in editions {
            var readings = [StatementReading.own]
            var next = 0
            while next < readings.count {
                let reading = readings[next]
                next += 1
                do throws(ProofError) {
                    let message = try secured.message(
                        for: cryptosuite, options: options, digest: digest, in: edition,
                        reading: reading)
                    if reading == .own, readsAsOthers, cryptosuite.form == .statements {
                        readings += secured.otherReadings(digest, in: edition)
                    }
                    guard !seen.contains(message) else { continue }
                    if key.isValid(signature: signature, for: message) {
                        return Match(copy: edition.replaced, reading: reading)
                    }
                    seen.append(message)
                } catch {
                    // Only of the first reading is it told why there is none.
                    guard edition.replaced == nil, reading == .own else { continue }
                    guard error.code == .dataLoss else { throw error }
                    failure = error
                }
            }
        }
        if let failure { throw failure }
        return nil
    }
}

// MARK: - Reading

extension DataIntegrityProof {
    private static func cryptosuite(
        _ proof: JSONObject, type: String
    ) throws(ProofReadingError) -> Cryptosuite {
        if let suite = Cryptosuite.named(type, proofType: type) { return suite }
        guard type.isExactly("DataIntegrityProof") else { throw .unknownKind(type) }
        guard let name = proof["cryptosuite"]?.stringValue else {
            throw .malformed("the proof names no cryptosuite")
        }
        guard let suite = Cryptosuite.named(name, proofType: type) else {
            throw .unknownKind(name)
        }
        return suite
    }

    private static func instant(
        _ proof: JSONObject, _ member: String
    ) throws(ProofReadingError) -> Timestamp? {
        guard let json = proof[member] else { return nil }
        guard let text = json.stringValue, let instant = Timestamp(text) else {
            throw .malformed("the proof's \(member) is not a dateTimeStamp")
        }
        return instant
    }

    private static func previousProofs(
        _ proof: JSONObject
    ) throws(ProofReadingError) -> [String] {
        guard let json = proof["previousProof"] else { return [] }
        let names = json.oneOrMore.compactMap(\.stringValue)
        guard !names.isEmpty, names.count == json.oneOrMore.count else {
            throw .malformed("the proof's previousProof must be text or a list of texts")
        }
        return names
    }
}

/// Why a `proof` member cannot be taken up.
public enum ProofReadingError: Error, Sendable, Equatable {
    /// It is not what the specification asks for.
    case malformed(String)
    /// Its type or cryptosuite is not known here, so nothing can be said of it.
    case unknownKind(String)
}
