internal import Credentials
public import Verification

extension CredentialExtraction {
    /// By the readers of this package, within their bounds.
    public static let standard = CredentialExtraction(
        png: { ExtractedCredential(try BakedPNG.credential(in: $0)) },
        svg: { ExtractedCredential(try BakedSVG.credential(in: $0)) },
        pdf: {
            ExtractedCredential(
                try PDFCredential.extract(from: $0).bytes, ofPDFWith: PDFSignatures($0))
        })
}

extension PDFError: CarrierError {
    package var isWithoutCredential: Bool { code == .noCredential || code == .notPDF }
}
