import LinkedData

/// Whether the right party signed a token (Open Badges 3.0 §8.2.4; VC-JOSE-COSE §4).
struct TokenVerification<Resources: VerificationResources>: Sendable {
    let keys: KeyLookup<Resources>

    /// No honest controller lists more keys that a token without the name of one may mean; each can
    /// cost a signature.
    private static var candidateLimit: Int { 32 }

    /// What a signature came to.
    struct Finding: Sendable {
        /// The check of the signature, and that of its key where it holds.
        let checks: [Check]
        /// The key under which it holds, if it does.
        let method: VerificationMethod?
    }

    /// Verifies a token's signature.
    func verify(_ token: SignedToken, at instant: Timestamp) async -> Finding {
        switch await candidates(token) {
        case .failure(let check): return Finding(checks: [check], method: nil)
        case .success(let candidates):
            var isTried = false
            var mismatch: String?
            for method in candidates.methods.prefix(Self.candidateLimit) {
                do throws(JOSEError) {
                    guard try token.signature.isValid(under: method.publicKey) else {
                        isTried = true
                        continue
                    }
                } catch {
                    mismatch = error.reason
                    continue
                }
                let passed = Self.proof(
                    .passed, "The token's signature (\(token.signature.algorithm)) matches.")
                let key = method.check(of: token.party, signed: token.signed ?? instant)
                return Finding(checks: [passed, key], method: method)
            }
            return Finding(
                checks: [unmatched(token, candidates, isTried: isTried, mismatch)], method: nil)
        }
    }

    /// The check where no key fits.
    private func unmatched(
        _ token: SignedToken, _ candidates: Candidates, isTried: Bool, _ mismatch: String?
    ) -> Check {
        guard candidates.isNamed else {
            if let reason = candidates.unreadable {
                return Self.missed(.unreadable(reason), token)
            }
            guard isTried, candidates.methods.count <= Self.candidateLimit else {
                let algorithm = token.signature.algorithm.prefix(40)
                return Self.proof(
                    .notMade,
                    "The token does not say by which key it is signed, and the \(token.party) lists "
                        + (isTried ? "too many to try." : "none for \(algorithm)."))
            }
            return Self.proof(
                .failed,
                "The token's signature does not match any key that the \(token.party) lists.")
        }
        let reason = isTried ? nil : mismatch
        return Self.proof(
            .failed,
            "The token's signature does not match" + (reason.map { ": \($0.prefix(200))." } ?? "."))
    }

    /// The keys that a token may mean.
    private struct Candidates {
        let methods: [VerificationMethod]
        /// Whether the token says which of the controller's keys it means.
        let isNamed: Bool
        /// Why a key that the controller lists besides cannot be used.
        var unreadable: String?
    }

    private enum Lookup {
        case success(Candidates)
        case failure(Check)
    }

    private func candidates(_ token: SignedToken) async -> Lookup {
        guard let controller = token.controller else {
            guard case .url(let url) = token.key else {
                return .failure(
                    Self.proof(
                        .notMade, "The token says neither who signed it nor by which key."))
            }
            return await method(url, token)
        }
        switch token.key {
        case .embedded(let key):
            // A key in the header says nothing about whose it is: the controller must list it.
            return await methods(of: controller, token) { $0.publicKey == key }
        case .named(let name):
            return await methods(of: controller, token) { $0.isNamed(name) }
        case .unnamed: return await methods(of: controller, token)
        case .url(let url) where url.isExactly(controller):
            return await methods(of: controller, token)
        case .url(let url):
            guard VerificationMethod.controllerIdentifier(url).isExactly(controller) else {
                return await foreign(url, controller, token)
            }
            return await method(url, token)
        }
    }

    private func method(_ url: String, _ token: SignedToken) async -> Lookup {
        switch await keys.method(url, for: token.relationship) {
        case .found(let method): .success(Candidates(methods: [method], isNamed: true))
        case .missed(let missed): .failure(Self.missed(missed, token))
        }
    }

    /// The controller's keys, or those of them that the token means.
    private func methods(
        of controller: String, _ token: SignedToken,
        named isMeant: ((VerificationMethod) -> Bool)? = nil
    ) async -> Lookup {
        switch await keys.methods(of: controller, for: token.relationship) {
        case .missed(let missed): return .failure(Self.missed(missed, token))
        case .found(let listing):
            guard let isMeant else {
                return .success(
                    Candidates(
                        methods: listing.methods, isNamed: false,
                        unreadable: listing.unreadable.first?.reason))
            }
            let meant = listing.methods.filter(isMeant)
            guard meant.isEmpty else { return .success(Candidates(methods: meant, isNamed: true)) }
            if let unreadable = listing.unreadable.first {
                return .failure(Self.missed(.unreadable(unreadable.reason), token))
            }
            let reason = "the document of \(controller.prefix(200)) has no such key"
            guard keys.forgetsNothing(controller) else {
                return .failure(Self.missed(.unlisted(reason), token))
            }
            return .failure(notOwn(token))
        }
    }

    /// A `kid` that is the URL of a key, and not of the controller's document: a name that the
    /// document uses all the same, or the address of a bare key, as Open Badges allows. Whether that
    /// is the controller's cannot be seen from it, and for a DID it would have to be part of the
    /// controller's document.
    private func foreign(
        _ url: String, _ controller: String, _ token: SignedToken
    ) async -> Lookup {
        if case .found(let listing) = await keys.methods(of: controller, for: token.relationship) {
            let meant = listing.methods.filter { $0.isNamed(url) }
            if !meant.isEmpty { return .success(Candidates(methods: meant, isNamed: true)) }
        }
        if url.utf8.starts(with: "did:".utf8) || keys.resources.isAuthoritative(for: controller) {
            return .failure(notOwn(token))
        }
        return .failure(
            Self.proof(
                .notMade,
                "Whether the key \(url.prefix(200)) is the \(token.party)'s cannot be seen."))
    }

    private func notOwn(_ token: SignedToken) -> Check {
        Self.proof(
            .failed, "The token was signed with a key that is not the \(token.party)'s.")
    }

    private static func missed(_ missed: MissedKey, _ token: SignedToken) -> Check {
        Check(
            .proof, missed.isUndecided ? .notMade : .failed,
            missed.sentences(party: token.party.rawValue), bearing: .genuineness,
            problemType: missed.isUndecided ? nil : ProofFault.cryptographic)
    }

    private static func proof(_ result: Check.Result, _ detail: String) -> Check {
        Check(
            .proof, result, detail, bearing: .genuineness,
            problemType: result == .failed ? ProofFault.cryptographic : nil)
    }
}

/// A token's signature, and who must have made it for what.
struct SignedToken: Sendable {
    let signature: JSONWebSignature
    let key: TokenKey
    /// Whose key it must be; nil where anyone may have signed.
    let controller: String?
    /// What the controller is to the content, for messages: `issuer` or `holder`.
    let party: ProofDemand.Party
    /// For what the controller must list the key.
    let relationship: ControllerDocument.Relationship
    /// When the token says that it was made, as far as it does.
    let signed: Timestamp?

    /// A credential's: by its issuer, to assert.
    init(_ token: CredentialJWT) {
        let from = (DataModelVersion(of: token.credential) ?? .v2).period.from
        signature = token.signature
        key = token.key
        controller = token.issuer
        party = .issuer
        relationship = .assertionMethod
        signed =
            token.notBefore
            ?? token.credential[from]?.stringValue.flatMap {
                Timestamp($0, offsetRequired: false)
            }
    }

    /// A presentation's: by its holder, to authenticate.
    init(_ token: PresentationJWT) {
        signature = token.signature
        key = token.key
        controller = token.holder
        party = .holder
        relationship = .authentication
        signed = token.issued ?? token.notBefore
    }
}

extension Check {
    /// What a token that cannot be taken apart comes to: nothing where it is only of a kind that is
    /// not read here.
    init(unreadableToken error: JOSEError, of content: String) {
        let isUndecided =
            switch error.code {
            case .unsupportedAlgorithm, .unsupportedType, .unsupportedPayload, .criticalHeader,
                .keyReference, .tooLarge:
                true
            default: false
            }
        let finding =
            switch error.code {
            case .claim: "The token contradicts the \(content) in it"
            case _ where isUndecided: "Tokens of this kind are not known here"
            default: "The token is not one of a \(content)"
            }
        self.init(
            .proof, isUndecided ? .notMade : .failed, "\(finding): \(error.reason.prefix(300)).",
            bearing: .genuineness,
            problemType: isUndecided ? nil : ProofFault.cryptographic)
    }
}
