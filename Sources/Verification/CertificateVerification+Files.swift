import CertAuthority
import Credentials

extension CertificateVerification {
    /// What is worth knowing of a PDF's own signatures; nil where it has none. They are over its
    /// pages, and decide nothing about the credential inside.
    func remark(_ signatures: PDFSignatures) async -> Check? {
        switch signatures {
        case .none: return nil
        case .changed(let reason):
            return Self.signature(
                .failed,
                "The PDF \(reason): do not rely on its pages, only on what the credential says.")
        case .unreadable(let reason):
            return Self.signature(
                .notMade, "The PDF has a signature of its own, which \(reason).")
        case .intact(let signer):
            let known = (try? await store.documentCertificates()) ?? []
            let name = "\"\(signer.subjectText.prefix(200))\""
            guard known.contains(where: { $0.organisation != nil && $0.chain.signer == signer })
            else {
                return Self.signature(
                    .notMade,
                    "The PDF is unchanged since it was signed in the name of \(name), whose "
                        + "certificate is not known here.")
            }
            return Self.signature(
                .passed, "The PDF is unchanged since \(name) signed it, as an organisation here.")
        }
    }

    private static func signature(_ result: Check.Result, _ detail: String) -> Check {
        Check(.pdfSignature, result, detail, bearing: .information)
    }
}
