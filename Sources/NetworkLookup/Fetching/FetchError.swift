/// Why something was not fetched.
public struct FetchError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable {
        /// The URL is not one that is ever fetched.
        case refusedURL
        /// The host's address is not one of the public internet.
        case refusedAddress
        /// The server sends elsewhere: too often, or to where nobody follows.
        case refusedRedirect
        /// The host is not known or does not answer.
        case unreachable
        /// There is no safe connection: the certificate does not hold or the protocol is too old.
        case insecure
        /// The time allowed ran out.
        case timedOut
        /// The answer is larger than allowed.
        case tooLarge
        /// The server answered with another status than 200.
        case status
        /// The answer broke off or is not one.
        case interrupted
        /// As many fetches as allowed are waiting already.
        case busy
        /// The caller gave up.
        case cancelled
    }

    /// Which kind it is.
    public let code: Code
    /// What happened, in words that fit behind a colon.
    public let reason: String

    /// Describes a failure.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}

extension FetchError: Equatable {
    /// Equal when the codes are: reasons are for people.
    public static func == (left: FetchError, right: FetchError) -> Bool {
        left.code == right.code
    }
}
