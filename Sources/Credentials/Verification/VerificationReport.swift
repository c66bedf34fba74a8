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

    /// True when the issuer is known to have made the document as it stands, whether or not it may
    /// be relied on now; only then may what it says be shown as fact.
    public var isGenuine: Bool {
        var isDecided = false
        for check in checks where check.bearing == .genuineness {
            guard check.result == .passed else { return false }
            isDecided = true
        }
        return isDecided
    }

    /// The check of that name, if it was reached.
    public func check(_ name: Check.Name) -> Check? { checks.first { $0.name == name } }
}
