/// A decentralised identifier, or a DID URL that points into or below one (DID Core 1.0 §3).
///
/// Identifiers are compared byte for byte (``ExactString`` of LinkedData); nothing is normalised.
public struct DIDURL: Sendable {
    /// The most bytes that are read: room for a `did:jwk` of the largest RSA key.
    public static let limit = 4096

    /// The whole text.
    public let text: String
    /// The DID: what stands before path, query and fragment.
    public let did: String
    /// The method's name, such as `web`; small letters and digits.
    public let method: String
    /// What stands after the method's name and its colon.
    public let methodSpecificID: String
    /// The path with its leading slash; empty where there is none.
    public let path: String
    /// What stands after `?`, if anything does.
    public let query: String?
    /// What stands after `#`, if anything does.
    public let fragment: String?

    /// Reads a DID or DID URL.
    ///
    /// - Throws: ``IdentifierError`` (`malformed`) that names the part.
    public init(_ text: String) throws(IdentifierError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.limit else {
            throw IdentifierError(
                .malformed, "the DID URL has more than \(Self.limit) bytes")
        }
        guard bytes.starts(with: "did:".utf8) else {
            throw IdentifierError(.malformed, "a DID starts with \"did:\"")
        }
        let methodEnd = bytes[4...].firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        guard methodEnd < bytes.endIndex, methodEnd > 4,
            bytes[4..<methodEnd].allSatisfy({ $0.isSmallLetter || $0.isDigit })
        else {
            throw IdentifierError(
                .malformed, "the DID's method is not small letters and digits before a colon")
        }
        let didEnd = bytes.firstIndex { $0.opensPathQueryOrFragment } ?? bytes.endIndex
        guard didEnd > methodEnd + 1, bytes[didEnd - 1] != UInt8(ascii: ":"),
            Self.isWellFormed(bytes[(methodEnd + 1)..<didEnd], also: ":", reserved: false)
        else {
            throw IdentifierError(
                .malformed,
                "what follows \"did:\(Self.string(bytes[4..<methodEnd])):\" is empty, "
                    + "ends in a colon or has a character that no DID has")
        }
        let fragmentStart = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.endIndex
        let queryStart = bytes[..<fragmentStart].firstIndex(of: UInt8(ascii: "?")) ?? fragmentStart
        let parts = [
            ("path", bytes[didEnd..<queryStart]),
            ("query", bytes[queryStart..<fragmentStart].dropFirst()),
            ("fragment", bytes[fragmentStart...].dropFirst()),
        ]
        for (name, part) in parts
        where !Self.isWellFormed(part, also: name == "path" ? "/:@" : "/:@?", reserved: true) {
            throw IdentifierError(
                .malformed, "the DID URL's \(name) has a character that belongs in no URL")
        }
        self.text = text
        did = Self.string(bytes[..<didEnd])
        method = Self.string(bytes[4..<methodEnd])
        methodSpecificID = Self.string(bytes[(methodEnd + 1)..<didEnd])
        path = Self.string(parts[0].1)
        query = queryStart < fragmentStart ? Self.string(parts[1].1) : nil
        fragment = fragmentStart < bytes.endIndex ? Self.string(parts[2].1) : nil
    }

    /// True when this is a DID alone, without path, query and fragment.
    public var isDID: Bool { path.isEmpty && query == nil && fragment == nil }

    /// Reads a bare DID of that method and returns what stands after the method's name.
    static func methodSpecificID(
        _ did: String, method: String
    ) throws(IdentifierError) -> String {
        let url = try DIDURL(did)
        guard url.isDID else {
            throw IdentifierError(.malformed, "\(did.prefix(200)) is a DID URL where a DID belongs")
        }
        guard url.method == method else {
            throw IdentifierError(.otherMethod, "\(did.prefix(200)) is not a did:\(method)")
        }
        return url.methodSpecificID
    }

    private static func isWellFormed(
        _ bytes: ArraySlice<UInt8>, also: StaticString, reserved: Bool
    ) -> Bool {
        let others = Array(("._-" + also.description + (reserved ? "~!$&'()*+,;=" : "")).utf8)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                guard index + 2 < bytes.endIndex, bytes[index + 1].hexadecimalValue != nil,
                    bytes[index + 2].hexadecimalValue != nil
                else { return false }
                index += 3
                continue
            }
            guard byte.isLetter || byte.isDigit || others.contains(byte) else { return false }
            index += 1
        }
        return true
    }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isSmallLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
    var isLetter: Bool { (self | 0x20).isSmallLetter }

    /// The value of an ASCII hexadecimal digit.
    var hexadecimalValue: UInt8? {
        if isDigit { return self - UInt8(ascii: "0") }
        let small = self | 0x20
        guard small >= UInt8(ascii: "a"), small <= UInt8(ascii: "f") else { return nil }
        return small - UInt8(ascii: "a") + 10
    }

    fileprivate var opensPathQueryOrFragment: Bool {
        self == UInt8(ascii: "/") || self == UInt8(ascii: "?") || self == UInt8(ascii: "#")
    }
}
