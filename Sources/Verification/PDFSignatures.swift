package import Credentials

/// Whether a PDF is as it was when it was signed (ISO 32000-2 §12.8).
package enum PDFSignatures: Sendable, Equatable {
    /// Nobody signed the PDF.
    case none
    /// The newest signature is over the whole file, and each is over what it says.
    case intact(signer: X509Certificate)
    /// Something was changed or added after it was signed, in words that follow "the PDF".
    case changed(String)
    /// There is a signature that cannot be judged here, in words that complete "the signature …".
    case unreadable(String)
}
