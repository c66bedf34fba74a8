import CertAuthority
import Credentials
import LinkedData

/// Compact tokens (RFC 7515 §7.1) as people copy them, and what kind of token one is.
enum TokenText {
    /// The token in a text, without what copying put around it: line breaks, quotation marks, the
    /// word "Bearer", a link or a `data:` URL that ends with it.
    ///
    /// - Returns: The token and, where something was taken off, what; nil where there is none.
    static func found(in text: ArraySlice<UInt8>) -> (token: [UInt8], remark: String?)? {
        if isToken(text) { return (Array(text), nil) }
        guard text.count < 4 << 20, text.allSatisfy({ $0 >= 0x20 || isSpace($0) }) else {
            return nil
        }
        var rest = unquoted(text)
        for word in ["bearer", "authorization: bearer", "jwt"] {
            guard rest.count > word.utf8.count + 1,
                ASCII.lowered(Array(rest.prefix(word.utf8.count))) == word,
                isSpace(rest[rest.startIndex + word.utf8.count])
            else { continue }
            rest = unquoted(rest.dropFirst(word.utf8.count))
            break
        }
        let joined = rest.filter { !isSpace($0) }
        if isToken(joined[...]) {
            let isWrapped = joined.count != rest.count
            return (
                joined, isWrapped ? "a token broken into lines" : "a token with something around it"
            )
        }
        // Spaces part words: only a single word can be an address.
        guard joined.count == rest.count,
            ["http://", "https://", "data:application/", "openid"].contains(where: {
                rest.starts(with: $0.utf8)
            }),
            let mark = rest.lastIndex(where: { "#=,/".utf8.contains($0) }),
            isToken(rest[(mark + 1)...])
        else { return nil }
        return (Array(rest[(mark + 1)...]), "a token within an address")
    }

    /// What a text is that looks like a token and is none which is read here; nil where it does not.
    static func fault(_ text: ArraySlice<UInt8>) -> SubmissionError? {
        let text = unquoted(text).filter { !isSpace($0) }
        guard text.starts(with: "ey".utf8), text.count > 40 else { return nil }
        let parts = text.split(separator: UInt8(ascii: "~"), omittingEmptySubsequences: false)
        let dots = parts[0].count { $0 == UInt8(ascii: ".") }
        guard parts[0].allSatisfy({ $0 == UInt8(ascii: ".") || isSymbol($0) }) else { return nil }
        if parts.count > 1, dots == 2 { return selective }
        switch dots {
        case 4 where header(parts[0])?["enc"] == nil:
            return SubmissionError(
                .several, "it holds more than one token; submit each by itself")
        case 4:
            return SubmissionError(
                .otherFormat, "it is an encrypted token (JWE); submit the token that is inside")
        case 2:
            return SubmissionError(
                .malformed, "it looks like a token and has signs that no token has; copy it again")
        default:
            guard header(parts[0]) != nil || dots == 0 else { return nil }
            return SubmissionError(
                .cutShort,
                "the token has \(dots + 1) of three parts: its end is missing; copy it anew")
        }
    }

    /// Why a token is no credential that is read here; nil where it may be one.
    static func fault(token: [UInt8]) -> SubmissionError? {
        let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = header(parts[0]) else {
            return SubmissionError(
                .malformed, "the header of the token cannot be read; copy the token again")
        }
        let type = header["typ"]?.stringValue.map { ASCII.lowered(Array($0.utf8)) } ?? ""
        if type.hasSuffix("sd-jwt") { return selective }
        guard let bytes = decoded(parts[1]) else {
            return SubmissionError(
                .malformed, "the content of the token cannot be read; copy the token again")
        }
        if let fault = cutShort(header, parts[2]) { return fault }
        if header["zip"] != nil {
            return SubmissionError(
                .otherFormat,
                "the token is compressed, as SMART Health Cards are; it is not read here")
        }
        guard let payload = try? JSON.parse(bytes, limits: JSONLimits(bytes: 4 << 20)).objectValue
        else {
            return SubmissionError(
                .malformed, "the content of the token is no JSON object; copy the token again")
        }
        return fault(payload: payload, type: type)
    }

    private static func fault(payload: JSONObject, type: String) -> SubmissionError? {
        if payload["_sd"] != nil || payload["_sd_alg"] != nil { return selective }
        let isCredential =
            ["vc", "vp", "credentialSubject", "verifiableCredential"].contains {
                payload[$0] != nil
            } || type.hasPrefix("vc") || type.hasPrefix("vp")
            || CredentialShape.isDocument(payload)
        if isCredential { return nil }
        if let reason = OtherFormats.reason(payload) {
            return SubmissionError(.otherFormat, reason)
        }
        return SubmissionError(
            .notCredential,
            "it is a token for another purpose, such as signing in: it holds no credential"
                + (payload["iss"]?.stringValue.map { " (from \($0.prefix(200)))" } ?? ""))
    }

    /// The signature of a token has a fixed length for all algorithms but RSA's.
    private static func cutShort(_ header: JSONObject, _ signature: ArraySlice<UInt8>)
        -> SubmissionError?
    {
        let least: Int? =
            switch header["alg"]?.stringValue {
            case "EdDSA", "Ed25519", "ES256", "ES256K": 64
            case "ES384": 96
            case "ES512": 132
            case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512": 128
            default: nil
            }
        guard let least, signature.count < (least * 8 + 5) / 6 else { return nil }
        return SubmissionError(
            .cutShort,
            signature.isEmpty
                ? "the token has no signature: its end is missing, or nobody signed it; copy it anew"
                : "the end of the token's signature is missing; copy it anew")
    }

    private static let selective = SubmissionError(
        .otherFormat,
        "it is an SD-JWT (selective disclosure), which is not read here; ask for the credential as "
            + "JSON or as a plain JWT, or verify it with a wallet or verifier that reads SD-JWT")

    /// True for three base64url texts with dots between, the first of which begins as a JSON
    /// object does and which are longer than a host's name that looks alike.
    static func isToken(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count > 64, text.starts(with: "ey".utf8) || text.starts(with: "ew".utf8) else {
            return false
        }
        var dots = 0
        for byte in text {
            if byte == UInt8(ascii: ".") { dots += 1 } else if !isSymbol(byte) { return false }
        }
        return dots == 2
    }

    /// The content of a token, where it is a JSON object.
    static func payload(_ token: ArraySlice<UInt8>) -> JSONObject? {
        let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = decoded(parts[1]) else { return nil }
        return try? JSON.parse(bytes).objectValue
    }

    private static func header(_ part: ArraySlice<UInt8>) -> JSONObject? {
        let first = part.prefix { $0 != UInt8(ascii: ".") }
        return decoded(first).flatMap { try? JSON.parse($0).objectValue }
    }

    private static func decoded(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        try? Base64URL.decode(part)
    }

    private static func isSymbol(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// Without quotation marks, of typewriters or of books, and space around them.
    private static func unquoted(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = text
        while true {
            let before = rest.count
            while let first = rest.first, isSpace(first) { rest = rest.dropFirst() }
            while let last = rest.last, isSpace(last) || ",;".utf8.contains(last) {
                rest = rest.dropLast()
            }
            for mark in marks where rest.count >= 2 * mark.count {
                if rest.starts(with: mark) { rest = rest.dropFirst(mark.count) }
                if rest.suffix(mark.count).elementsEqual(mark) { rest = rest.dropLast(mark.count) }
            }
            if rest.count == before { return rest }
        }
    }

    private static let marks = ["\"", "'", "`", "“", "”", "‘", "’", "„", "«", "»", "<", ">"].map {
        Array($0.utf8)
    }
}
