public import Credentials
public import LinkedData

/// An invented organisation: one key of each kind, a document that names them, badges to sign.
///
/// All but the RSA key follow from fixed bytes, so that what is signed with Ed25519 is the same in
/// every run.
public struct SampleIssuer: Sendable {
    /// The issuer's DID.
    public static let id = "did:web:verify.example.org:orgs:academy"
    /// When everything is signed: 2026-06-01T00:00:00Z.
    public static let instant = Timestamp(seconds: 1_780_272_000)

    /// The keys, one of each kind.
    public let keys: [PrivateKey]
    /// The document that names them all for issuing.
    public let controllerDocument: ControllerDocument

    /// Makes the keys.
    ///
    /// - Throws: ``CryptoError`` where OpenSSL fails.
    public init() throws(CryptoError) {
        var keys: [PrivateKey] = []
        for algorithm in KeyAlgorithm.allCases { keys.append(try Self.key(algorithm)) }
        self.keys = keys
        controllerDocument = ControllerDocument(
            id: Self.id,
            assertionMethods: keys.map { key in
                VerificationMethod(
                    id: Self.method(key.algorithm), controller: Self.id, publicKey: key.publicKey)
            })
    }

    /// The URL of the verification method of that kind of key.
    public static func method(_ algorithm: KeyAlgorithm) -> String {
        "\(id)#\(algorithm.rawValue)"
    }

    private static func key(_ algorithm: KeyAlgorithm) throws(CryptoError) -> PrivateKey {
        let length: Int
        switch algorithm {
        case .rsa: return try .generate(.rsa)
        case .p521: length = 66
        case .p384: length = 48
        case .ed25519, .p256, .secp256k1: length = 32
        }
        let seed = Digest.sha384(Array("sample \(algorithm.rawValue) key".utf8)).prefix(length)
        // Below the order of every curve.
        return try PrivateKey(
            algorithm, raw: [UInt8](repeating: 0, count: length - seed.count) + Array(seed))
    }
}

extension SampleIssuer {
    /// One way in which a badge is secured here.
    public enum Security: Sendable, Hashable, CustomStringConvertible {
        /// An embedded proof.
        case proof(Cryptosuite, KeyAlgorithm)
        /// A JSON Web Token in the Open Badges form.
        case token(KeyAlgorithm)

        /// The suite or `vc-jwt`, and the key where the suite leaves a choice.
        public var description: String {
            switch self {
            case .proof(let suite, .ed25519): suite.rawValue
            case .proof(let suite, let algorithm): "\(suite.rawValue) \(algorithm.rawValue)"
            case .token(let algorithm): "vc-jwt \(algorithm.rawValue)"
            }
        }

        /// Every suite that is made for issuing with every key that it accepts, then tokens.
        public static let all: [Security] =
            Cryptosuite.issuing.flatMap { suite in
                KeyAlgorithm.allCases.filter(suite.accepts).map { .proof(suite, $0) }
            } + KeyAlgorithm.allCases.map { .token($0) }

        /// Which kind of key signs.
        public var algorithm: KeyAlgorithm {
            switch self {
            case .proof(_, let algorithm), .token(let algorithm): algorithm
            }
        }
    }

    /// The private key of that kind.
    public func key(_ algorithm: KeyAlgorithm) -> PrivateKey {
        for key in keys where key.algorithm == algorithm { return key }
        preconditionFailure("there is a key of each kind")
    }

    /// Signs a badge and writes it.
    ///
    /// - Throws: ``ProofError`` or ``JOSEError``.
    public func sign(_ badge: OpenBadge, by security: Security) throws -> [UInt8] {
        guard case .token = security, badge.subject.id == nil else {
            return try sign(badge.document, by: security)
        }
        // A token must name its subject (Open Badges 3.0 §8.2.4.1 `sub`).
        var named = badge
        named.subject.id = "urn:uuid:2f6c0f0e-7c0a-4c52-9b0e-5d2f9e8a1b3c"
        return try sign(named.document, by: security)
    }

    /// Signs any document and writes it.
    ///
    /// - Throws: ``ProofError`` or ``JOSEError``.
    public func sign(_ document: JSONObject, by security: Security) throws -> [UInt8] {
        let key = key(security.algorithm)
        let method = Self.method(security.algorithm)
        switch security {
        case .proof(let suite, _):
            let signed = try DataIntegrityProof.sign(
                document, with: key, cryptosuite: suite, verificationMethod: method,
                created: Self.instant)
            return JSON.object(signed).compactBytes()
        case .token:
            return Array(
                try CredentialJWT.sign(
                    document, form: .openBadges, with: key, reference: .url(method)
                ).utf8)
        }
    }
}
