import Credentials
import LinkedData
import Samples

/// Everything that is measured, over the same samples.
struct Operations {
    /// How many badges there are; more than fit into any cache of one.
    static let count = 256

    let issuer: SampleIssuer
    let badges: [OpenBadge]
    /// The signed badges, by how they are secured.
    let signed: [(security: SampleIssuer.Security, bytes: [[UInt8]])]
    private let verifier: Verifier<SampleResources>
    private let executor = InlineExecutor()

    /// - Parameter name: What the names of the ways to secure badges must contain.
    init(only name: String) throws {
        issuer = try SampleIssuer()
        badges = (0..<Self.count).map(SampleIssuer.badge)
        var signed: [(SampleIssuer.Security, [[UInt8]])] = []
        for security in SampleIssuer.Security.all
        where name.isEmpty || security.description.contains(name) {
            guard let first = try issuer.signed(badges[0], by: security) else { continue }
            let rest = try badges.dropFirst().map { [issuer] in try issuer.sign($0, by: security) }
            signed.append((security, [first] + rest))
        }
        self.signed = signed
        guard let standard = Cryptosuite.standard(for: .ed25519) else {
            throw Failure("there is no suite for Ed25519")
        }
        verifier = Verifier(
            resources: SampleResources(
                document: issuer.controllerDocument,
                statusList: try issuer.statusListCredential(by: .proof(standard, .ed25519))))
    }

    /// OpenSSL's own work within this process: one signature over 64 bytes, which is what the
    /// suites of Ed25519 sign.
    func raw(_ algorithm: KeyAlgorithm) throws -> (sign: Operation, verify: Operation) {
        let key = issuer.key(algorithm)
        let message = [UInt8](repeating: 7, count: 64)
        let signature = try key.sign(message)
        return (
            Operation("raw \(algorithm.rawValue) sign") { _ in
                guard try key.sign(message).count == signature.count else {
                    throw Failure("a signature has another length")
                }
            },
            Operation("raw \(algorithm.rawValue) verify") { _ in
                guard key.publicKey.isValid(signature: signature, for: message) else {
                    throw Failure("a signature does not fit")
                }
            }
        )
    }

    /// From a badge in memory to the signed bytes.
    func sign(_ security: SampleIssuer.Security) -> Operation {
        Operation("\(security) sign") { index in
            _ = try issuer.sign(badges[index % Self.count], by: security)
        }
    }

    /// From the signed bytes to the answer whether the signature fits, the key at hand.
    func verifySignature(_ security: SampleIssuer.Security, _ signed: [[UInt8]]) -> Operation {
        let key = issuer.key(security.algorithm).publicKey
        return Operation("\(security) verify") { index in
            let bytes = signed[index % Self.count]
            let isValid: Bool
            switch security {
            case .token: isValid = try CredentialJWT(bytes).signature.isValid(under: key)
            case .proof:
                guard let document = try JSON.parse(bytes).objectValue,
                    let proof = document["proof"]
                else { throw Failure("a badge has no proof") }
                isValid = try DataIntegrityProof(proof).isValid(
                    for: document.removing("proof"), under: key)
            }
            guard isValid else { throw Failure("\(security): the signature does not fit") }
        }
    }

    /// From the signed bytes to the verdict: structure, proof, key, dates and status, by a verifier
    /// that is kept, as a server does.
    func verdict(_ security: SampleIssuer.Security, _ signed: [[UInt8]]) -> Operation {
        Operation("\(security) verdict") { index in
            let report = try report(signed[index % Self.count])
            guard report.verdict == .valid else {
                throw Failure("\(security): the verdict is \(report.verdict.rawValue)")
            }
        }
    }

    /// What the verifier says of a document.
    func report(_ bytes: [UInt8]) throws -> VerificationReport {
        let report = executor.run { [verifier] in
            await verifier.verify(bytes, at: SampleIssuer.instant)
        }
        guard let report else { throw Failure("the verifier waits for something") }
        return report
    }
}

extension SampleIssuer {
    /// The signed badge, or nil where the suite is read only.
    fileprivate func signed(_ badge: OpenBadge, by security: Security) throws -> [UInt8]? {
        do {
            return try sign(badge, by: security)
        } catch let error as ProofError where error.code == .generation {
            return nil
        }
    }
}

/// Why a measurement would mean nothing.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
