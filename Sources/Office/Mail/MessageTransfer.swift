/// Hands messages to a mail server; Office knows no network, so it is given one of these.
public protocol MessageTransfer: Sendable {
    /// The mail server's name.
    var host: String { get }

    /// Hands one message over.
    ///
    /// - Parameters:
    ///   - message: The whole of it, in lines that end in CR and LF.
    ///   - sender: The address that failures are reported to.
    ///   - recipient: The address it is for.
    ///   - beforeEnd: Called, on any thread, when all has gone out but the end of the message,
    ///     without which the server delivers nothing. False gives the message up.
    func handOver(
        _ message: [UInt8], from sender: String, to recipient: String,
        beforeEnd: @escaping @Sendable () -> Bool
    ) async -> Handover
}

/// What became of a message that was handed to a mail server.
public enum Handover: Sendable, Equatable {
    /// The server took it over.
    case accepted
    /// The server took nothing over.
    case refused(MessageRefusal)
    /// Nothing was handed over, and another message would fare no better; says why.
    case unreachable(String)
    /// The whole message went out and no reply came: the server may have taken it over.
    case doubtful
    /// It was given up before its end; nothing was handed over.
    case abandoned
}

/// A mail server's refusal of a message.
public struct MessageRefusal: Sendable, Equatable {
    /// Whose matter a refusal is.
    public enum Matter: Sendable, Equatable {
        /// This recipient's, for good: the mailbox does not exist, or takes nothing.
        case recipient
        /// For now: the same message may be taken later.
        case passing
        /// The server's or the sender's: a quota, a rule against relaying, a missing sign-in. Other
        /// messages would fare no better.
        case server
    }

    /// Whose matter it is.
    public let matter: Matter
    /// Whether the server says in so many words that it is about the recipient's address or mailbox.
    public let namesRecipient: Bool
    /// The reply in numbers, such as `550 5.1.1`; equal for refusals of one kind.
    public let reply: String

    /// Describes a refusal.
    public init(matter: Matter, namesRecipient: Bool, reply: String) {
        self.matter = matter
        self.namesRecipient = namesRecipient
        self.reply = reply
    }
}
