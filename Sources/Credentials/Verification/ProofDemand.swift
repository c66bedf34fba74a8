import LinkedData

/// What a proof must be for: who has to have made it, and for what.
struct ProofDemand: Sendable {
    /// What a signer is to a document, as messages call it.
    enum Party: String, CustomStringConvertible {
        case issuer
        case holder

        var description: String { rawValue }

        /// The check of the key that it signed with.
        var keyCheck: Check.Name {
            switch self {
            case .issuer: .issuerKey
            case .holder: .holderKey
            }
        }
    }

    /// What the signer is to the document.
    let party: Party
    /// The identifier that must control the key; nil where anyone may have signed.
    let controller: String?
    /// For what the controller must list the key, and what the proof must say it is for.
    let relationship: ControllerDocument.Relationship
    /// The text that the verifier asked to have signed.
    let challenge: String?
    /// The verifier for whom the proof must be made.
    let domain: String?

    /// A credential's proof: by its issuer, to assert.
    static func assertion(by issuer: String) -> ProofDemand {
        ProofDemand(
            party: .issuer, controller: issuer, relationship: .assertionMethod, challenge: nil,
            domain: nil)
    }

    /// A presentation's proof: by its holder, to authenticate.
    static func authentication(
        by holder: String?, challenge: String?, domain: String?
    ) -> ProofDemand {
        ProofDemand(
            party: .holder, controller: holder, relationship: .authentication,
            challenge: challenge, domain: domain)
    }

    /// The problem types of Data Integrity §4.9.
    static let domainProblem = "https://w3id.org/security#INVALID_DOMAIN_ERROR"
    static let challengeProblem = "https://w3id.org/security#INVALID_CHALLENGE_ERROR"

    /// What is wrong with a proof's own statements of its purpose, and the problem type; nil where
    /// they are as demanded (Data Integrity §4.4 "Verify Proof", steps on purpose, domain and
    /// challenge).
    func fault(_ proof: DataIntegrityProof) -> (reason: String, problemType: String)? {
        guard proof.proofPurpose?.isExactly(relationship.rawValue) == true else {
            let found = proof.proofPurpose.map { "\"\($0.prefix(60))\"" } ?? "none"
            return (
                "The purpose of the proof must be \(relationship.rawValue), not \(found).",
                "https://w3id.org/security#PROOF_VERIFICATION_ERROR"
            )
        }
        if let domain {
            let domains = proof.options["domain"]?.oneOrMore.compactMap(\.stringValue) ?? []
            guard domains.contains(where: domain.isExactly) else {
                return (
                    "The proof was not made for the domain that was asked for.",
                    Self.domainProblem
                )
            }
        }
        if let challenge,
            proof.options["challenge"]?.stringValue?.isExactly(challenge) != true
        {
            return (
                "The proof does not answer the challenge that was given.",
                Self.challengeProblem
            )
        }
        return nil
    }
}
