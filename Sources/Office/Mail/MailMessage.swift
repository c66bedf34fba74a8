public import CertAuthority
public import Credentials

/// A message (RFC 5322) as plain text and as HTML with its pictures, written in MIME (RFC 2045,
/// RFC 2046, RFC 2047, RFC 2387): any script in names, subject and text, in lines of ASCII.
public struct MailMessage: Sendable, Equatable {
    /// A PNG that the HTML names as `cid:NAME@HOST`, where the host is that of the message's identity.
    public struct Picture: Sendable, Equatable {
        /// The name: letters, digits and hyphens.
        public let name: String
        /// The file.
        public let bytes: [UInt8]

        /// Names a picture.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

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
    /// The language of both forms.
    public let language: Language
    /// The text; lines end in a line feed.
    public let text: String
    /// The same as an HTML document, which fetches nothing.
    public let page: String
    /// What the page shows, in the order in which it stands there.
    public let pictures: [Picture]
    /// The address to which somebody who wants no such messages writes (RFC 2369 §3.2); nil where
    /// there is none.
    public let unsubscribe: String?

    /// Puts a message together.
    public init(
        from sender: Mailbox, to recipient: Mailbox, replyTo: Mailbox?, subject: String,
        identifier: String, date: Timestamp, language: Language, text: String, page: String,
        pictures: [Picture], unsubscribe: String?
    ) {
        self.sender = sender
        self.recipient = recipient
        self.replyTo = replyTo
        self.subject = subject
        self.identifier = identifier
        self.date = date
        self.language = language
        self.text = text
        self.page = page
        self.pictures = pictures
        self.unsubscribe = unsubscribe
    }

    /// How a page names a picture of the message with that identity.
    static func source(_ picture: String, in identifier: String) -> String {
        "cid:\(contentIdentifier(picture, in: identifier))"
    }

    private static func contentIdentifier(_ picture: String, in identifier: String) -> String {
        let host = identifier.split(separator: "@").last ?? "localhost"
        return "\(picture)@\(host)"
    }

    /// The whole message, the same bytes each time; every line ends in CR and LF and has at most 76
    /// symbols, but for addresses that are longer by themselves.
    public var bytes: [UInt8] {
        var lines = [
            "Date: \(InternetDate.mail(date) ?? date.description)", "From: \(Self.text(sender))",
            "To: \(Self.text(recipient))",
        ]
        if let replyTo { lines.append("Reply-To: \(Self.text(replyTo))") }
        lines += [
            "Message-ID:\r\n <\(identifier)>",
            "Subject: \(MailText.unstructured(subject, after: 9))",
            "MIME-Version: 1.0", "Content-Language: \(language.code)",
            "Auto-Submitted: auto-generated",
        ]
        if let unsubscribe {
            lines.append(
                "List-Unsubscribe:\r\n <\(MailText.link(to: unsubscribe, "unsubscribe"))>")
        }
        return Array((lines + content.lines).map { $0 + "\r\n" }.joined().utf8)
    }

    /// Both forms; programs show the last that they can.
    private var content: MIMEPart {
        .several(
            kind: "alternative", boundary: boundary("alternative"),
            parts: [
                .text(text, as: "plain"),
                .several(
                    kind: "related", boundary: boundary("related"),
                    parts: [.text(page, as: "html")]
                        + pictures.map { picture in
                            .content(
                                headers: [
                                    "Content-Type: image/png",
                                    "Content-ID:\r\n "
                                        + "<\(Self.contentIdentifier(picture.name, in: identifier))>",
                                    "Content-Disposition: inline;"
                                        + " filename=\"\(picture.name).png\"",
                                ], bytes: picture.bytes)
                        }),
            ])
    }

    /// What stands between parts; base64 has no such symbols (RFC 2045 §6.8).
    private func boundary(_ kind: String) -> String {
        "=_\(kind)_\(Digest.hexadecimal(Digest.sha256(Array(identifier.utf8))).prefix(24))"
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

    /// A link that begins a message to an address in any script (RFC 6068 §2), in ASCII.
    static func link(to address: String, _ subject: String) -> String {
        func encoded(_ text: String) -> String {
            text.utf8.map { byte in
                ASCII.isLetter(byte) || ASCII.isDigit(byte) || Array("-._~@".utf8).contains(byte)
                    ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
            }.joined()
        }
        return "mailto:\(encoded(address))?subject=\(encoded(subject))"
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
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
