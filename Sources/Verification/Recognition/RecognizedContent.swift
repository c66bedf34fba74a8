import CertAuthority
import Credentials
package import LinkedData

/// What submitted bytes are, once everything around the credential is taken off.
///
/// What cannot be read is an error that names it, never a verdict: a broken download, a web page or
/// a badge of another standard says nothing of a certificate.
package struct RecognizedContent {
    package enum Kind {
        case png
        case svg
        case pdf
        /// A credential or presentation, with its text.
        case json(JSONObject, [UInt8])
        /// A compact token.
        case token([UInt8])
        /// Text that may be a number or an address.
        case text([UInt8])
    }

    package let kind: Kind
    /// What was taken off, in the order in which it was, in words that complete "it was …".
    private(set) var remarks: [String] = []

    /// No more wrappings than this are taken off.
    private static let layers = 6

    /// Recognises bytes.
    ///
    /// - Throws: ``SubmissionError``.
    package init(_ bytes: [UInt8]) throws(SubmissionError) {
        // Most of what is submitted is a number, which looks like nothing else.
        if bytes.count <= 32, bytes.allSatisfy(Self.isNumberByte),
            bytes.first != UInt8(ascii: "-"), bytes.contains(where: { $0 > 0x20 })
        {
            kind = .text(Array(SubmittedDocument.trimmed(bytes[...])))
            return
        }
        guard !SubmittedDocument.trimmed(bytes[...]).isEmpty else {
            throw SubmissionError(.empty, "submit a credential, or a file with one in it")
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            kind = .png
            return
        }
        if let reason = FileSignature.reason(bytes) { throw SubmissionError(.otherFormat, reason) }
        let encoding = try TextEncoding(bytes)
        if let remark = encoding.remark { remarks.append(remark) }
        var text = encoding.bytes
        for _ in 0..<Self.layers {
            switch try Self.layer(SubmittedDocument.trimmed(text[...]), of: bytes) {
            case .kind(let found):
                kind = found
                return
            case .wrapped(let inner, let remark):
                text = inner
                if let remark { remarks.append(remark) }
            }
        }
        throw SubmissionError(
            .malformed, "it is wrapped more than \(Self.layers) times; submit the credential itself"
        )
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-") || byte == 0x20
    }

    private enum Layer {
        case kind(Kind)
        case wrapped([UInt8], remark: String?)
    }

    private static func layer(
        _ text: ArraySlice<UInt8>, of bytes: [UInt8]
    ) throws(SubmissionError) -> Layer {
        switch text.first {
        case nil:
            throw SubmissionError(.empty, "submit a credential, or a file with one in it")
        case UInt8(ascii: "{"), UInt8(ascii: "["): return try json(text)
        case UInt8(ascii: "<"):
            if let found = TokenText.found(in: text) { return try layer(found) }
            if let reason = OtherFormats.reason(markup: text) {
                throw SubmissionError(.otherFormat, reason)
            }
            return .kind(.svg)
        case UInt8(ascii: "\""):
            if let string = try? JSON.parse(Array(text)).stringValue {
                return .wrapped(Array(string.utf8), remark: "within quotation marks")
            }
            if let found = TokenText.found(in: text) { return try layer(found) }
            if let fault = TokenText.fault(text) { throw fault }
            throw SubmissionError(
                .malformed, "the text in quotation marks is not closed, or is no JSON string")
        default: break
        }
        if let found = TokenText.found(in: text) { return try layer(found) }
        if let fault = TokenText.fault(text) { throw fault }
        // Readers take a PDF whose header stands within the first 1,024 bytes (ISO 32000-1 §H.3).
        if bytes.prefix(1024).firstRange(of: Array("%PDF-".utf8)) != nil { return .kind(.pdf) }
        if let reason = OtherFormats.reason(text: text) {
            throw SubmissionError(.otherFormat, reason)
        }
        return .kind(.text(Array(text)))
    }

    private static func layer(
        _ found: (token: [UInt8], remark: String?)
    ) throws(SubmissionError) -> Layer {
        if let remark = found.remark { return .wrapped(found.token, remark: remark) }
        if let fault = TokenText.fault(token: found.token) { throw fault }
        return .kind(.token(found.token))
    }

    // MARK: JSON

    private static func json(_ text: ArraySlice<UInt8>) throws(SubmissionError) -> Layer {
        let bytes = Array(text)
        switch try parsed(bytes) {
        case .object(let object):
            if CredentialShape.isDocument(object) { return .kind(.json(object, bytes)) }
            if let reason = OtherFormats.reason(object) {
                throw SubmissionError(.otherFormat, reason)
            }
            guard let (inner, path) = try CredentialShape.wrapped(in: object) else {
                let inner = object.members.lazy.compactMap(\.value.objectValue)
                guard let reason = inner.compactMap(OtherFormats.reason).first else {
                    throw notCredential(object)
                }
                throw SubmissionError(.otherFormat, reason)
            }
            return .wrapped(content(inner), remark: "wrapped in \"\(path.prefix(80))\"")
        case .array(let elements):
            guard elements.count <= 1 else { throw CredentialShape.several(elements.count) }
            guard let only = elements.first else {
                throw SubmissionError(.notCredential, "it is an empty list; submit a credential")
            }
            return .wrapped(content(only), remark: "the one element of a list")
        default:
            throw SubmissionError(.notCredential, "the JSON is no object; submit a credential")
        }
    }

    /// A string is what it says; all else is written as it was read.
    private static func content(_ json: JSON) -> [UInt8] {
        json.stringValue.map { Array($0.utf8) } ?? json.compactBytes()
    }

    private static func notCredential(_ object: JSONObject) -> SubmissionError {
        let types = (object["type"] ?? object["@type"])?.oneOrMore.compactMap(\.stringValue) ?? []
        let what =
            types.isEmpty
            ? "the JSON has neither @context nor type of a credential"
            : "the JSON says to be of the type \(types.joined(separator: ", ").prefix(120)), which is "
                + "no credential"
        return SubmissionError(
            .notCredential, "\(what); submit the signed credential as it was given")
    }

    private static func parsed(_ bytes: [UInt8]) throws(SubmissionError) -> JSON {
        do throws(JSONError) {
            return try JSON.parse(bytes)
        } catch {
            switch error.code {
            case .tooLarge:
                throw SubmissionError(
                    .tooLarge, "\(error.description); submit the credential alone")
            case .tooDeep:
                throw SubmissionError(
                    .unreadableFile, "\(error.description); submit the credential alone")
            case .syntax where error.offset >= bytes.count, .invalidUTF8 where isCut(bytes, error):
                throw SubmissionError(
                    .cutShort,
                    "the JSON ends in its midst, after \(bytes.count) bytes; download or copy it anew"
                )
            default:
                throw SubmissionError(
                    .malformed,
                    "it is not readable as JSON: \(error.description); that says nothing of the "
                        + "certificate, so get the file anew")
            }
        }
    }

    /// True where the last character itself is cut: it has a first byte, and too few after it.
    private static func isCut(_ bytes: [UInt8], _ error: JSONError) -> Bool {
        guard let start = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return false }
        let length =
            switch bytes[start] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        return length > bytes.count - start && error.offset >= start
    }
}
