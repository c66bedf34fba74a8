import CertAuthority
import Credentials
import Office

/// Signs the documents of organisations; each one's key is opened once.
struct DocumentSigning {
    private let open: OpenInstallation
    private let passphrase: PassphraseOptions
    private let instant: Timestamp
    private var signers: [Slug: (signer: PDFSigner, name: String)] = [:]

    init(_ open: OpenInstallation, _ passphrase: PassphraseOptions, at instant: Timestamp) {
        self.open = open
        self.passphrase = passphrase
        self.instant = instant
    }

    /// Who signs for an organisation, and its English name.
    ///
    /// - Throws: As `OpenInstallation.documentSigner`.
    mutating func signer(
        of organisation: Slug
    ) async throws -> (signer: PDFSigner, name: String) {
        if let known = signers[organisation] { return known }
        let made = (
            signer: try await open.documentSigner(of: organisation, passphrase, at: instant),
            name: try open.organisation(organisation).name.english
        )
        signers[organisation] = made
        return made
    }

    /// Sees that an organisation's documents could be signed; nobody is asked for the passphrase.
    ///
    /// - Throws: As ``signer(of:)``.
    mutating func look(_ organisation: Slug) async throws {
        if passphrase.isAtHand {
            _ = try await signer(of: organisation)
        } else {
            try open.home.keys.look(
                try await open.documentCertificate(of: organisation), at: instant)
        }
    }
}

extension OpenInstallation {
    /// Who signs an organisation's documents, with its key opened.
    ///
    /// - Throws: `CommandFailure` where the organisation has no document certificate; `KeyError`;
    ///   `X509Error` where the certificate has ended or cannot sign documents.
    func documentSigner(
        of organisation: Slug, _ passphrase: PassphraseOptions, at instant: Timestamp
    ) async throws -> PDFSigner {
        try home.keys.signer(
            try await documentCertificate(of: organisation),
            passphrase: try passphrase.passphrase(), at: instant)
    }

    /// The certificate that an organisation's documents are signed with.
    fileprivate func documentCertificate(
        of organisation: Slug
    ) async throws -> DocumentCertificate {
        guard let certificate = try await store.currentDocumentCertificate(of: organisation) else {
            throw CommandFailure(
                .documentCertificateUnusable,
                "\(organisation) has no certificate to sign documents with; run certctl keys "
                    + "certify \(organisation)")
        }
        return certificate
    }

    /// A PDF signed by an organisation, in its English name.
    ///
    /// - Throws: As ``documentSigner(of:_:at:)``; `PDFError` where the file cannot be signed.
    func signed(
        _ pdf: [UInt8], by organisation: Slug, _ passphrase: PassphraseOptions,
        at instant: Timestamp
    ) async throws -> [UInt8] {
        let name = try self.organisation(organisation).name.english
        let signer = try await documentSigner(of: organisation, passphrase, at: instant)
        return try signer.sign(pdf, name: name, reason: nil, at: instant)
    }
}
