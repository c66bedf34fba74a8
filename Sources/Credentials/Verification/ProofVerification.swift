import LinkedData

/// Whether the issuer signed the document as it stands.
struct ProofVerification<Resources: VerificationResources>: Sendable {
    let resources: Resources

    /// What one proof of a set came to.
    private enum Outcome {
        case holds(method: VerificationMethod, proof: DataIntegrityProof)
        case fails(String)
        case unknown(String)
    }

    /// The check of the proof, then that of its key.
    ///
    /// Any one proof by the issuer suffices (Open Badges 3.0 §8.2); one that fails beside it is
    /// told but does not decide.
    func checks(_ document: JSONObject, at instant: Timestamp) async -> [Check] {
        guard let proofs = document["proof"]?.oneOrMore, !proofs.isEmpty else {
            return [Self.proof(.failed, "The document carries no proof.")]
        }
        let issuer = DataModelStructure.issuerIdentifier(document) ?? ""
        let unsecured = document.removing("proof")
        var failures: [String] = []
        var unknowns: [String] = []
        for proof in proofs.prefix(Self.proofLimit) {
            switch await outcome(of: proof, over: unsecured, issuer: issuer) {
            case .holds(let method, let proof):
                return [
                    Self.proof(
                        .passed,
                        "The signature (\(proof.cryptosuite.rawValue)) matches the document."),
                    Self.expiry(proof, at: instant),
                    Self.key(method, at: instant, signed: proof.created),
                ].compactMap { $0 }
            case .fails(let reason): failures.append(reason)
            case .unknown(let reason): unknowns.append(reason)
            }
        }
        // A set that holds one unknown proof may yet be genuine.
        if unknowns.isEmpty { return [Self.proof(.failed, failures.joined(separator: " "))] }
        return [Self.proof(.notMade, (unknowns + failures).joined(separator: " "))]
    }

    private static var proofLimit: Int { 8 }

    private func outcome(
        of json: JSON, over document: JSONObject, issuer: String
    ) async -> Outcome {
        let proof: DataIntegrityProof
        do throws(ProofReadingError) {
            proof = try DataIntegrityProof(json)
        } catch {
            return unreadable(error, issuer: issuer)
        }
        guard proof.proofPurpose?.isExactly("assertionMethod") == true else {
            return .fails("The proof was not made for the purpose of assertion.")
        }
        let method: VerificationMethod
        switch await verificationMethod(proof.verificationMethod, issuer: issuer) {
        case .success(let found): method = found
        case .failure(let outcome): return outcome
        }
        do throws(ProofError) {
            return try proof.isValid(for: document, under: method.publicKey)
                ? .holds(method: method, proof: proof)
                : .fails("The signature does not match the document.")
        } catch {
            return .fails("The document cannot be brought into its signed form: \(error.reason).")
        }
    }

    private func unreadable(_ error: ProofReadingError, issuer: String) -> Outcome {
        switch error {
        case .malformed(let reason): return .fails("The proof is malformed: \(reason).")
        case .unknownKind(let kind):
            let shown = String(kind.prefix(60))
            return resources.isAuthoritative(for: issuer)
                ? .fails("The issuer makes no proofs of the kind \"\(shown)\".")
                : .unknown("Proofs of the kind \"\(shown)\" are not known here.")
        }
    }

    private enum MethodLookup {
        case success(VerificationMethod)
        case failure(Outcome)
    }

    /// Retrieves the method and makes sure that it is the issuer's own
    /// (Controlled Identifiers v1.0 §3.3).
    private func verificationMethod(_ url: String, issuer: String) async -> MethodLookup {
        let identifier = String(url.prefix { $0 != "#" })
        guard identifier.isExactly(issuer) else {
            return .failure(.fails("The proof was made with a key that is not the issuer's."))
        }
        let document: ControllerDocument
        switch await resources.controllerDocument(identifier) {
        case .unavailable(let reason):
            return .failure(.unknown("The issuer's keys could not be looked up: \(reason)."))
        case .found(let found): document = found
        }
        do throws(ControllerDocumentError) {
            return .success(try document.method(url, for: .assertionMethod))
        } catch {
            return .failure(.fails("The issuer does not sign with this key: \(error.description)."))
        }
    }

    private static func proof(_ result: Check.Result, _ detail: String) -> Check {
        Check(
            "proof", result, detail, bearing: .genuineness,
            problemType: result == .failed
                ? "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR" : nil)
    }

    private static func expiry(_ proof: DataIntegrityProof, at instant: Timestamp) -> Check? {
        guard let expires = proof.expires else { return nil }
        return instant > expires
            ? Check(
                "proof-expiry", .failed, "The proof expired on \(expires.description).",
                bearing: .currency)
            : Check(
                "proof-expiry", .passed, "The proof counts until \(expires.description).",
                bearing: .currency)
    }

    /// A key counts for what was signed before it was revoked or expired.
    private static func key(
        _ method: VerificationMethod, at instant: Timestamp, signed: Timestamp?
    ) -> Check {
        let signed = signed ?? instant
        if let revoked = method.revoked, signed >= revoked {
            return Check(
                "issuer-key", .failed, "The issuer withdrew this key on \(revoked.description).",
                bearing: .genuineness)
        }
        if let expires = method.expires, signed >= expires {
            return Check(
                "issuer-key", .failed, "The issuer's key expired on \(expires.description).",
                bearing: .genuineness)
        }
        return Check(
            "issuer-key", .passed, "The key is one of the issuer's, for issuing credentials.",
            bearing: .genuineness)
    }
}
