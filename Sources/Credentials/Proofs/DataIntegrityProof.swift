public import LinkedData

/// One `DataIntegrityProof` of a document (Verifiable Credential Data Integrity 1.0 §2.1).
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
        guard type.isExactly("DataIntegrityProof") else { throw .unknownKind(type) }
        guard let name = proof["cryptosuite"]?.stringValue else {
            throw .malformed("the proof names no cryptosuite")
        }
        guard let suite = Cryptosuite.allCases.first(where: { $0.rawValue.isExactly(name) }) else {
            throw .unknownKind(name)
        }
        guard let method = proof["verificationMethod"]?.stringValue else {
            throw .malformed("the proof names no verification method")
        }
        guard let value = proof["proofValue"]?.stringValue else {
            throw .malformed("the proof has no proofValue")
        }
        guard value.utf8.first == UInt8(ascii: "z"),
            let signature = try? Multibase.decode(value)
        else { throw .malformed("proofValue must be base58btc behind a z") }
        cryptosuite = suite
        verificationMethod = method
        self.signature = signature
        created = try Self.instant(proof, "created")
        expires = try Self.instant(proof, "expires")
        options = proof.removing("proofValue")
    }

    /// The purpose of the proof, such as `assertionMethod`.
    public var proofPurpose: String? { options["proofPurpose"]?.stringValue }

    /// True when the key made this proof over the document.
    ///
    /// - Parameters:
    ///   - document: The document without any proof.
    ///   - key: The key that the verification method names.
    /// - Throws: ``ProofError`` when the document cannot be brought into canonical form.
    public func isValid(for document: JSONObject, under key: PublicKey) throws(ProofError) -> Bool {
        guard cryptosuite.accepts(key.algorithm) else { return false }
        guard let secured = Self.secured(document, options: options) else { return false }
        let message = try Self.hashData(
            secured, options: options, cryptosuite: cryptosuite, algorithm: key.algorithm)
        return key.isValid(signature: signature, for: message)
    }

    /// Adds a proof to a document that has none.
    ///
    /// - Parameters:
    ///   - document: The unsecured document.
    ///   - key: The signing key.
    ///   - cryptosuite: A suite that accepts the key's algorithm.
    ///   - verificationMethod: The URL under which others find the public key.
    ///   - created: The instant to write into the proof.
    /// - Returns: The document with `proof` as its last member.
    /// - Throws: ``ProofError`` with the code `generation` or `transformation`.
    public static func sign(
        _ document: JSONObject, with key: PrivateKey, cryptosuite: Cryptosuite,
        verificationMethod: String, created: Timestamp
    ) throws(ProofError) -> JSONObject {
        guard cryptosuite.accepts(key.publicKey.algorithm) else {
            throw ProofError(
                .generation,
                "\(cryptosuite.rawValue) does not sign with \(key.publicKey.algorithm.rawValue)")
        }
        var options = JSONObject()
        options["@context"] = document["@context"]
        options["type"] = "DataIntegrityProof"
        options["cryptosuite"] = .string(cryptosuite.rawValue)
        options["created"] = .string(created.wholeSecond.description)
        options["verificationMethod"] = .string(verificationMethod)
        options["proofPurpose"] = "assertionMethod"
        let message = try hashData(
            document, options: options, cryptosuite: cryptosuite,
            algorithm: key.publicKey.algorithm)
        options["proofValue"] = .string(try signature(of: message, with: key))
        var secured = document
        secured["proof"] = .object(options)
        return secured
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

    /// The digest of the options, then the digest of the document: what the key signs
    /// (EdDSA Cryptosuites §3.3.4, ECDSA Cryptosuites §3.3.4 "Hashing").
    static func hashData(
        _ document: JSONObject, options: JSONObject, cryptosuite: Cryptosuite,
        algorithm: KeyAlgorithm
    ) throws(ProofError) -> [UInt8] {
        cryptosuite.digest(try cryptosuite.canonicalBytes(options), for: algorithm)
            + cryptosuite.digest(try cryptosuite.canonicalBytes(document), for: algorithm)
    }

    /// The document as the JCS suites secured it: its contexts must begin with those of the proof,
    /// which then take their place (§3.3.2 "Verify Proof"). Nil when they do not.
    private static func secured(_ document: JSONObject, options: JSONObject) -> JSONObject? {
        guard let signed = options["@context"] else { return document }
        guard let present = document["@context"],
            present.oneOrMore.starts(with: signed.oneOrMore)
        else { return nil }
        var secured = document
        secured["@context"] = signed
        return secured
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
}

/// Why a `proof` member cannot be taken up.
public enum ProofReadingError: Error, Sendable, Equatable {
    /// It is not what the specification asks for.
    case malformed(String)
    /// Its type or cryptosuite is not known here, so nothing can be said of it.
    case unknownKind(String)
}
