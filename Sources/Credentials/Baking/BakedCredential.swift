/// What an image may carry (Open Badges 3.0, "Baked badges"): the credential with its proof as JSON,
/// or a compact token (RFC 7515 §3.1).
enum BakedCredential {
    /// The most bytes that a credential in an image may have; the verifier reads no more either.
    static let limit = 1 << 20

    /// How a credential is written.
    enum Form {
        case json
        case token
    }

    /// Tells a JSON object from a compact token by their outer symbols; what is inside is for the
    /// verifier to judge.
    ///
    /// - Throws: ``BakingError`` with the code `notACredential` or `tooLarge`.
    static func form(of credential: [UInt8]) throws(BakingError) -> Form {
        guard credential.count <= limit else {
            throw BakingError(.tooLarge, "the credential has more than \(limit) bytes")
        }
        if credential.first(where: { !isSpace($0) }) == UInt8(ascii: "{"),
            credential.last(where: { !isSpace($0) }) == UInt8(ascii: "}")
        {
            guard String(validating: credential, as: UTF8.self) != nil else {
                throw BakingError(.notACredential, "the credential is not in UTF-8")
            }
            return .json
        }
        let parts = credential.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isSymbol) }) else {
            throw BakingError(
                .notACredential, "the credential is neither a JSON object nor a compact token")
        }
        return .token
    }

    /// White space of JSON and XML.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Without white space at either end.
    static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return Array(bytes[first...last])
    }

    /// A symbol of base64url.
    private static func isSymbol(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
