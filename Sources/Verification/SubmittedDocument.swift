public import Credentials
import LinkedData

/// A document that somebody handed in to be verified: what it is, by its content and never by a
/// name, and the credential or presentation in it.
public struct SubmittedDocument: Sendable {
    /// What was handed in.
    public enum Kind: String, Sendable, CaseIterable {
        /// A credential as JSON, with its proof within.
        case credential
        /// A presentation as JSON, or as a token dressed as JSON-LD.
        case presentation
        /// A compact JSON Web Token, of a credential or a presentation.
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
    /// What is worth knowing of how the credential was packed; decides nothing.
    public private(set) var remarks: [Check]
    /// What became of the signatures of the PDF that carried it.
    private(set) var signatures = PDFSignatures.none

    /// No file that is handed in may have more bytes: 8 MiB.
    public static let byteLimit = 8 << 20

    /// More bytes than are read.
    package static let tooLarge = SubmissionError(
        .tooLarge, "it has more than \(byteLimit >> 20) MiB; submit the credential alone")

    /// Recognises a document.
    ///
    /// What cannot be read, or is something else, is an error that says what it is; whether what
    /// can be read is genuine is for the verifier to say.
    ///
    /// - Throws: ``SubmissionError``.
    public init(
        _ bytes: [UInt8], extraction: CredentialExtraction
    ) throws(SubmissionError) {
        guard bytes.count <= Self.byteLimit else { throw Self.tooLarge }
        try self.init(RecognizedContent(bytes), of: bytes, extraction)
    }

    init(
        _ recognized: RecognizedContent, of bytes: [UInt8], _ extraction: CredentialExtraction
    ) throws(SubmissionError) {
        switch recognized.kind {
        case .text(let text):
            let isList = text.contains(0x0A) && String(validating: text, as: UTF8.self) != nil
            throw SubmissionError(
                .unknownKind,
                isList
                    ? "it is text of several lines, neither JSON nor a token; submit one credential or "
                        + "number, or verify a list of them with certctl verify --bulk or /verify/bulk"
                    : "submit a credential as JSON or JWT, or a PNG, SVG or PDF that carries one")
        case .json(let object, let text):
            self.init(nil, object, text, recognized.remarks)
        case .token(let token): self.init(nil, token, recognized.remarks)
        case .png: try self.init(.png, Self.extracted(bytes, "PNG", extraction.png))
        case .svg: try self.init(.svg, Self.extracted(bytes, "SVG", extraction.svg))
        case .pdf: try self.init(.pdf, Self.extracted(bytes, "PDF", extraction.pdf))
        }
    }

    /// A file's content, which is JSON or a token.
    private init(_ kind: Kind, _ content: ExtractedCredential) throws(SubmissionError) {
        let name = kind.rawValue.uppercased()
        let inner = try RecognizedContent(content.bytes)
        switch inner.kind {
        case .json(let object, let text): self.init(kind, object, text, inner.remarks)
        case .token(let token): self.init(kind, token, inner.remarks)
        case .text, .png, .svg, .pdf:
            throw SubmissionError(
                .noCredential,
                "what the \(name) carries is neither JSON nor a token; submit the credential itself"
            )
        }
        remarks += content.remarks
        signatures = content.signatures
    }

    private init(_ kind: Kind?, _ token: [UInt8], _ packaging: [String]) {
        self.kind = kind ?? .token
        content = token
        json = nil
        isPresentation = PresentationJWT.isPresentation(token)
        remarks = packaging.map(Self.remark)
    }

    /// - Parameter kind: What carried it; nil where it stands for itself.
    private init(_ kind: Kind?, _ object: JSONObject, _ text: [UInt8], _ packaging: [String]) {
        content = text
        json = object
        isPresentation = PresentationStructure.isPresentation(object)
        let own: Kind =
            isPresentation
            ? .presentation
            : EnvelopedCredential.isEnveloped(.object(object)) ? .envelopedCredential : .credential
        self.kind = kind ?? own
        remarks = packaging.map(Self.remark)
    }

    /// What was taken off before the credential could be read.
    private static func remark(_ packaging: String) -> Check {
        Check(
            .packaging, .passed, "It was \(packaging), and is judged without that.",
            bearing: .information)
    }

    private static func extracted(
        _ bytes: [UInt8], _ name: String, _ extract: CredentialExtraction.Extract
    ) throws(SubmissionError) -> ExtractedCredential {
        do {
            return try extract(bytes)
        } catch let error as BakingError where error.code == .olderBadge {
            throw SubmissionError(.otherFormat, OtherFormats.reason(carried: error.content ?? []))
        } catch let error as any CarrierError where !error.isWithoutCredential {
            throw SubmissionError(
                .unreadableFile,
                "the \(name) cannot be read: \(error); submit the credential as JSON or JWT, or type "
                    + "the certificate's number")
        } catch {
            throw SubmissionError(
                .noCredential,
                "no credential can be read from the \(name): \(error); submit the credential as "
                    + "JSON or JWT, or type the certificate's number")
        }
    }
}

extension SubmittedDocument {
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
}
