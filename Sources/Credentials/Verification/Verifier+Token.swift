import LinkedData

extension Verifier {
    /// A credential that came in a token.
    func token(_ compact: [UInt8], at instant: Timestamp) async -> SecuredFinding {
        let verification = TokenVerification(keys: keys)
        let token: CredentialJWT
        switch verification.read(compact) {
        case .unreadable(let check): return SecuredFinding(checks: [check])
        case .read(let read): token = read
        }
        let document = token.credential
        var finding = SecuredFinding(
            checks: CredentialStructure.checks(document), document: document)
        guard finding.checks[0].result == .passed else { return finding }
        finding.isWellFormed = true
        finding.checks += await verification.checks(token, at: instant)
        finding.checks.append(ContextRules.check(document, contexts: contexts))
        finding.checks.append(ValidityPeriod.check(document, at: instant))
        if let period = ValidityPeriod.check(token, at: instant) { finding.checks.append(period) }
        return finding
    }

    /// A credential that came in a token within JSON (VCDM 2.0 §4.13).
    func envelope(_ envelope: JSONObject, at instant: Timestamp) async -> SecuredFinding {
        do throws(JOSEError) {
            return await token(try EnvelopedCredential.unwrap(.object(envelope)), at: instant)
        } catch {
            let check = Check(
                "parsing", .notMade, "What is enveloped is not known here: \(error.reason).",
                bearing: .genuineness)
            return SecuredFinding(checks: [check])
        }
    }
}

extension ValidityPeriod {
    /// The token's own period, which may be narrower than the credential's: nil where the token
    /// has none or it is the credential's.
    static func check(_ token: CredentialJWT, at instant: Timestamp) -> Check? {
        guard token.form == .joseCose, token.notBefore != nil || token.expires != nil else {
            return nil
        }
        if let from = token.notBefore, instant < from {
            return Check(
                "token-period", .failed, "The token counts only from \(from.description).",
                bearing: .currency)
        }
        if let until = token.expires, instant >= until {
            return Check(
                "token-period", .failed, "The token expired on \(until.description).",
                bearing: .currency)
        }
        return Check("token-period", .passed, "The token counts now.", bearing: .currency)
    }
}
