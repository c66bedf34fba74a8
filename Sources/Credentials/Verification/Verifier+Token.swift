import LinkedData

extension Verifier {
    /// A credential that came in a token.
    func token(_ compact: [UInt8], at instant: Timestamp) async -> SecuredFinding {
        let token: CredentialJWT
        do throws(JOSEError) {
            token = try CredentialJWT(compact)
        } catch {
            return SecuredFinding(checks: [
                PresentationJWT.isPresentation(compact)
                    ? Self.presentation : Check(unreadableToken: error, of: "credential")
            ])
        }
        let document = token.credential
        var finding = SecuredFinding(
            checks: CredentialStructure.checks(document), document: document)
        guard finding.checks[0].result == .passed else { return finding }
        finding.isWellFormed = true
        let signed = SignedToken(token)
        let verified = await TokenVerification(keys: keys).verify(signed, at: instant)
        finding.checks += verified.checks
        if let method = verified.method {
            finding.held = HeldSignature(
                method: method, signed: signed.signed, expires: nil,
                isLasting: !token.hasOwnPeriod)
        }
        if let remark = Check.claims(token) { finding.checks.append(remark) }
        finding.checks.append(ContextRules.check(document, contexts: contexts))
        finding.checks.append(ValidityPeriod.check(document, at: instant))
        if token.hasOwnPeriod {
            finding.checks.append(
                ValidityPeriod.check(
                    token: token.notBefore, until: token.expires, at: instant))
        }
        return finding
    }

    /// A credential that came in a token within JSON (VCDM 2.0 §4.13).
    func envelope(_ envelope: JSONObject, at instant: Timestamp) async -> SecuredFinding {
        do throws(JOSEError) {
            return await token(try EnvelopedCredential.unwrap(.object(envelope)), at: instant)
        } catch {
            return SecuredFinding(checks: [Check(unreadableEnvelope: error)])
        }
    }
}

extension Check {
    /// What the token's form asks for and the token lacks; nil where nothing is missing. Nothing of
    /// it contradicts the credential, so it decides nothing.
    fileprivate static func claims(_ token: CredentialJWT) -> Check? {
        guard !token.omissions.isEmpty else { return nil }
        return Check(
            .tokenClaims, .failed,
            "The token lacks what its form asks for: "
                + token.omissions.joined(separator: "; ") + ".",
            bearing: .information)
    }

    /// What an envelope that holds no token of its kind comes to: nothing.
    init(unreadableEnvelope error: JOSEError) {
        self.init(
            .parsing, .notMade, "What is enveloped is not known here: \(error.reason).",
            bearing: .genuineness)
    }
}

extension ValidityPeriod {
    /// The token's own period, which may be narrower than that of its content.
    static func check(
        token from: Timestamp?, until: Timestamp?, at instant: Timestamp
    ) -> Check {
        if let from, instant < from {
            return Check(
                .tokenPeriod, .failed, "The token counts only from \(from.description).",
                bearing: .currency)
        }
        if let until, instant >= until {
            return Check(
                .tokenPeriod, .failed, "The token expired on \(until.description).",
                bearing: .currency)
        }
        return Check(.tokenPeriod, .passed, "The token counts now.", bearing: .currency)
    }
}
