public import CertAuthority
public import Credentials
public import LinkedData

/// A private key with the address under which others find its public half.
public struct CredentialSigner: Sendable {
    /// The issuer's DID.
    public let issuer: String
    /// The fragment of the verification method.
    public let keyID: String
    /// How credentials are secured.
    public let mechanism: SecuringMechanism

    private let key: PrivateKey
    private let listCryptosuite: Cryptosuite
    private let contexts: ContextLibrary
    /// For badges with a proof of the mechanism's cryptosuite; nil where credentials are tokens.
    private let badges: BadgeSigner?

    /// A signer for an issuer's key.
    ///
    /// - Parameter mechanism: How credentials are secured; nil for what goes with the key.
    /// - Throws: ``IssuingError`` when the key cannot secure so.
    public init(
        issuer: String, keyID: String, key: PrivateKey, mechanism: SecuringMechanism? = nil
    ) throws(IssuingError) {
        let algorithm = key.publicKey.algorithm
        guard let cryptosuite = Cryptosuite.standard(for: algorithm) else {
            throw IssuingError("no cryptosuite signs with a key of the kind \(algorithm.rawValue)")
        }
        let mechanism = mechanism ?? .dataIntegrity(cryptosuite)
        guard mechanism.accepts(algorithm) else {
            throw IssuingError(
                "\(mechanism) does not go with \(issuer)'s key, which is of the kind "
                    + "\(algorithm.rawValue); choose another proof or generate another key")
        }
        self.issuer = issuer
        self.keyID = keyID
        self.key = key
        self.mechanism = mechanism
        listCryptosuite = cryptosuite
        contexts = .known
        badges = Self.badges(issuer, keyID, key, mechanism, contexts)
    }

    /// The same signer with a reading of the contexts of its own.
    func apart() -> CredentialSigner { CredentialSigner(apartFrom: self) }

    private init(apartFrom other: CredentialSigner) {
        issuer = other.issuer.apart
        keyID = other.keyID.apart
        mechanism = other.mechanism
        key = other.key
        listCryptosuite = other.listCryptosuite
        contexts = ContextLibrary()
        badges = Self.badges(issuer, keyID, key, mechanism, contexts)
    }

    private static func badges(
        _ issuer: String, _ keyID: String, _ key: PrivateKey, _ mechanism: SecuringMechanism,
        _ contexts: ContextLibrary
    ) -> BadgeSigner? {
        guard case .dataIntegrity(let suite) = mechanism else { return nil }
        return BadgeSigner(
            key: key, cryptosuite: suite, verificationMethod: "\(issuer)#\(keyID)",
            contexts: contexts)
    }

    /// The kind of key.
    public var algorithm: KeyAlgorithm { key.publicKey.algorithm }

    /// Secures a badge, once it is sure that it has the form of a credential.
    ///
    /// - Returns: Compact JSON with a proof, or a compact token: the bytes that are kept and served.
    /// - Throws: `MalformedValue` when every verifier would refuse the badge; `ProofError`,
    ///   `JOSEError` or `CryptoError`.
    func secure(_ badge: OpenBadge, created: Timestamp) throws -> [UInt8] {
        if let badges { return try badges.sign(badge, created: created) }
        let document = badge.document
        try CredentialStructure.validate(document)
        return try secure(document, created: created)
    }

    /// Secures a credential that has no proof.
    ///
    /// - Returns: Compact JSON with a proof, or a compact token: the bytes that are kept and served.
    /// - Throws: `ProofError` or `JOSEError`.
    public func secure(_ credential: JSONObject, created: Timestamp) throws -> [UInt8] {
        switch mechanism {
        case .dataIntegrity(let suite): try proven(credential, by: suite, created: created)
        case .token(let form): try token(credential, form)
        }
    }

    private func token(
        _ credential: JSONObject, _ form: CredentialJWT.Form
    ) throws(JOSEError) -> [UInt8] {
        Array(
            try CredentialJWT.sign(
                credential, form: form, with: key, reference: .url("\(issuer)#\(keyID)")
            ).utf8)
    }

    /// Signs a status list's credential, whatever the mechanism of credentials is: lists of both
    /// forms may have to be signed anew with one key.
    ///
    /// - Returns: Compact JSON with a proof, or a compact token.
    /// - Throws: `ProofError` or `JOSEError`.
    public func sign(
        list: JSONObject, as form: StatusListForm, created: Timestamp
    ) throws -> [UInt8] {
        switch form {
        case .proof: try proven(list, by: listCryptosuite, created: created)
        case .token: try token(list, .joseCose)
        }
    }

    private func proven(
        _ document: JSONObject, by suite: Cryptosuite, created: Timestamp
    ) throws(ProofError) -> [UInt8] {
        let secured = try DataIntegrityProof.sign(
            document, with: key, cryptosuite: suite, verificationMethod: "\(issuer)#\(keyID)",
            created: created, contexts: contexts)
        return JSON.object(secured).compactBytes()
    }
}
