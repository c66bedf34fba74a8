/// What came of looking something up.
public enum Lookup<Value: Sendable>: Sendable {
    /// It was found.
    case found(Value)
    /// It could not be had, and why; nothing follows for the credential.
    case unavailable(String)
}

/// What a verifier may look things up in. It never fetches anything by itself.
public protocol VerificationResources: Sendable {
    /// The controller document of an identifier: a DID document or an https one
    /// (Controlled Identifiers v1.0 §2).
    ///
    /// - Parameter identifier: A DID or URL without a fragment. `did:key` is not asked for.
    func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument>

    /// The bytes of a status list's credential, as served at its URL.
    func statusListCredential(_ url: String) async -> Lookup<[UInt8]>

    /// True when these resources are the issuer's own word, so that a proof of a kind that the
    /// issuer never makes is a false one rather than an unknown one.
    func isAuthoritative(for issuer: String) -> Bool
}

extension VerificationResources {
    /// Resources are hearsay unless they say otherwise.
    public func isAuthoritative(for issuer: String) -> Bool { false }
}
