import CertAuthority
import Credentials

extension OpenInstallation {
    /// Who signs an organisation's documents, with its key opened.
    ///
    /// - Throws: `CommandFailure` where the organisation has no document certificate; `KeyError`;
    ///   `X509Error` where the certificate has ended or cannot sign documents.
    func documentSigner(
        of organisation: Slug, _ passphrase: PassphraseOptions, at instant: Timestamp
    ) async throws -> PDFSigner {
        guard let certificate = try await store.currentDocumentCertificate(of: organisation) else {
            throw CommandFailure(
                .documentCertificateUnusable,
                "\(organisation) has no certificate to sign documents with; run certctl keys "
                    + "certify \(organisation)")
        }
        return try home.keys.signer(
            certificate, passphrase: try passphrase.passphrase(), at: instant)
    }
}
