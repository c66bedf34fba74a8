import CertAuthority
import Credentials

/// Looks at the keys that sign documents: whether each is there, opens, and is certified for long
/// enough.
struct DocumentKeysExamination {
    let folder: KeyFolder
    let passphrase: [UInt8]?
    let instant: Timestamp

    /// A certificate that ends sooner than this is told: 30 days, in seconds.
    private static let notice: Int64 = 30 * 86_400

    func checks(_ certificate: DocumentCertificate) -> [DoctorCheck] {
        [validity(certificate), file(certificate)]
    }

    private func remedy(_ certificate: DocumentCertificate) -> RemedyText {
        certificate.organisation.map {
            "\(do: .certifyDocumentKey($0)), or \(do: .importCertificate($0))"
        } ?? "\(do: .makeRoot), then \(do: .certifyDocumentKey(nil)) for each organisation"
    }

    private func validity(_ certificate: DocumentCertificate) -> DoctorCheck {
        let signer = certificate.chain.signer
        let end = certificate.chain.certificates.map(\.notAfter).min() ?? signer.notAfter
        let words = "the document certificate of \(signer.subjectText) is valid until \(end)"
        return end < instant.adding(seconds: Self.notice)
            ? .finding("keys", words, remedy(certificate)) : .well("keys", words)
    }

    private func file(_ certificate: DocumentCertificate) -> DoctorCheck {
        let file = folder.file(certificate)
        guard FileSystem.exists(file) else {
            // Needed for the next certificate only, and safer elsewhere until then.
            if certificate.organisation == nil {
                return .well("keys", "the root's key \(file) is not here")
            }
            return FileSystem.isOutOfReach(file)
                ? .notMade("keys", "\(file) is out of this user's reach")
                : .finding(
                    "keys", "the document key \(file) is missing",
                    "put it back from its backup, or run \(remedy(certificate))")
        }
        guard let passphrase, let key = certificate.chain.signer.publicKey else {
            return .well("keys", "\(file) is there; it was not opened, for want of a passphrase")
        }
        do throws(KeyError) {
            _ = try folder.documentKey(
                key, of: certificate.organisation, passphrase: passphrase)
            return .well("keys", "\(file) opens and is the key of its certificate")
        } catch {
            return .finding(
                "keys", error.text,
                "give this key's own passphrase or put it back from its backup; where that is "
                    + "lost, run \(remedy(certificate))")
        }
    }
}
