public import Credentials

/// What was taken out of a file.
public struct ExtractedCredential: Sendable {
    /// The credential as it was put in.
    public let bytes: [UInt8]
    /// What is worth knowing of the file.
    public let remarks: [Check]
    /// What became of the signatures of the PDF that carried it.
    package let signatures: PDFSignatures

    /// A credential as it was taken out.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        remarks = []
        signatures = .none
    }

    /// A credential out of a PDF, whose pages are never examined.
    package init(_ bytes: [UInt8], ofPDFWith signatures: PDFSignatures) {
        self.bytes = bytes
        remarks = [
            Check(
                .print, .notMade,
                "The pages of the PDF were not examined: compare them with what the credential says.",
                bearing: .information)
        ]
        self.signatures = signatures
    }
}

/// Why nothing can be taken out of a file.
package protocol CarrierError: Error {
    /// True where the file is sound and carries no credential; else it could not be read.
    var isWithoutCredential: Bool { get }
}

extension BakingError: CarrierError {
    package var isWithoutCredential: Bool { code == .noCredential || code == .notAnImage }
}

/// How a credential is taken out of a file that carries one.
///
/// Each closure takes the whole file and gives the credential's bytes as they were put in; it throws
/// an error whose description says what is wrong with the file.
public struct CredentialExtraction: Sendable {
    /// Takes the credential out of a file, or throws.
    public typealias Extract = @Sendable ([UInt8]) throws -> ExtractedCredential

    /// Out of a baked PNG (Open Badges 3.0 §5.3).
    public let png: Extract
    /// Out of a baked SVG (Open Badges 3.0 §5.3).
    public let svg: Extract
    /// Out of a PDF that has the credential embedded as a file.
    public let pdf: Extract

    /// Puts the three together.
    public init(png: @escaping Extract, svg: @escaping Extract, pdf: @escaping Extract) {
        self.png = png
        self.svg = svg
        self.pdf = pdf
    }
}
