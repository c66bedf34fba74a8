import LinkedData

extension Verifier {
    /// No honest presentation has more credentials; each can cost look-ups and signatures.
    private static var credentialLimit: Int { 64 }

    /// Verifies a presentation (VCDM 2.0 §4.13) and each credential in it.
    ///
    /// The proof must be the holder's, made to authenticate, and answer what was asked for. Where
    /// the presentation names no holder, whoever controls the key may have made it.
    ///
    /// - Parameters:
    ///   - bytes: The presentation as received: JSON with an embedded proof.
    ///   - request: What the holder was asked for.
    ///   - instant: The time for which the verdicts are wanted.
    public func verifyPresentation(
        _ bytes: [UInt8], request: PresentationRequest, at instant: Timestamp
    ) async -> PresentationReport {
        let document: JSONObject
        switch ReceivedDocument(bytes, limits: limits) {
        case .unreadable(let check):
            return PresentationReport(checks: [check], presentation: nil, credentials: [])
        case .compactSignature:
            let check = Check(
                "parsing", .notMade, "Presentations as tokens are not known here.",
                bearing: .genuineness)
            return PresentationReport(checks: [check], presentation: nil, credentials: [])
        case .object(let object): document = object
        }
        var checks = [
            CredentialStructure.check(
                "structure", "It has the form of a verifiable presentation.", document,
                bearing: .genuineness, PresentationStructure.validate)
        ]
        guard checks[0].result == .passed else {
            return PresentationReport(checks: checks, presentation: document, credentials: [])
        }
        let holder = PresentationStructure.holderIdentifier(document)
        let demand = ProofDemand.authentication(
            by: holder, challenge: request.challenge,
            domain: request.domain)
        let finding = await ProofVerification(keys: keys, contexts: contexts)
            .checks(document, demand: demand, at: instant)
        checks += finding.checks
        checks += finding.remarks
        let presented = PresentationStructure.credentials(document)
        if presented.count > Self.credentialLimit {
            checks.append(
                Check(
                    "credentials", .notMade,
                    "Of its credentials only the first \(Self.credentialLimit) were looked at.",
                    bearing: .genuineness))
        }
        var credentials: [VerificationReport] = []
        for case .object(let credential) in presented.prefix(Self.credentialLimit) {
            credentials.append(await report(.object(credential), at: instant))
        }
        return PresentationReport(
            checks: checks, presentation: document, credentials: credentials)
    }
}
