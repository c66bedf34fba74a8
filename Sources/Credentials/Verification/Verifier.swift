public import LinkedData

/// Verifies credentials: anyone's, by the same checks.
///
/// The order of the checks is that of Open Badges 3.0 §8 and VCDM 2.0 §7.1: structure, proof,
/// period, status. A verifier remembers what it learned of identifiers that hold their own key and
/// of status lists, so keep it for as long as its resources; copies share that memory.
public struct Verifier<Resources: VerificationResources>: Sendable {
    let keys: KeyLookup<Resources>
    let contexts: ContextLibrary
    let limits: JSONLimits
    private let memory: VerifierMemory

    var statusLists: StatusListMemory { memory.statusLists }

    /// Where keys and status lists are found.
    public var resources: Resources { keys.resources }

    /// A verifier that looks things up in `resources`.
    ///
    /// - Parameters:
    ///   - resources: Where keys and status lists are found.
    ///   - contexts: The JSON-LD contexts by which documents are read; none is ever fetched.
    ///   - limits: What a document may cost to read.
    ///   - memory: What was learned before, from the same resources.
    public init(
        resources: Resources, contexts: ContextLibrary = .known, limits: JSONLimits = .standard,
        memory: VerifierMemory = VerifierMemory()
    ) {
        keys = KeyLookup(resources: resources, memory: memory)
        self.memory = memory
        self.contexts = contexts
        self.limits = limits
    }

    /// Verifies one credential: JSON with embedded proofs, a compact JSON Web Signature, or JSON
    /// that envelops one (`EnvelopedVerifiableCredential`).
    ///
    /// - Parameters:
    ///   - bytes: The document as received.
    ///   - instant: The time for which the verdict is wanted.
    /// - Returns: Every check that was reached; the verdict follows from them.
    public func verify(_ bytes: [UInt8], at instant: Timestamp) async -> VerificationReport {
        await report(ReceivedDocument(bytes, limits: limits), at: instant)
    }

    /// Every check of a credential, its status with them.
    func report(
        _ received: ReceivedDocument, at instant: Timestamp
    ) async -> VerificationReport {
        let finding = await securedCredential(received, at: instant)
        guard let document = finding.document, finding.isWellFormed else {
            return VerificationReport(checks: finding.checks, credential: finding.document)
        }
        let status = await StatusVerification(verifier: self).checks(document, instant)
        let own = [OwnContexts.check(document, contexts: contexts)].compactMap { $0 }
        return VerificationReport(
            checks: finding.checks + status + UnexaminedMembers.checks(document) + own
                + [ValidityPeriod.formCheck(document)].compactMap { $0 } + finding.remarks,
            credential: document)
    }

    /// What is known of a credential without its status.
    struct SecuredFinding: Sendable {
        var checks: [Check]
        /// The document that the signature covers.
        var document: JSONObject?
        /// True when the document has the form of a credential, so that its members can be read.
        var isWellFormed = false
        /// The signature that holds, if one does.
        var held: HeldSignature?
        /// What else is to be known of its proof, deciding nothing.
        var remarks: [Check] = []
    }

    /// Everything but the status: structure, proof and period.
    func securedCredential(
        _ received: ReceivedDocument, at instant: Timestamp
    ) async -> SecuredFinding {
        switch received {
        case .unreadable(let check): return SecuredFinding(checks: [check])
        case .compactSignature(let compact): return await token(compact, at: instant)
        case .object(let document) where EnvelopedCredential.isEnveloped(.object(document)):
            return await envelope(document, at: instant)
        case .object(let document) where PresentationStructure.isPresentation(document):
            return SecuredFinding(checks: [Self.presentation])
        case .object(let document): return await embedded(document, at: instant)
        }
    }

    /// A credential whose proofs are part of it.
    private func embedded(
        _ document: JSONObject, at instant: Timestamp
    ) async -> SecuredFinding {
        var finding = SecuredFinding(
            checks: CredentialStructure.checks(document), document: document)
        guard finding.checks[0].result == .passed else { return finding }
        finding.isWellFormed = true
        let issuer = DataModelStructure.issuerIdentifier(document) ?? ""
        let proofs = await ProofVerification(keys: keys, contexts: contexts)
            .checks(document, demand: .assertion(by: issuer), at: instant)
        finding.checks += proofs.checks
        finding.held = proofs.held.map(HeldSignature.init)
        finding.remarks = proofs.remarks
        finding.checks.append(ValidityPeriod.check(document, at: instant))
        return finding
    }

    static var presentation: Check {
        Check(
            .structure, .notMade,
            "This is a presentation of credentials, not a credential; it has to be verified as one.",
            bearing: .genuineness)
    }
}
