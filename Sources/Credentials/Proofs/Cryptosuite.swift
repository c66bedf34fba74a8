import LinkedData

/// A cryptosuite of W3C Data Integrity: how a document becomes bytes, and which keys sign them.
public enum Cryptosuite: String, Sendable, CaseIterable {
    /// Ed25519 over RFC 8785 (Data Integrity EdDSA Cryptosuites v1.0 §3.3).
    case eddsaJCS2022 = "eddsa-jcs-2022"
    /// ECDSA P-256 or P-384 over RFC 8785 (Data Integrity ECDSA Cryptosuites v1.0 §3.3).
    case ecdsaJCS2019 = "ecdsa-jcs-2019"

    /// The suites that credentials can be issued with.
    public static let issuing = allCases

    /// True when keys of that algorithm sign and verify under this suite.
    public func accepts(_ algorithm: KeyAlgorithm) -> Bool {
        switch self {
        case .eddsaJCS2022: algorithm == .ed25519
        case .ecdsaJCS2019: algorithm == .p256 || algorithm == .p384
        }
    }

    /// The suite that the service issues with for a key, when nothing else is asked for.
    public static func standard(for algorithm: KeyAlgorithm) -> Cryptosuite? {
        switch algorithm {
        case .ed25519: .eddsaJCS2022
        case .p256, .p384: .ecdsaJCS2019
        case .rsa: nil
        }
    }

    /// The canonical bytes of a document or of a proof's options.
    func canonicalBytes(_ document: JSONObject) throws(ProofError) -> [UInt8] {
        switch self {
        case .eddsaJCS2022, .ecdsaJCS2019: JSON.object(document).canonicalBytes()
        }
    }

    /// The message digest: SHA-384 goes with P-384, SHA-256 with all else.
    func digest(_ bytes: [UInt8], for algorithm: KeyAlgorithm) -> [UInt8] {
        algorithm == .p384 ? Digest.sha384(bytes) : Digest.sha256(bytes)
    }
}
