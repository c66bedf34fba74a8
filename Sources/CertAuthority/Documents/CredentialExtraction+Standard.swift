internal import Credentials

extension CredentialExtraction {
    /// By the readers of this package, within their bounds.
    public static let standard = CredentialExtraction(
        png: { try BakedPNG.credential(in: $0) }, svg: { try BakedSVG.credential(in: $0) },
        pdf: { try PDFCredential.extract(from: $0).bytes })
}
