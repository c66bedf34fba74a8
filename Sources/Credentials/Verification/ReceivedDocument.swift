import LinkedData

/// What bytes from a stranger are, before anything in them is believed.
enum ReceivedDocument {
    /// A JSON object, with or without embedded proofs.
    case object(JSONObject)
    /// Three base64url texts with dots between: a compact JSON Web Signature (RFC 7515 §7.1).
    case compactSignature([UInt8])
    /// Nothing that can be read, as the check `parsing` says.
    case unreadable(Check)

    init(_ bytes: [UInt8], limits: JSONLimits) {
        if let compact = Self.compactSignature(bytes, limit: limits.bytes) {
            self = .compactSignature(compact)
            return
        }
        do throws(JSONError) {
            if let object = try JSON.parse(bytes, limits: limits).objectValue {
                self = .object(object)
            } else {
                self = .unreadable(
                    Self.parsing(.failed, "The document is not a JSON object."))
            }
        } catch {
            // What only exceeds our limits may be readable for others.
            let isBeyondUs = error.code == .tooLarge || error.code == .tooDeep
            self = .unreadable(
                Self.parsing(
                    isBeyondUs ? .notMade : .failed,
                    "The document is not readable as JSON: \(error.description)."))
        }
    }

    /// The token without space around it, where it has the form of a compact signature and nothing else can be meant.
    private static func compactSignature(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var content = bytes[...]
        while let last = content.last, last == 0x0A || last == 0x0D || last == 0x20 {
            content.removeLast()
        }
        while let first = content.first, first == 0x0A || first == 0x0D || first == 0x20 {
            content.removeFirst()
        }
        guard content.count <= limit, content.first == UInt8(ascii: "e") else { return nil }
        var dots = 0
        for byte in content {
            switch byte {
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: "-"), UInt8(ascii: "_"): continue
            default: guard byte.isLetter || byte.isDigit else { return nil }
            }
        }
        return dots == 2 ? Array(content) : nil
    }

    private static func parsing(_ result: Check.Result, _ detail: String) -> Check {
        Check(
            .parsing, result, detail, bearing: .genuineness,
            problemType: "https://www.w3.org/TR/vc-data-model#PARSING_ERROR")
    }
}
