public import CertAuthority
public import Credentials

/// A message in plain text (RFC 5322), written in MIME (RFC 2045, RFC 2047): any script in names,
/// subject and text, in lines of ASCII.
public struct MailMessage: Sendable, Equatable {
    /// Who writes.
    public let sender: Mailbox
    /// To whom.
    public let recipient: Mailbox
    /// Where answers go, if not to the sender.
    public let replyTo: Mailbox?
    /// What it is about; one line.
    public let subject: String
    /// Its identity, without angle brackets.
    public let identifier: String
    /// When it was written.
    public let date: Timestamp
    /// The language of the text.
    public let language: Language
    /// The text; lines end in a line feed.
    public let text: String

    /// Puts a message together.
    public init(
        from sender: Mailbox, to recipient: Mailbox, replyTo: Mailbox?, subject: String,
        identifier: String, date: Timestamp, language: Language, text: String
    ) {
        self.sender = sender
        self.recipient = recipient
        self.replyTo = replyTo
        self.subject = subject
        self.identifier = identifier
        self.date = date
        self.language = language
        self.text = text
    }

    /// The whole message; every line ends in CR and LF and has at most 76 symbols, but for
    /// addresses that are longer by themselves.
    public var bytes: [UInt8] {
        var lines = [
            "Date: \(InternetDate.mail(date) ?? date.description)", "From: \(Self.text(sender))",
            "To: \(Self.text(recipient))",
        ]
        if let replyTo { lines.append("Reply-To: \(Self.text(replyTo))") }
        lines += [
            "Message-ID:\r\n <\(identifier)>",
            "Subject: \(MailText.unstructured(subject, after: 9))",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", "Content-Language: \(language.code)",
            "Auto-Submitted: auto-generated", "",
        ]
        var body: [UInt8] = []
        for byte in text.utf8 {
            if byte == 0x0A { body.append(0x0D) }
            body.append(byte)
        }
        let symbols = Array(Base64.encode(body).utf8)
        for start in stride(from: 0, to: symbols.count, by: 76) {
            lines.append(
                String(decoding: symbols[start..<min(start + 76, symbols.count)], as: UTF8.self))
        }
        return Array(lines.map { $0 + "\r\n" }.joined().utf8)
    }

    private static func text(_ mailbox: Mailbox) -> String {
        guard let name = mailbox.name else { return mailbox.address }
        return "\(MailText.phrase(name))\r\n <\(mailbox.address)>"
    }
}

/// Text in the heads of messages.
enum MailText {
    /// Bytes of UTF-8 in one encoded word: with `Subject: ` before it, the line has no more than the
    /// 76 symbols that are allowed (RFC 2047 §2).
    private static let wordSize = 39

    /// A name (RFC 5322 §3.2.5): quoted where it is ASCII, encoded otherwise.
    static func phrase(_ text: String) -> String {
        guard isPlain(text), text.utf8.count <= 60 else { return encoded(text) }
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }

    /// A subject: as it is where it is short and ASCII, encoded otherwise.
    static func unstructured(_ text: String, after column: Int) -> String {
        isPlain(text) && text.utf8.count <= 76 - column ? text : encoded(text)
    }

    /// Printable ASCII that nobody takes for an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && text.first != " " && text.last != " "
    }

    /// Encoded words, one a line; no character is shared out between two (RFC 2047 §5).
    private static func encoded(_ text: String) -> String {
        var words: [[UInt8]] = []
        for character in text {
            let bytes = Array(String(character).utf8)
            if let last = words.last, last.count + bytes.count <= wordSize {
                words[words.count - 1] += bytes
            } else if bytes.count <= wordSize {
                words.append(bytes)
            } else {
                // A letter with a tower of marks: by scalars then.
                for scalar in character.unicodeScalars {
                    let part = Array(String(Character(scalar)).utf8)
                    if let last = words.last, last.count + part.count <= wordSize {
                        words[words.count - 1] += part
                    } else {
                        words.append(part)
                    }
                }
            }
        }
        return words.map { "=?utf-8?B?\(Base64.encode($0))?=" }.joined(separator: "\r\n ")
    }
}
