/// The mail server that messages are handed to (RFC 5321), and how it is spoken to.
public struct MailServer: Sendable {
    /// How the connection is kept from others.
    public enum Security: String, Sendable, CaseIterable {
        /// The connection begins in the clear and must change to TLS (RFC 3207); it ends where the
        /// server will not.
        case starttls
        /// TLS from the first byte (RFC 8314 §3.3).
        case tls
        /// In the clear: for a server on this machine or for trials.
        case none
    }

    /// The host's name or address.
    public let host: String
    /// The port.
    public let port: UInt16
    /// How the connection is kept from others.
    public let security: Security
    /// Who signs in, or nil where nobody does.
    public let user: String?
    /// The password, or nil.
    public let password: String?
    /// A file of certificates to trust in place of the system's, or nil.
    public let certificateFile: String?
    /// How long one message may take, in seconds.
    public let seconds: Int

    /// Describes a server.
    ///
    /// - Throws: ``MailServerFault`` where the host is no name or address, or a password would go
    ///   out in the clear to another machine.
    public init(
        host: String, port: UInt16?, security: Security, user: String? = nil,
        password: String? = nil, certificateFile: String? = nil, seconds: Int = 60
    ) throws(MailServerFault) {
        let isHost = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard !host.isEmpty, host.utf8.count <= 253, isHost else {
            throw MailServerFault("the mail server must be a host's name or IPv4 address")
        }
        let isHere = host == "localhost" || host.hasPrefix("127.")
        guard password == nil || security != .none || isHere else {
            throw MailServerFault("a password is not sent in the clear to another machine")
        }
        self.host = host
        self.port = port ?? (security == .tls ? 465 : security == .starttls ? 587 : 25)
        self.security = security
        self.user = user
        self.password = password
        self.certificateFile = certificateFile
        self.seconds = seconds
    }
}

/// Why a mail server cannot be used so.
public struct MailServerFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// What became of a message that was handed to a mail server.
public enum MailOutcome: Sendable, Equatable {
    /// The server took it over.
    case accepted
    /// The server took nothing over; the reply says whose matter that is and whether it passes.
    case refused(MailReply)
    /// Nothing was handed over, and another message would fare no better; says why.
    case unreachable(String)
    /// The whole message went out and no reply came: the server may have taken it over.
    case doubtful(String)
    /// The one who sends it changed its mind before the end; nothing was handed over.
    case abandoned
}
