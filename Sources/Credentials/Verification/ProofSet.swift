import LinkedData

/// The proofs of one document, each judged at most once (Data Integrity §4.5 "Verify Proof Sets
/// and Chains").
struct ProofSet<Resources: VerificationResources> {
    /// No honest document has more proofs; each can cost a signature and a look-up.
    static var limit: Int { 8 }

    let proofs: [JSON]

    private let verification: ProofVerification<Resources>
    private var secured: SecuredDocument
    /// What the proofs that others follow came to; absent while not judged.
    private var followed: [Int: Outcome] = [:]
    /// The proofs being judged, so that a circle is seen.
    private var pending: Set<Int> = []

    enum Outcome {
        case holds(HeldProof)
        case fails(ProofFault)
        case unknown(ProofFault)
    }

    init(proofs: [JSON], document: JSONObject, verification: ProofVerification<Resources>) {
        self.proofs = proofs
        self.verification = verification
        secured = SecuredDocument(document, contexts: verification.contexts)
    }

    /// What the proof at that place comes to.
    ///
    /// - Parameter demand: What it must be for; nil for one that others follow, which may be
    ///   anyone's.
    mutating func outcome(_ index: Int, demand: ProofDemand?) async -> Outcome {
        let proof: DataIntegrityProof
        do throws(ProofReadingError) {
            proof = try DataIntegrityProof(proofs[index])
        } catch {
            return unreadable(error, controller: demand?.controller)
        }
        if let fault = demand?.fault(proof) {
            return .fails(ProofFault(fault.reason, fault.problemType))
        }
        let method: VerificationMethod
        switch await self.method(of: proof, demand: demand) {
        case .success(let found): method = found
        case .failure(let outcome): return outcome
        }
        if !proof.previousProofs.isEmpty {
            return await chained(index, proof, under: method)
        }
        return Self.judge(
            proof, over: &secured, under: method, resources: verification.keys.resources)
    }

    /// A proof that was made over others as well: those hold too, and are part of the document.
    private mutating func chained(
        _ index: Int, _ proof: DataIntegrityProof, under method: VerificationMethod
    ) async -> Outcome {
        pending.insert(index)
        defer { pending.remove(index) }
        var matching: [Int] = []
        for name in proof.previousProofs {
            guard
                let previous = proofs.firstIndex(where: {
                    $0["id"]?.stringValue?.isExactly(name) == true
                }), !pending.contains(previous)
            else {
                return .fails(
                    ProofFault(
                        "The proof follows another, \(name.prefix(100)), that is not there.",
                        ProofFault.verification))
            }
            if followed[previous] == nil {
                followed[previous] = await outcome(previous, demand: nil)
            }
            switch followed[previous] {
            case .fails(let fault), .unknown(let fault):
                let fault = ProofFault(
                    "Of the proof that this one follows: \(fault.reason)", fault.problemType)
                if case .unknown = followed[previous] { return .unknown(fault) }
                return .fails(fault)
            case .holds, nil: matching.append(previous)
            }
        }
        var document = secured.document
        document["proof"] = .array(matching.sorted().map { proofs[$0] })
        var extended = SecuredDocument(document, contexts: verification.contexts)
        return Self.judge(
            proof, over: &extended, under: method, resources: verification.keys.resources)
    }

    private static func judge(
        _ proof: DataIntegrityProof, over document: inout SecuredDocument,
        under method: VerificationMethod, resources: Resources
    ) -> Outcome {
        do throws(ProofError) {
            // An issuer whose own word this is signs as this software does.
            let match = try proof.match(
                &document, under: method.publicKey,
                readsAsOthers: !resources.isAuthoritative(for: method.controller))
            guard let match else {
                return .fails(ProofFault("The signature does not match the document."))
            }
            return .holds(HeldProof(proof: proof, method: method, match: match))
        } catch {
            let fault = ProofFault(
                "The document cannot be brought into its signed form: \(error.reason).",
                error.problemType)
            // An issuer whose own word this is signs only what can be read here.
            let isForeign = !resources.isAuthoritative(for: method.controller)
            return error.isUndecided && isForeign ? .unknown(fault) : .fails(fault)
        }
    }

    private func unreadable(_ error: ProofReadingError, controller: String?) -> Outcome {
        switch error {
        case .malformed(let reason):
            return .fails(
                ProofFault("The proof is malformed: \(reason).", ProofFault.verification))
        case .unknownKind(let kind):
            let shown = kind.prefix(60)
            if let controller, verification.keys.resources.isAuthoritative(for: controller) {
                return .fails(
                    ProofFault("The issuer makes no proofs of the kind \"\(shown)\"."))
            }
            return .unknown(ProofFault("Proofs of the kind \"\(shown)\" are not known here."))
        }
    }

    private enum MethodLookup {
        case success(VerificationMethod)
        case failure(Outcome)
    }

    /// Retrieves the method and makes sure that it is the right party's own.
    private func method(
        of proof: DataIntegrityProof, demand: ProofDemand?
    ) async -> MethodLookup {
        let party = demand?.party.rawValue ?? "signer"
        let url = proof.verificationMethod
        if let controller = demand?.controller,
            !VerificationMethod.controllerIdentifier(url).isExactly(controller)
        {
            return .failure(
                .fails(ProofFault("The proof was made with a key that is not the \(party)'s.")))
        }
        let purpose = proof.proofPurpose.flatMap { ControllerDocument.Relationship(rawValue: $0) }
        guard let relationship = demand?.relationship ?? purpose else {
            return .failure(
                .fails(
                    ProofFault("The proof has no purpose that is known.", ProofFault.verification))
            )
        }
        switch await verification.keys.method(url, for: relationship) {
        case .found(let method): return .success(method)
        case .missed(let missed):
            let fault = ProofFault(
                missed.sentences(party: party), missed.problemType ?? ProofFault.cryptographic)
            return .failure(missed.isUndecided ? .unknown(fault) : .fails(fault))
        }
    }
}
