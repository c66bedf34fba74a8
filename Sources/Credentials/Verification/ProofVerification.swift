import LinkedData

/// Whether the right party signed the document as it stands.
struct ProofVerification<Resources: VerificationResources>: Sendable {
    let keys: KeyLookup<Resources>
    let contexts: ContextLibrary

    /// A check and what it rests on.
    struct Finding: Sendable {
        let checks: [Check]
        /// The proof that holds, if one does.
        var held: HeldProof?
        /// What else is to be known of it, deciding nothing.
        var remarks: [Check] = []

        /// The better the more a document of these checks can be relied on.
        fileprivate var rank: Int {
            switch Verdict(checks) {
            case .valid: 3
            case .notCurrentlyValid: 2
            case .cannotTell: 1
            case .notGenuine: 0
            }
        }
    }

    /// The check of the proof, then those of its expiry, its date, its key and, where one holds, of
    /// the contexts by which the document is read.
    ///
    /// Any one proof by the issuer suffices (Open Badges 3.0 §8.2), in whatever order they stand;
    /// one that fails beside it is reported and does not decide. Where several hold, the one counts
    /// that has its key, its time and its contexts in order. A proof of a chain holds only with all
    /// that it was made over.
    func checks(
        _ document: JSONObject, demand: ProofDemand, at instant: Timestamp
    ) async -> Finding {
        guard let proofs = document["proof"]?.oneOrMore, !proofs.isEmpty else {
            return Finding(
                checks: [
                    Check(
                        .proof, .failed, "The document carries no proof.", bearing: .genuineness,
                        problemType: ProofFault.cryptographic)
                ],
                held: nil)
        }
        var set = ProofSet(
            proofs: Array(proofs.prefix(ProofSet<Resources>.limit)),
            document: document.removing("proof"), verification: self)
        var best: Finding?
        var failures: [ProofFault] = []
        var unknowns: [ProofFault] = []
        if proofs.count > ProofSet<Resources>.limit {
            unknowns.append(
                ProofFault("Of its proofs only the first \(ProofSet<Resources>.limit) were read."))
        }
        for index in set.proofs.indices {
            switch await set.outcome(index, demand: demand) {
            case .holds(let held):
                let found = finding(held, document, demand, at: instant)
                if found.rank == 3 { return found }
                if found.rank > best?.rank ?? -1 { best = found }
            case .fails(let fault): failures.append(fault)
            case .unknown(let fault): unknowns.append(fault)
            }
        }
        if let best, best.rank > 0 || unknowns.isEmpty { return best }
        // A set that holds one unknown proof may yet be genuine.
        let isFailed = unknowns.isEmpty
        return Finding(
            checks: [
                Check(
                    .proof, isFailed ? .failed : .notMade,
                    (unknowns + failures).map(\.reason).joined(separator: " "),
                    bearing: .genuineness,
                    problemType: isFailed ? failures.first?.problemType : nil)
            ],
            held: nil)
    }

    private func finding(
        _ held: HeldProof, _ document: JSONObject, _ demand: ProofDemand, at instant: Timestamp
    ) -> Finding {
        let contexts = contextCheck(
            document, signedAs: held.proof.cryptosuite.form, by: demand.controller ?? "")
        return Finding(
            checks: [
                held.check, held.expiry(at: instant), held.date(at: instant),
                held.key(of: demand.party, at: instant), contexts,
            ].compactMap { $0 },
            held: held, remarks: [held.direction].compactMap { $0 })
    }

    /// The check of the contexts by which a document is read, by what of it is signed.
    private func contextCheck(
        _ document: JSONObject, signedAs form: Cryptosuite.Form, by signer: String
    ) -> Check {
        switch form {
        case .statements:
            CompactForm.check(
                document, isKnownIssuer: keys.resources.isAuthoritative(for: signer),
                contexts: contexts)
        case .json: ContextRules.check(document, contexts: contexts)
        }
    }
}

/// Why a proof does not count.
struct ProofFault: Sendable {
    static let cryptographic =
        "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR"
    static let verification = "https://w3id.org/security#PROOF_VERIFICATION_ERROR"

    /// One sentence.
    let reason: String
    /// The problem type, an absolute URL.
    let problemType: String

    init(_ reason: String, _ problemType: String = Self.cryptographic) {
        self.reason = reason
        self.problemType = problemType
    }
}

/// A proof that holds, and whose key it is.
struct HeldProof: Sendable {
    let proof: DataIntegrityProof
    let method: VerificationMethod
    let match: DataIntegrityProof.Match

    var check: Check {
        var detail = "The signature (\(proof.cryptosuite.rawValue)) matches the document"
        if let copy = match.copy {
            detail += ", read by the copy \"\(copy.copy)\" of \(copy.url)"
        }
        if match.reading.lowercasesLanguages {
            detail += ", with its language tags in lower case"
        }
        return Check(.proof, .passed, detail + ".", bearing: .genuineness)
    }

    func expiry(at instant: Timestamp) -> Check? { Self.expiry(proof.expires, at: instant) }

    static func expiry(_ expires: Timestamp?, at instant: Timestamp) -> Check? {
        expires.map { expires in
            instant > expires
                ? Check(
                    .proofExpiry, .failed, "The proof expired on \(expires.description).",
                    bearing: .currency)
                : Check(
                    .proofExpiry, .passed, "The proof counts until \(expires.description).",
                    bearing: .currency)
        }
    }

    func date(at instant: Timestamp) -> Check? { Self.date(proof.created, at: instant) }

    /// Told where the proof is dated in the future. It decides nothing: the date is the signer's
    /// own word, and from when a document counts is said by its period.
    static func date(_ created: Timestamp?, at instant: Timestamp) -> Check? {
        guard let created, created > instant else { return nil }
        return Check(
            .proofDate, .failed,
            "The proof is dated \(created.description), which lies in the future.",
            bearing: .information)
    }

    /// Told where the signer left the direction of texts out of what was signed.
    var direction: Check? {
        guard match.reading.direction == .dropped else { return nil }
        return Check(
            .direction, .notMade,
            "In which direction its texts are read (@direction) is not covered by the signature.",
            bearing: .information)
    }

    func key(of party: ProofDemand.Party, at instant: Timestamp) -> Check {
        method.check(of: party, signed: proof.created ?? instant)
    }
}

/// A signature that holds, as far as what is made of it can change later: whose key it is, when it
/// was made and until when it counts.
struct HeldSignature: Sendable {
    let method: VerificationMethod
    let signed: Timestamp?
    let expires: Timestamp?
    /// False where the signature has a period of its own that these do not tell.
    let isLasting: Bool

    init(
        method: VerificationMethod, signed: Timestamp?, expires: Timestamp?, isLasting: Bool = true
    ) {
        self.method = method
        self.signed = signed
        self.expires = expires
        self.isLasting = isLasting
    }

    /// That of an embedded proof.
    init(_ held: HeldProof) {
        self.init(
            method: held.method, signed: held.proof.created, expires: held.proof.expires)
    }
}

extension VerificationMethod {
    /// A key counts for what was signed before it was revoked or expired.
    func check(of party: ProofDemand.Party, signed: Timestamp) -> Check {
        let name = party.keyCheck
        if let revoked, signed >= revoked {
            return Check(
                name, .failed, "The \(party) withdrew this key on \(revoked.description).",
                bearing: .genuineness)
        }
        if let expires, signed >= expires {
            return Check(
                name, .failed, "The \(party)'s key expired on \(expires.description).",
                bearing: .genuineness)
        }
        let use = party == .issuer ? "for issuing credentials" : "for presenting them"
        return Check(
            name, .passed, "The key is one of the \(party)'s, \(use).", bearing: .genuineness)
    }
}
