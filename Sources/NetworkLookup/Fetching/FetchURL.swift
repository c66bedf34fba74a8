/// An `https` URL that may be fetched: a DNS name, an allowed port, and nothing that two readers
/// could read in two ways.
///
/// Stricter than RFC 3986 on purpose. The URL handed to the transfer is put together anew from the
/// parts that were judged here.
struct FetchURL: Sendable, Hashable {
    /// The longest URL that is taken, in bytes.
    static let limit = 2048

    /// The host's name in small letters.
    let host: String
    /// The port, 443 where none was given.
    let port: Int
    /// The path and query, beginning with a slash.
    let target: String

    /// Judges a URL.
    ///
    /// - Throws: ``FetchError`` (`refusedURL`), which says what is wrong with it.
    init(_ text: String, ports: Set<Int> = [443]) throws(FetchError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.limit else {
            throw Self.refusal("the URL is longer than \(Self.limit) bytes")
        }
        guard bytes.allSatisfy(Self.isAllowed) else {
            throw Self.refusal("the URL has a character that does not belong in one")
        }
        let scheme = Array("https://".utf8)
        guard bytes.prefix(scheme.count).map(\.lowercased).elementsEqual(scheme) else {
            throw Self.refusal("the URL does not begin with https://")
        }
        let rest = bytes.dropFirst(scheme.count)
        guard !rest.contains(UInt8(ascii: "#")) else {
            throw Self.refusal("the URL has a fragment")
        }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw Self.refusal("the URL names a user")
        }
        guard authority.first != UInt8(ascii: "[") else {
            throw Self.refusal("the URL's host is an address, not a name")
        }
        let name = authority.prefix { $0 != UInt8(ascii: ":") }
        host = try Self.host(name)
        port = name.count == authority.count ? 443 : try Self.port(authority[name.endIndex...])
        guard ports.contains(port) else {
            throw Self.refusal("the URL names port \(port), which is not allowed here")
        }
        let target = String(decoding: rest[authority.endIndex...], as: UTF8.self)
        self.target = target.utf8.first == UInt8(ascii: "/") ? target : "/" + target
    }

    /// The URL, spelled one way.
    var text: String {
        port == 443 ? "https://\(host)\(target)" : "https://\(host):\(port)\(target)"
    }

    /// Whether the other URL leads to the same server.
    func isSameOrigin(as other: FetchURL) -> Bool { host == other.host && port == other.port }

    /// A full DNS name: two labels or more of letters, digits and hyphens (RFC 1123 §2.1), the
    /// last beginning with a letter. No spelling of an IPv4 address does: not 127.1, not 2130706433,
    /// not 0x7F.1, not 0177.0.0.1.
    private static func host(_ bytes: ArraySlice<UInt8>) throws(FetchError) -> String {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let areNames = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
                && label.last != UInt8(ascii: "-")
                && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
        }
        guard areNames, bytes.count <= 253 else {
            throw refusal("the URL's host is not a DNS name")
        }
        guard let first = labels.last?.first, first.isLetter else {
            throw refusal("the URL's host is an address, not a name")
        }
        guard labels.count > 1 else { throw refusal("the URL's host is not a full DNS name") }
        return String(decoding: bytes.map(\.lowercased), as: UTF8.self)
    }

    private static func port(_ bytes: ArraySlice<UInt8>) throws(FetchError) -> Int {
        let digits = bytes.dropFirst()
        guard (1...5).contains(digits.count), digits.allSatisfy(\.isDigit),
            digits.first != UInt8(ascii: "0"),
            let port = Int(String(decoding: digits, as: UTF8.self)), port <= 65535
        else { throw refusal("the URL's port is not 1 to 65535") }
        return port
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
            UInt8(ascii: "}"):
            false
        default: (0x21...0x7E).contains(byte)
        }
    }

    private static func refusal(_ reason: String) -> FetchError { FetchError(.refusedURL, reason) }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
    fileprivate var lowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
