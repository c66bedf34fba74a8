import CertAuthority

/// Whom a message is from or for (RFC 5322 §3.4): an address, and perhaps a name.
public struct Mailbox: Sendable, Equatable {
    /// What people are called, or nil.
    public let name: String?
    /// The address, in ASCII: `local@domain`.
    public let address: String

    /// The most bytes before and behind the @ (RFC 5321 §4.5.3.1).
    private static let longestLocal = 64
    private static let longest = 254

    /// Checks an address. Line breaks and other controls, which could smuggle headers and recipients
    /// in, are refused, and so is everything else that would have to be quoted.
    ///
    /// - Throws: ``MailAddressFault`` saying what is wrong; it does not repeat the address.
    public init(name: String?, address: String) throws(MailAddressFault) {
        let bytes = Array(address.utf8)
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw MailAddressFault("the address holds a line break or another control character")
        }
        guard bytes.allSatisfy({ $0 < 0x80 }) else {
            throw MailAddressFault(
                "the address has letters beyond ASCII, which mail servers need not take; ask for "
                    + "another address")
        }
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, bytes.count <= Self.longest,
            parts[0].count <= Self.longestLocal, Self.isDotted(parts[0], Self.isAtom),
            Self.isDotted(parts[1], Self.isHost)
        else { throw MailAddressFault("the address is not of the form local@domain") }
        // A name with controls is written as encoded words, where it can break no line; but nobody
        // has such a name.
        guard
            name?.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
                != true
        else { throw MailAddressFault("the name holds a line break or another control character") }
        self.name = name.flatMap { $0.isEmpty ? nil : $0 }
        self.address = address
    }

    /// Reads `Name <local@domain>` or an address alone, as an administrator writes it.
    ///
    /// - Throws: ``MailAddressFault``.
    public init(_ text: String) throws(MailAddressFault) {
        guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
            try self.init(name: nil, address: text)
            return
        }
        var name = String(text[..<open])
        while name.last == " " { name.removeLast() }
        if name.count >= 2, name.first == "\"", name.last == "\"" {
            name = String(name.dropFirst().dropLast())
        }
        try self.init(
            name: name, address: String(text[text.index(after: open)...].dropLast()))
    }

    private static func isDotted(
        _ text: ArraySlice<UInt8>, _ isSymbol: (UInt8) -> Bool
    ) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isSymbol) }
    }

    /// A symbol of an atom (RFC 5322 §3.2.3).
    private static func isAtom(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte)
            || Array("!#$%&'*+-/=?^_`{|}~".utf8).contains(byte)
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
    }
}

/// Why an address cannot be written to.
public struct MailAddressFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence.
    public let description: String

    init(_ description: String) { self.description = description }
}
