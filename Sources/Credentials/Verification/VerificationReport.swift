public import LinkedData

/// What a verifier found.
public struct VerificationReport: Sendable, Equatable {
    /// Everything that was looked at, in order.
    public var checks: [Check]
    /// The document, once it was read; to be shown as fact only when it is genuine.
    public var credential: JSONObject?

    /// Collects what was found.
    public init(checks: [Check], credential: JSONObject?) {
        self.checks = checks
        self.credential = credential
    }

    /// What the checks come to.
    public var verdict: Verdict { Verdict(checks) }

    /// The check of that name, if it was reached.
    public func check(_ name: String) -> Check? { checks.first { $0.name == name } }
}
