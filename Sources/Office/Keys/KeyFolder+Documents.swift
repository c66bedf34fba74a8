public import CertAuthority
public import Credentials

extension KeyFolder {
    /// The file of a document key: `ORGANISATION-document-KEY.pem`, or `root-document-KEY.pem`.
    public func documentKeyFile(_ key: PublicKey, of organisation: Slug?) -> String {
        "\(path)/\(organisation?.text ?? "root")-document-\(DocumentCertificate.keyID(key)).pem"
    }

    /// The file of a certificate's key.
    public func file(_ certificate: DocumentCertificate) -> String {
        certificate.chain.signer.publicKey
            .map { documentKeyFile($0, of: certificate.organisation) } ?? path
    }

    /// Writes a new document key, encrypted, with the rights 0600; the same key that is there
    /// already stays.
    ///
    /// - Throws: ``KeyError``.
    public func store(
        documentKey key: PrivateKey, of organisation: Slug?, passphrase: [UInt8]
    ) throws(KeyError) {
        let file = documentKeyFile(key.publicKey, of: organisation)
        if FileSystem.exists(file) {
            _ = try read(file, passphrase: passphrase)
            return
        }
        try write(key, to: file, passphrase: passphrase)
    }

    /// Reads a document key.
    ///
    /// - Throws: ``KeyError``.
    public func documentKey(
        _ publicKey: PublicKey, of organisation: Slug?, passphrase: [UInt8]
    ) throws(KeyError) -> PrivateKey {
        let file = documentKeyFile(publicKey, of: organisation)
        let key = try read(file, passphrase: passphrase)
        guard key.publicKey == publicKey else {
            throw KeyError(.unreadable, "the private key \(file) is not the key it is named after")
        }
        return key
    }

    /// Sees that a certificate can sign documents at that time and that the file of its key is there
    /// and its owner's alone, without opening it.
    ///
    /// - Throws: ``KeyError``, or ``X509Error`` where the certificate cannot be used.
    public func look(_ certificate: DocumentCertificate, at instant: Timestamp) throws {
        try look(
            documentKeyFile(
                try Self.key(of: certificate, at: instant), of: certificate.organisation))
    }

    /// Opens the key of a certificate and sees that both can sign documents at that time.
    ///
    /// - Throws: ``KeyError``, or ``X509Error`` where the certificate cannot be used.
    public func signer(
        _ certificate: DocumentCertificate, passphrase: [UInt8], at instant: Timestamp
    ) throws -> PDFSigner {
        // Before the passphrase costs a quarter of a second.
        let publicKey = try Self.key(of: certificate, at: instant)
        let key = try documentKey(
            publicKey, of: certificate.organisation, passphrase: passphrase)
        return PDFSigner(key: key, chain: certificate.chain)
    }

    /// The public key of a certificate that can sign documents at that time.
    private static func key(
        of certificate: DocumentCertificate, at instant: Timestamp
    ) throws -> PublicKey {
        guard let publicKey = certificate.chain.signer.publicKey else {
            throw X509Error(
                .unsupportedKey,
                "the key of \(certificate.chain.signer.subjectText) is of no kind that signs here")
        }
        try certificate.chain.check(key: publicKey, at: instant)
        return publicKey
    }
}
