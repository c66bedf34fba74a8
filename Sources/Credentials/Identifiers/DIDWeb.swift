/// A DID whose document a web server keeps (did:web method, W3C CCG report).
///
/// This type only reads and writes the names; looking documents up is another's work, and what is
/// refused here is what could lead such a look-up astray.
public struct DIDWeb: Sendable, Hashable {
    /// `did:web:HOST[%3APORT][:SEGMENT…]`, as it was given.
    public let did: String
    /// The host's name in small letters; never an address in numbers.
    public let host: String
    /// The port where it is given.
    public let port: Int?
    /// The path's segments, percent-encoded where they were.
    public let path: [String]

    /// Reads a bare `did:web`.
    ///
    /// - Throws: ``IdentifierError`` (`malformed`) for a host that is a number or not a name, a
    ///   port out of range, a user, and for path segments that are empty, `.`, `..` or hide a
    ///   slash.
    public init(_ did: String) throws(IdentifierError) {
        let segments = try DIDURL.methodSpecificID(did, method: "web").utf8
            .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        let authority = Array(segments[0].utf8)
        if let percent = authority.firstIndex(of: UInt8(ascii: "%")) {
            let separator = authority[percent...].prefix(3)
            guard separator.elementsEqual("%3A".utf8) || separator.elementsEqual("%3a".utf8) else {
                throw IdentifierError(
                    .malformed,
                    "the host of \(did.prefix(200)) has a percent code other than %3A for a port")
            }
            host = try Self.host(authority[..<percent])
            port = try Self.port(authority[percent...].dropFirst(3))
        } else {
            host = try Self.host(authority[...])
            port = nil
        }
        path = Array(segments.dropFirst())
        for segment in path { try Self.check(segment: segment) }
        self.did = did
    }

    /// The DID below the base URL of an installation: `https://HOST[:PORT]` and, where the server
    /// sits deeper, a path. `http` is taken for `localhost` alone.
    ///
    /// - Parameters:
    ///   - baseURL: The URL; a slash at its end does not matter.
    ///   - path: Segments to add, such as `["orgs", "itu"]`.
    /// - Throws: ``IdentifierError`` (`malformed`).
    public init(baseURL: String, path: [String] = []) throws(IdentifierError) {
        let secure = baseURL.utf8.starts(with: "https://".utf8)
        guard secure || baseURL.utf8.starts(with: "http://".utf8) else {
            throw IdentifierError(
                .malformed, "the base URL does not start with https:// and a host")
        }
        var rest = baseURL.utf8.dropFirst(secure ? 8 : 7)
        if rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        var segments = rest.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        let authority = segments.removeFirst().utf8
            .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard authority.count <= 2 else {
            throw IdentifierError(.malformed, "the base URL has more than a host and a port")
        }
        let parts = [authority.joined(separator: "%3A")] + segments + path
        guard parts.allSatisfy({ !$0.utf8.contains(UInt8(ascii: ":")) }) else {
            throw IdentifierError(.malformed, "a path segment of the base URL has a colon")
        }
        try self.init("did:web:" + parts.joined(separator: ":"))
        guard secure || host == "localhost" else {
            throw IdentifierError(
                .malformed, "the base URL is http, which is taken for localhost alone")
        }
    }

    /// Where the DID document lies: `https://HOST[:PORT]/SEGMENTS/did.json`, or below
    /// `/.well-known` where there are no segments.
    public var documentURL: String {
        let authority = port.map { "\(host):\($0)" } ?? host
        let folder = path.isEmpty ? ".well-known" : path.joined(separator: "/")
        return "https://\(authority)/\(folder)/did.json"
    }

    /// A DNS name: labels of letters, digits and hyphens (RFC 1123 §2.1), the last not a number.
    private static func host(_ bytes: ArraySlice<UInt8>) throws(IdentifierError) -> String {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let areNames = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
                && label.last != UInt8(ascii: "-")
                && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
        }
        guard areNames, bytes.count <= 253, let last = labels.last else {
            throw IdentifierError(.malformed, "the host of the did:web is not a DNS name")
        }
        // URL parsers take a last label such as 7 or 0x7F for part of an IPv4 address.
        let isHexadecimal =
            last.starts(with: "0x".utf8) || last.starts(with: "0X".utf8)
        guard !last.allSatisfy(\.isDigit), !isHexadecimal else {
            throw IdentifierError(
                .malformed, "the host of the did:web is an address, not a name")
        }
        return String(
            decoding: bytes.map { $0.isLetter ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func port(_ digits: ArraySlice<UInt8>) throws(IdentifierError) -> Int {
        guard (1...5).contains(digits.count), digits.allSatisfy(\.isDigit),
            digits.first != UInt8(ascii: "0"),
            let port = Int(String(decoding: digits, as: UTF8.self)), port <= 65535
        else { throw IdentifierError(.malformed, "the port of the did:web is not 1 to 65535") }
        return port
    }

    private static func check(segment: String) throws(IdentifierError) {
        var decoded: [UInt8] = []
        var bytes = segment.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            // The grammar of DIDs has already seen to two digits after each percent sign.
            let high = bytes.next()?.hexadecimalValue ?? 0
            let low = bytes.next()?.hexadecimalValue ?? 0
            decoded.append(high << 4 | low)
        }
        let isTraversal = decoded.elementsEqual(".".utf8) || decoded.elementsEqual("..".utf8)
        let hides = decoded.contains { byte in
            byte < 0x20 || byte == 0x7F || "/\\%?#".utf8.contains(byte)
        }
        guard !decoded.isEmpty, !isTraversal, !hides else {
            throw IdentifierError(
                .malformed,
                "a path segment of the did:web is empty, walks up or hides a separator")
        }
    }
}
