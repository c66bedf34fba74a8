import Credentials
import LinkedData

/// A document that somebody handed in to be verified: what it is, by its content and never by a
/// name, and the credential or presentation in it.
public struct SubmittedDocument: Sendable {
    /// What was handed in.
    public enum Kind: String, Sendable, CaseIterable {
        /// A credential as JSON, with its proof within.
        case credential
        /// A presentation as JSON.
        case presentation
        /// A compact JSON Web Token.
        case token
        /// A token dressed as JSON-LD.
        case envelopedCredential = "enveloped-credential"
        /// A PNG with a credential baked into it.
        case png
        /// An SVG with a credential baked into it.
        case svg
        /// A PDF with a credential embedded in it.
        case pdf
    }

    /// What was handed in.
    public let kind: Kind
    /// The credential or presentation in it: JSON or a compact token.
    public let content: [UInt8]
    /// True where the content is a presentation.
    public let isPresentation: Bool
    /// The content as JSON, where it is JSON that can be read.
    let json: JSONObject?

    /// No file that is handed in may have more bytes: 8 MiB.
    public static let byteLimit = 8 << 20

    /// Recognises a document.
    ///
    /// JSON that cannot be read is taken as a credential: the verifier then tells what is wrong
    /// with it, since an altered byte is a fault of the document.
    ///
    /// - Throws: ``SubmissionError`` with the code `empty`, `tooLarge`, `unknownKind`,
    ///   `notCredential` or `noCredential`.
    public init(
        _ bytes: [UInt8], extraction: CredentialExtraction
    ) throws(SubmissionError) {
        guard bytes.count <= Self.byteLimit else {
            throw SubmissionError(
                .tooLarge,
                "it has more than \(Self.byteLimit >> 20) MiB; submit the credential alone")
        }
        switch Self.form(bytes[...]) {
        case .none:
            throw SubmissionError(
                .unknownKind,
                "submit a credential as JSON or JWT, or a PNG, SVG or PDF that carries one")
        case .empty: throw SubmissionError(.empty, "submit a credential, or a file with one in it")
        case .text: try self.init(.credential, Self.withoutMark(bytes))
        case .png: try self.init(.png, Self.extracted(bytes, "PNG", extraction.png))
        case .svg: try self.init(.svg, Self.extracted(bytes, "SVG", extraction.svg))
        case .pdf: try self.init(.pdf, Self.extracted(bytes, "PDF", extraction.pdf))
        }
    }

    /// A document whose content is JSON or a token.
    ///
    /// - Parameter kind: What carried it; `credential` stands for whatever the content is.
    private init(_ kind: Kind, _ content: [UInt8]) throws(SubmissionError) {
        let text = Self.trimmed(content[...])
        self.content = Array(text)
        guard text.first == UInt8(ascii: "{") else {
            json = nil
            isPresentation = false
            self.kind = kind == .credential ? .token : kind
            return
        }
        json = try? JSON.parse(self.content).objectValue
        if let json, json["@context"] == nil, json["type"] == nil, json["proof"] == nil {
            throw SubmissionError(
                .notCredential,
                "the JSON has neither @context nor type; submit the signed credential as it was given"
            )
        }
        isPresentation = json.map(PresentationStructure.isPresentation) ?? false
        if kind != .credential {
            self.kind = kind
        } else if isPresentation {
            self.kind = .presentation
        } else {
            let isEnvelope = json.map { EnvelopedCredential.isEnveloped(.object($0)) } ?? false
            self.kind = isEnvelope ? .envelopedCredential : .credential
        }
    }

    private static func extracted(
        _ bytes: [UInt8], _ name: String, _ extract: CredentialExtraction.Extract
    ) throws(SubmissionError) -> [UInt8] {
        let content: [UInt8]
        do {
            content = try extract(bytes)
        } catch {
            throw SubmissionError(
                .noCredential,
                "no credential can be read from the \(name): \(error); submit the credential as "
                    + "JSON or JWT, or type the certificate's number")
        }
        guard form(content[...]) == .text else {
            throw SubmissionError(
                .noCredential,
                "what the \(name) carries is neither JSON nor a token; submit the credential itself"
            )
        }
        return content
    }
}

extension SubmittedDocument {
    /// What bytes look like before any of them is believed.
    enum Form {
        case empty
        /// JSON or a token.
        case text
        case png
        case svg
        case pdf
    }

    /// What the bytes look like, or nil for nothing that is known.
    static func form(_ bytes: ArraySlice<UInt8>) -> Form? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        let text = trimmed(withoutMark(bytes))
        switch text.first {
        case nil: return .empty
        case UInt8(ascii: "{"): return .text
        case UInt8(ascii: "<"): return .svg
        default: break
        }
        if isCompactToken(text) { return .text }
        // Readers take a PDF whose header stands within the first 1,024 bytes (ISO 32000-1 §H.3).
        let head = bytes.prefix(1024)
        return head.firstRange(of: Array("%PDF-".utf8)) == nil ? nil : .pdf
    }

    /// True for three base64url texts with dots between, the first of which begins as a JSON
    /// object does and which are longer than a host's name that looks alike.
    static func isCompactToken(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count > 64, text.starts(with: "ey".utf8) || text.starts(with: "ew".utf8) else {
            return false
        }
        var dots = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: "-"), UInt8(ascii: "_"): continue
            default: guard ASCII.isLetter(byte) || ASCII.isDigit(byte) else { return false }
            }
        }
        return dots == 2
    }

    /// The bytes without white space around them.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return bytes[first...last]
    }

    /// The bytes without the byte order mark that some editors put before text.
    static func withoutMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    }

    private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        Array(withoutMark(bytes[...]))
    }
}
