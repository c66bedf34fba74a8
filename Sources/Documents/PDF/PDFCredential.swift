import Credentials
import Verification

/// The signed credential that a PDF carries as an embedded file.
///
/// That it is genuine says nothing of the pages: somebody can draw another name on them and leave
/// the credential as it is. Whoever verifies it shows its facts, to be compared with the paper.
public struct PDFCredential: Sendable, Equatable {
    /// The forms in which a credential is secured.
    public enum Form: Sendable, Equatable {
        /// JSON with a proof inside.
        case json
        /// A compact JSON Web Token.
        case jwt

        /// The media type under which it is embedded.
        public var mediaType: String {
            self == .json ? "application/vc+ld+json" : "application/vc+jwt"
        }
    }

    /// The credential, byte for byte.
    public let bytes: [UInt8]
    /// Its form.
    public let form: Form

    /// A credential to be embedded.
    public init(bytes: [UInt8], form: Form) {
        self.bytes = bytes
        self.form = form
    }

    /// The media types that are taken for credentials: ours, those of Securing Verifiable
    /// Credentials using JOSE and COSE, and older ones.
    private static let mediaTypes: [String: Form] = [
        "application/vc+ld+json": .json, "application/vc": .json, "application/ld+json": .json,
        "application/vc+jwt": .jwt, "application/vc+ld+json+jwt": .jwt, "application/jwt": .jwt,
    ]

    /// Takes the credential out of a PDF (ISO 32000-2 §7.11.4 and §14.13).
    ///
    /// Looks among the files embedded in and associated with the document and its pages, in its
    /// newest revision. Those of a credential's media type count, and those that are a credential
    /// under a name that ends as one's does (`.json`, `.jsonld`, `.jwt`); where no file has such a
    /// type, every file of such a name. They must all be the same, since nobody can tell otherwise
    /// which of them a reader shows.
    ///
    /// - Parameter limits: What it may cost.
    /// - Throws: ``PDFError`` of any kind, as its codes say.
    public static func extract(
        from bytes: [UInt8], limits: PDFLimits = .uploads
    ) throws(PDFError) -> PDFCredential {
        var reader = try PDFReader(bytes, limits: limits)
        var attachments = PDFAttachments()
        try attachments.collect(&reader)
        var found: [PDFCredential] = []
        var named: [PDFCredential] = []
        for file in attachments.files {
            if let form = file.mediaType.flatMap({ mediaTypes[$0.lowercased()] }) {
                found.append(PDFCredential(bytes: try reader.content(file.stream), form: form))
            } else if let form = Self.form(ofName: file.name) {
                named.append(PDFCredential(bytes: try reader.content(file.stream), form: form))
            }
        }
        found += found.isEmpty ? named : named.filter { $0.isCredential }
        guard let credential = found.first else {
            throw PDFError(
                .noCredential,
                attachments.files.isEmpty
                    ? "the PDF carries no credential: no file is attached to it. If it was printed "
                        + "or saved again, take the PDF as it was downloaded"
                    : "the PDF carries no credential: of \(attachments.files.count) attached "
                        + "files none is one")
        }
        guard found.allSatisfy({ $0.bytes == credential.bytes }) else {
            throw PDFError(
                .severalCredentials,
                "the PDF carries \(found.count) credentials; take them out and verify each")
        }
        return credential
    }

    /// Whether the bytes are one, whatever the file is called.
    private var isCredential: Bool {
        guard let recognized = try? RecognizedContent(bytes) else { return false }
        return switch recognized.kind {
        case .json, .token: true
        case .text, .png, .svg, .pdf: false
        }
    }

    private static func form(ofName name: [UInt8]) -> Form? {
        // Names in UTF-16 have a zero in each of these letters.
        let letters = String(
            decoding: name.filter { $0 != 0 && $0 < 0x80 }.suffix(16), as: UTF8.self
        ).lowercased()
        if letters.hasSuffix(".json") || letters.hasSuffix(".jsonld") { return .json }
        return letters.hasSuffix(".jwt") || letters.hasSuffix(".jws") ? .jwt : nil
    }
}
