public import LinkedData

/// What a verifier found of a presentation and of the credentials in it.
public struct PresentationReport: Sendable, Equatable {
    /// Everything that was looked at in the presentation itself, in order.
    public var checks: [Check]
    /// The presentation, once it was read; to be shown as fact only when it is genuine.
    public var presentation: JSONObject?
    /// The credentials in the presentation, in its order; each verified by itself.
    public var credentials: [VerificationReport]

    /// Collects what was found.
    public init(
        checks: [Check], presentation: JSONObject?, credentials: [VerificationReport]
    ) {
        self.checks = checks
        self.presentation = presentation
        self.credentials = credentials
    }

    /// A presentation that cannot be read.
    init(unreadable check: Check) {
        self.init(checks: [check], presentation: nil, credentials: [])
    }

    /// What the checks of the presentation itself come to: whether its holder presented it, or, of
    /// one that nobody signed, whether it can be read. What its credentials come to is each one's
    /// own verdict.
    public var verdict: Verdict { Verdict(checks) }

    /// The credentials as they stand in the presentation, in its order.
    public var presented: [JSON] { presentation.map(PresentationStructure.credentials) ?? [] }

    /// The bytes of each verified credential that came as a token; nil for each that is JSON.
    package var presentedTokens: [[UInt8]?] {
        presented.compactMap { entry -> [UInt8]?? in
            switch entry {
            case .string(let token): Array(token.utf8)
            case .object where EnvelopedCredential.isEnveloped(entry):
                .some(try? EnvelopedCredential.unwrap(entry))
            case .object: .some(nil)
            default: nil
            }
        }
    }

    /// The checks under names that tell them from those of a credential, for where both are shown in
    /// one list: what a holder signed is never taken for what an issuer did.
    public var checksNamedApart: [Check] {
        checks.map { check in
            let name: Check.Name =
                switch check.name {
                case .proof: .holderProof
                case .proofExpiry: .holderProofExpiry
                case .structure: .presentation
                default: check.name
                }
            return Check(
                name, check.result, check.detail, bearing: check.bearing,
                problemType: check.problemType)
        }
    }

    /// The check of that name, if it was reached.
    public func check(_ name: Check.Name) -> Check? { checks.first { $0.name == name } }
}

/// What a verifier asked the holder for when it asked for a presentation.
public struct PresentationRequest: Sendable, Equatable {
    /// The text that the holder must have signed, so that an old presentation does not pass again;
    /// nil where none was given.
    public var challenge: String?
    /// The verifier's own name, for whom the proof must be made; nil where it does not matter.
    public var domain: String?

    /// Says what was asked for.
    public init(challenge: String? = nil, domain: String? = nil) {
        self.challenge = challenge
        self.domain = domain
    }
}
