import LinkedData

extension Verifier {
    /// No honest presentation has more credentials; each can cost look-ups and signatures.
    private static var credentialLimit: Int { 64 }

    /// Verifies a presentation (VCDM 2.0 §4.13) and each credential in it: JSON with an embedded
    /// proof, or with none; a compact token (`vp+jwt`, or the claim `vp` of data model 1.1); or JSON
    /// that envelops one (`EnvelopedVerifiablePresentation`).
    ///
    /// The signature must be the holder's, made to authenticate, and answer what was asked for.
    /// Where the presentation names no holder, whoever controls the key may have made it. One that
    /// nobody signed says nothing of who presents it, and its credentials are judged all the same;
    /// it is refused only where a challenge or a domain had to be signed.
    ///
    /// - Parameters:
    ///   - bytes: The presentation as received.
    ///   - request: What the holder was asked for.
    ///   - instant: The time for which the verdicts are wanted.
    public func verifyPresentation(
        _ bytes: [UInt8], request: PresentationRequest, at instant: Timestamp
    ) async -> PresentationReport {
        switch ReceivedDocument(bytes, limits: limits) {
        case .unreadable(let check): return PresentationReport(unreadable: check)
        case .compactSignature(let compact):
            return await presentation(token: compact, request, at: instant)
        case .object(let object) where EnvelopedPresentation.isEnveloped(.object(object)):
            do throws(JOSEError) {
                let compact = try EnvelopedPresentation.unwrap(.object(object))
                return await presentation(token: compact, request, at: instant)
            } catch {
                return PresentationReport(unreadable: Check(unreadableEnvelope: error))
            }
        case .object(let object): return await presentation(object, request, at: instant)
        }
    }

    /// A presentation whose proof is part of it, if it has one.
    private func presentation(
        _ document: JSONObject, _ request: PresentationRequest, at instant: Timestamp
    ) async -> PresentationReport {
        let structure = PresentationStructure.check(document)
        guard structure.result == .passed else {
            return PresentationReport(
                checks: [structure], presentation: document, credentials: [])
        }
        var checks = [structure]
        if PresentationStructure.proofs(document).isEmpty {
            checks.append(Self.unsigned(document, request))
        } else {
            let holder = PresentationStructure.holderIdentifier(document)
            let demand = ProofDemand.authentication(
                by: holder, challenge: request.challenge, domain: request.domain)
            let finding = await ProofVerification(keys: keys, contexts: contexts)
                .checks(document, demand: demand, at: instant)
            checks += finding.checks
            checks += finding.remarks
        }
        return await report(checks, of: document, at: instant)
    }

    /// A presentation that came in a token.
    private func presentation(
        token compact: [UInt8], _ request: PresentationRequest, at instant: Timestamp
    ) async -> PresentationReport {
        let token: PresentationJWT
        do throws(JOSEError) {
            token = try PresentationJWT(compact)
        } catch {
            return PresentationReport(
                unreadable: Check(unreadableToken: error, of: "presentation"))
        }
        let document = token.presentation
        var checks = [PresentationStructure.check(document)]
        guard checks[0].result == .passed else {
            return PresentationReport(checks: checks, presentation: document, credentials: [])
        }
        if let fault = request.fault(token) {
            checks.append(fault)
        } else {
            checks += await TokenVerification(keys: keys)
                .verify(SignedToken(token), at: instant).checks
        }
        checks.append(ContextRules.check(document, contexts: contexts))
        if token.notBefore != nil || token.expires != nil {
            checks.append(
                ValidityPeriod.check(token: token.notBefore, until: token.expires, at: instant))
        }
        return await report(checks, of: document, at: instant)
    }

    /// The report with what each of the credentials comes to.
    private func report(
        _ ownChecks: [Check], of document: JSONObject, at instant: Timestamp
    ) async -> PresentationReport {
        var checks = ownChecks
        let presented = PresentationStructure.credentials(document)
        if presented.count > Self.credentialLimit {
            checks.append(
                Check(
                    .credentials, .notMade,
                    "Of its credentials only the first \(Self.credentialLimit) were looked at.",
                    bearing: .genuineness))
        }
        var credentials: [VerificationReport] = []
        for credential in presented.prefix(Self.credentialLimit) {
            let received: ReceivedDocument
            switch credential {
            case .object(let object): received = .object(object)
            case .string(let token): received = ReceivedDocument(Array(token.utf8), limits: limits)
            default: continue
            }
            credentials.append(await report(received, at: instant))
        }
        return PresentationReport(
            checks: checks, presentation: document, credentials: credentials)
    }

    /// What it says that a presentation carries no signature of a holder's.
    private static func unsigned(
        _ document: JSONObject, _ request: PresentationRequest
    ) -> Check {
        guard request.challenge == nil, request.domain == nil else {
            return Check(
                .proof, .failed,
                "No holder signed this presentation, so it does not answer the challenge or name "
                    + "the domain that was asked for.",
                bearing: .genuineness, problemType: ProofFault.cryptographic)
        }
        guard !PresentationStructure.credentials(document).isEmpty else {
            return Check(
                .proof, .notMade,
                "No holder signed this presentation and it holds no credential, so nothing in it can "
                    + "be verified.", bearing: .genuineness)
        }
        return Check(
            .holder, .notMade,
            "No holder signed this presentation: the credentials in it are judged by themselves, and "
                + "nothing is known of who presents them.", bearing: .information)
    }
}

extension PresentationRequest {
    /// What is wrong with the claims by which a token answers a request (VC-JOSE-COSE §3.1.3 `aud`
    /// and `nonce`); nil where they are as asked for.
    fileprivate func fault(_ token: PresentationJWT) -> Check? {
        if let domain, !token.audience.contains(where: domain.isExactly) {
            return Check(
                .proof, .failed,
                "The token was not made for the domain that was asked for (\"aud\").",
                bearing: .genuineness, problemType: ProofDemand.domainProblem)
        }
        if let challenge, token.nonce?.isExactly(challenge) != true {
            return Check(
                .proof, .failed,
                "The token does not answer the challenge that was given (\"nonce\").",
                bearing: .genuineness, problemType: ProofDemand.challengeProblem)
        }
        return nil
    }
}
