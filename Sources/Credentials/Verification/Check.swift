/// One thing that a verifier looked at, and what came of it.
public struct Check: Sendable, Equatable {
    /// What came of it.
    public enum Result: String, Sendable {
        /// It holds.
        case passed
        /// It does not hold.
        case failed
        /// It could not be made, so nothing is known.
        case notMade = "not-made"
    }

    /// What a failure says about the credential.
    public enum Bearing: Sendable {
        /// Whether the issuer made this document as it stands.
        case genuineness
        /// Whether it may be relied on at this time.
        case currency
        /// Something worth knowing that does not decide.
        case information
    }

    /// What was looked at.
    public let name: Name
    /// What came of it.
    public let result: Result
    /// What was found, in one sentence for people.
    public let detail: String
    /// What a failure says.
    public let bearing: Bearing
    /// The problem type of the specification whose rule it is, an absolute URL, where there is one.
    public let problemType: String?

    /// Records a check.
    public init(
        _ name: Name, _ result: Result, _ detail: String, bearing: Bearing,
        problemType: String? = nil
    ) {
        self.name = name
        self.result = result
        self.detail = detail
        self.bearing = bearing
        self.problemType = problemType
    }
}

/// What the checks come to.
public enum Verdict: String, Sendable {
    /// Made by its issuer as it stands, and to be relied on now.
    case valid
    /// Made by its issuer, but revoked, suspended, expired or not yet valid.
    case notCurrentlyValid = "not-currently-valid"
    /// Not made by its issuer as it stands.
    case notGenuine = "not-genuine"
    /// Something needed could not be looked up; this says nothing about the credential.
    case cannotTell = "cannot-tell"

    /// The verdict of a list of checks.
    ///
    /// A document that fails a check of genuineness is not genuine, whatever else is known. If its
    /// genuineness could not be established, nothing can be told. A genuine one that fails a check
    /// of currency is not currently valid, even where another such check could not be made.
    public init(_ checks: [Check]) {
        func has(_ result: Check.Result, _ bearing: Check.Bearing) -> Bool {
            checks.contains { $0.result == result && $0.bearing == bearing }
        }
        if has(.failed, .genuineness) {
            self = .notGenuine
        } else if has(.notMade, .genuineness) {
            self = .cannotTell
        } else if has(.failed, .currency) {
            self = .notCurrentlyValid
        } else if has(.notMade, .currency) || !has(.passed, .genuineness) {
            self = .cannotTell
        } else {
            self = .valid
        }
    }
}
