import LinkedData

/// How a document becomes bytes, and which keys sign them: a cryptosuite of W3C Data Integrity, or
/// the one older proof type that is still read.
public enum Cryptosuite: String, Sendable, CaseIterable {
    /// Ed25519 over RDFC-1.0 (Data Integrity EdDSA Cryptosuites v1.0 §3.2).
    case eddsaRDFC2022 = "eddsa-rdfc-2022"
    /// ECDSA P-256 or P-384 over RDFC-1.0 (Data Integrity ECDSA Cryptosuites v1.0 §3.2).
    case ecdsaRDFC2019 = "ecdsa-rdfc-2019"
    /// Ed25519 over RFC 8785 (Data Integrity EdDSA Cryptosuites v1.0 §3.3).
    case eddsaJCS2022 = "eddsa-jcs-2022"
    /// ECDSA P-256 or P-384 over RFC 8785 (Data Integrity ECDSA Cryptosuites v1.0 §3.3).
    case ecdsaJCS2019 = "ecdsa-jcs-2019"
    /// Ed25519 over RDFC-1.0 as a proof type of its own (Ed25519 Signature 2020); it is verified
    /// only.
    case ed25519Signature2020 = "Ed25519Signature2020"

    /// What is put into canonical form: the statements of the document or its JSON.
    enum Form: Sendable {
        /// RDF Dataset Canonicalization, RDFC-1.0.
        case statements
        /// JSON Canonicalization Scheme, RFC 8785.
        case json
    }

    var form: Form {
        switch self {
        case .eddsaRDFC2022, .ecdsaRDFC2019, .ed25519Signature2020: .statements
        case .eddsaJCS2022, .ecdsaJCS2019: .json
        }
    }

    /// The `type` of proofs of this suite.
    var proofType: String {
        self == .ed25519Signature2020 ? rawValue : "DataIntegrityProof"
    }

    /// The suites that credentials can be issued with: all that ``DataIntegrityProof`` signs.
    public static let issuing = allCases.filter { $0 != .ed25519Signature2020 }

    /// True when keys of that algorithm sign and verify under this suite.
    public func accepts(_ algorithm: KeyAlgorithm) -> Bool {
        switch self {
        case .eddsaRDFC2022, .eddsaJCS2022, .ed25519Signature2020: algorithm == .ed25519
        case .ecdsaRDFC2019, .ecdsaJCS2019: algorithm == .p256 || algorithm == .p384
        }
    }

    /// The suite that the service issues with for a key, when nothing else is asked for.
    public static func standard(for algorithm: KeyAlgorithm) -> Cryptosuite? {
        switch algorithm {
        case .ed25519: .eddsaRDFC2022
        case .p256, .p384: .ecdsaRDFC2019
        case .p521, .secp256k1, .rsa: nil
        }
    }

    /// The suite of a proof by its `type` and, for Data Integrity proofs, its `cryptosuite`.
    static func named(_ cryptosuite: String, proofType: String) -> Cryptosuite? {
        allCases.first { suite in
            suite.proofType.isExactly(proofType) && suite.rawValue.isExactly(cryptosuite)
        }
    }
}

/// The message digest of a proof: SHA-384 goes with P-384, SHA-256 with all else (ECDSA
/// Cryptosuites §3.2). It hashes the canonical form, and the blank nodes within RDFC-1.0.
enum ProofDigest: Sendable {
    case sha256
    case sha384

    init(_ algorithm: KeyAlgorithm) { self = algorithm == .p384 ? .sha384 : .sha256 }

    func hash(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Digest.sha256(bytes)
        case .sha384: Digest.sha384(bytes)
        }
    }
}
