public import CertAuthority
public import Credentials

/// Signs the documents of organisations; each one's key is opened once.
public actor DocumentSigning<Store: OfficeRecord> {
    private let open: OpenInstallation<Store>
    private let source: PassphraseSource
    private let instant: Timestamp
    private var signers: [Slug: (signer: PDFSigner, name: String)] = [:]

    /// The signing of documents at an instant.
    public init(
        _ open: OpenInstallation<Store>, _ source: PassphraseSource, at instant: Timestamp
    ) {
        self.open = open
        self.source = source
        self.instant = instant
    }

    /// Who signs for an organisation, and its English name.
    ///
    /// - Throws: As ``OpenInstallation/documentSigner(of:_:at:)``.
    func signer(of organisation: Slug) async throws -> (signer: PDFSigner, name: String) {
        if let known = signers[organisation] { return known }
        let made = (
            signer: try await open.documentSigner(of: organisation, source, at: instant),
            name: try open.organisation(organisation).name.english
        )
        signers[organisation] = made
        return made
    }

    /// Sees that an organisation's documents could be signed; nobody is asked for the passphrase.
    ///
    /// - Throws: As ``signer(of:)``.
    func look(_ organisation: Slug) async throws {
        if source.isAtHand {
            _ = try await signer(of: organisation)
        } else {
            try open.home.keys.look(
                try await open.documentCertificate(of: organisation), at: instant)
        }
    }
}
