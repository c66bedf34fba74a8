public import Credentials
public import LinkedData

/// A private key with the address under which others find its public half.
public struct CredentialSigner: Sendable {
    /// The issuer's DID.
    public let issuer: String
    /// The fragment of the verification method.
    public let keyID: String

    private let key: PrivateKey
    private let cryptosuite: Cryptosuite

    /// A signer for an issuer's key.
    ///
    /// - Throws: ``ProofError`` when no cryptosuite goes with such a key.
    public init(issuer: String, keyID: String, key: PrivateKey) throws(ProofError) {
        guard let cryptosuite = Cryptosuite.standard(for: key.publicKey.algorithm) else {
            throw ProofError(.generation, "no cryptosuite signs with such a key")
        }
        self.issuer = issuer
        self.keyID = keyID
        self.key = key
        self.cryptosuite = cryptosuite
    }

    /// Signs a document that has no proof.
    ///
    /// - Returns: The secured document as compact JSON.
    /// - Throws: ``ProofError``.
    public func sign(_ document: JSONObject, created: Timestamp) throws(ProofError) -> [UInt8] {
        let secured = try DataIntegrityProof.sign(
            document, with: key, cryptosuite: cryptosuite,
            verificationMethod: "\(issuer)#\(keyID)", created: created)
        return JSON.object(secured).compactBytes()
    }
}
