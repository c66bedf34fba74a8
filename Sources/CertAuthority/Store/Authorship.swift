public import Credentials

/// Who does something and when: part of every audit entry.
public struct Authorship: Sendable {
    /// The operating-system user, or whom `--actor` names.
    public let actor: String
    /// The instant.
    public let at: Timestamp

    /// Names an actor and an instant.
    public init(actor: String, at: Timestamp) {
        self.actor = actor
        self.at = at
    }
}
