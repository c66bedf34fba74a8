import LinkedData

/// Whether the issuer signed the token that a credential came in (Open Badges 3.0 §8.2.4;
/// VC-JOSE-COSE §4).
struct TokenVerification<Resources: VerificationResources>: Sendable {
    let keys: KeyLookup<Resources>

    /// What a token came to.
    enum Finding: Sendable {
        /// It cannot be taken apart, or its claims contradict the credential.
        case unreadable(Check)
        /// It was taken apart; its signature has not been looked at.
        case read(CredentialJWT)
    }

    /// Takes a token apart.
    func read(_ compact: [UInt8]) -> Finding {
        do throws(JOSEError) {
            return .read(try CredentialJWT(compact))
        } catch {
            let isUndecided =
                switch error.code {
                case .unsupportedAlgorithm, .unsupportedType, .tooLarge: true
                case .payload: Self.wrapsContent(compact)
                default: false
                }
            let reason = error.reason.prefix(300)
            return .unreadable(
                isUndecided
                    ? Self.proof(.notMade, "Tokens of this kind are not known here: \(reason).")
                    : Self.proof(.failed, "The token is not one of a credential: \(reason)."))
        }
    }

    /// The check of the token's signature, and that of its key where it holds.
    func checks(_ token: CredentialJWT, at instant: Timestamp) async -> [Check] {
        switch await methods(token) {
        case .failure(let check): return [check]
        case .success(let methods):
            var mismatch: String?
            for method in methods {
                do throws(JOSEError) {
                    guard try token.signature.isValid(under: method.publicKey) else { continue }
                } catch {
                    mismatch = error.reason
                    continue
                }
                let algorithm = token.signature.algorithm
                return [
                    Self.proof(.passed, "The token's signature (\(algorithm)) matches."),
                    method.check(of: "issuer", signed: Self.signed(token) ?? instant),
                ]
            }
            let reason = mismatch.map { ": \($0.prefix(200))." } ?? "."
            return [Self.proof(.failed, "The token's signature does not match\(reason)")]
        }
    }

    private enum Candidates {
        case success([VerificationMethod])
        case failure(Check)
    }

    /// The issuer's keys that the token may mean.
    private func methods(_ token: CredentialJWT) async -> Candidates {
        switch token.key {
        case .embedded(let key):
            // A key in the header says nothing about whose it is: the issuer must list it.
            return await issuerMethods(token.issuer) { $0.publicKey == key }
        case .url(let url) where url.isExactly(token.issuer):
            return await issuerMethods(token.issuer) { _ in true }
        case .url(let url):
            let controller = VerificationMethod.controllerIdentifier(url)
            guard controller.isExactly(token.issuer) else {
                return .failure(foreign(url, issuer: token.issuer))
            }
            switch await keys.method(url, for: .assertionMethod) {
            case .found(let method): return .success([method])
            case .unavailable(let reason): return .failure(Self.unavailable(reason))
            case .refused(let error): return .failure(Self.refused(error))
            }
        }
    }

    private func issuerMethods(
        _ issuer: String, where fits: (VerificationMethod) -> Bool
    ) async -> Candidates {
        switch await keys.methods(of: issuer, for: .assertionMethod) {
        case .found(let methods):
            let fitting = methods.filter(fits)
            return fitting.isEmpty
                ? .failure(
                    Self.proof(.failed, "The token was signed with a key that is not the issuer's.")
                ) : .success(fitting)
        case .unavailable(let reason): return .failure(Self.unavailable(reason))
        case .refused(let error): return .failure(Self.refused(error))
        }
    }

    /// Open Badges lets `kid` be the address of a bare key. Whether that is the issuer's cannot be
    /// seen from it, and for a DID it would have to be part of the issuer's document.
    private func foreign(_ url: String, issuer: String) -> Check {
        if url.utf8.starts(with: "did:".utf8) || keys.resources.isAuthoritative(for: issuer) {
            return Self.proof(.failed, "The token was signed with a key that is not the issuer's.")
        }
        return Self.proof(
            .notMade, "Whether the key \(url.prefix(200)) is the issuer's cannot be seen.")
    }

    /// When the token says that it was made, as far as it does.
    private static func signed(_ token: CredentialJWT) -> Timestamp? {
        token.notBefore
            ?? token.credential["validFrom"]?.stringValue.flatMap {
                Timestamp($0, offsetRequired: false)
            }
    }

    /// True for the tokens of data model 1.1, which hold the credential in `vc`.
    private static func wrapsContent(_ compact: [UInt8]) -> Bool {
        guard let signature = try? JSONWebSignature.parse(compact),
            let payload = try? JSON.parse(signature.payload)
        else { return false }
        return payload["vc"] != nil || payload["vp"] != nil
    }

    private static func unavailable(_ reason: String) -> Check {
        proof(.notMade, "The issuer's keys could not be looked up: \(reason).")
    }

    private static func refused(_ error: ControllerDocumentError) -> Check {
        proof(.failed, "The issuer does not sign with this key: \(error.reason).")
    }

    private static func proof(_ result: Check.Result, _ detail: String) -> Check {
        Check(
            "proof", result, detail, bearing: .genuineness,
            problemType: result == .failed ? ProofFault.cryptographic : nil)
    }
}
