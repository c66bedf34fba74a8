/// A mail server's refusal in numbers (RFC 5321 §4.2, RFC 3463); its words, which may hold
/// addresses, are not kept.
public struct MailReply: Sendable, Equatable, CustomStringConvertible {
    /// 400 to 599; 4 in front is for now, 5 for good.
    public let code: Int
    /// Subject and detail of the enhanced status code: `7` and `1` of `5.7.1`; nil where the server
    /// gives none, or one of another class than the reply's.
    public let subject: (first: Int, second: Int)?

    /// Whose matter a refusal is.
    public enum Matter: Sendable, Equatable {
        /// This recipient's, for good: the mailbox does not exist, or takes nothing.
        case recipient
        /// For now: the same message may be taken later.
        case passing
        /// The server's or the sender's: a quota, a rule against relaying, a missing sign-in.
        /// Other messages would fare no better.
        case server
    }

    /// Reads the beginning of a line of a reply, such as `550-5.1.1 No such user`.
    ///
    /// - Returns: Nil where the line is no refusal.
    init?(line: some Sequence<UInt8>) {
        let text = Array(line.prefix(24))
        guard text.count >= 3, let code = Self.number(text.prefix(3)), (400...599).contains(code)
        else { return nil }
        self.code = code
        let parts = text.dropFirst(4).prefix { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, Self.number(parts[0]) == code / 100,
            let first = Self.number(parts[1]), let second = Self.number(parts[2])
        else {
            subject = nil
            return
        }
        subject = (first, second)
    }

    /// Whose matter it is. A server that gives plain codes, or the code of a missing mailbox for its
    /// own quota, is found out by who sends many messages.
    public var matter: Matter {
        guard code >= 500 else { return .passing }
        switch (subject?.first, subject?.second) {
        // A full mailbox (RFC 3463 §3.3) is emptied some day.
        case (2, 2): return .passing
        // The sender's address, the mail system itself, a quota of the server, security and policy.
        case (1, 7), (1, 8), (3, _), (4, 5), (7, _): return .server
        default: break
        }
        switch code {
        // Not understood or not allowed before a sign-in (RFC 5321 §4.2.2, RFC 4954 §6), no mail
        // taken at all (RFC 7504 §3), no room.
        case 500...504, 521, 523...538, 552, 555: return .server
        default: return .recipient
        }
    }

    /// Whether the server says in so many words that it is about the recipient's address or mailbox
    /// (RFC 3463 §3.2, §3.3).
    public var namesRecipient: Bool {
        matter == .recipient && (1...2).contains(subject?.first ?? 0)
    }

    /// `550 5.1.1`, or `550` alone.
    public var description: String {
        guard let subject else { return "\(code)" }
        return "\(code) \(code / 100).\(subject.first).\(subject.second)"
    }

    /// Whether code and status are the same.
    public static func == (one: MailReply, other: MailReply) -> Bool {
        one.code == other.code && one.subject?.first == other.subject?.first
            && one.subject?.second == other.subject?.second
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A number of one to three digits.
    private static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...3).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }
}
