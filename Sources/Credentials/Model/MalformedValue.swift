/// A member of a document whose value is not what the specification asks for
/// (`MALFORMED_VALUE_ERROR` of VCDM 2.0 §7.1).
public struct MalformedValue: Error, Sendable, Equatable, CustomStringConvertible {
    /// The member, as a dotted path from the top of the document.
    public let member: String
    /// What it must be.
    public let expectation: String

    /// Names a member and what it must be.
    public init(_ member: String, _ expectation: String) {
        self.member = member
        self.expectation = expectation
    }

    /// The path and the expectation in one sentence.
    public var description: String { "\(member): \(expectation)" }
}
