public import CertAuthority
public import Credentials

/// Makes and takes in the certificates of document keys.
public enum DocumentCertification {
    /// Seconds of a year, as the Gregorian calendar has it on average.
    private static let year: Int64 = 31_556_952

    /// A new root of the coalition: writes its key, then the record.
    ///
    /// - Parameter years: How long it is valid.
    /// - Throws: ``KeyError``, `CryptoError`, `X509Error` or ``StoreError``.
    public static func makeRoot(
        of coalition: String, algorithm: KeyAlgorithm, years: Int, keys: KeyFolder,
        passphrase: [UInt8], store: some DocumentCertificateStore, _ authorship: Authorship
    ) async throws -> DocumentCertificate {
        let key = try PrivateKey.generate(algorithm)
        let root = try X509Certificate.root(
            of: coalition, key: key, serial: SecureRandom.bytes(16), from: authorship.at,
            until: authorship.at.adding(seconds: Int64(years) * year))
        try keys.store(documentKey: key, of: nil, passphrase: passphrase)
        let certificate = DocumentCertificate(
            organisation: nil, chain: try X509Chain([root]), added: authorship.at)
        try await store.add(certificate, authorship)
        return certificate
    }

    /// A new document key of an organisation, certified under the coalition's root.
    ///
    /// - Parameters:
    ///   - name: The organisation's name, as readers show it.
    ///   - years: How long it is valid; at most as long as the root.
    /// - Throws: As above; ``KeyError`` (`none`) where there is no root.
    public static func certify(
        _ organisation: Slug, name: String, algorithm: KeyAlgorithm, years: Int, keys: KeyFolder,
        passphrase: [UInt8], rootPassphrase: [UInt8], store: some DocumentCertificateStore,
        _ authorship: Authorship
    ) async throws -> DocumentCertificate {
        guard let root = try await store.currentDocumentCertificate(of: nil),
            let rootPublicKey = root.chain.signer.publicKey
        else {
            throw KeyError(.none, "the coalition has no root yet; run \(do: .makeRoot)")
        }
        let rootKey = try keys.documentKey(
            rootPublicKey, of: nil, passphrase: rootPassphrase)
        let key = try PrivateKey.generate(algorithm)
        let leaf = try root.chain.signer.issue(
            to: name, publicKey: key.publicKey, key: rootKey, serial: SecureRandom.bytes(16),
            from: authorship.at,
            until: min(
                authorship.at.adding(seconds: Int64(years) * year), root.chain.signer.notAfter))
        let chain = try X509Chain([leaf] + root.chain.certificates)
        try chain.check(key: key.publicKey, at: authorship.at)
        try keys.store(documentKey: key, of: organisation, passphrase: passphrase)
        let certificate = DocumentCertificate(
            organisation: organisation, chain: chain, added: authorship.at)
        try await store.add(certificate, authorship)
        return certificate
    }

    /// A certificate that another authority issued, with its chain.
    ///
    /// - Parameter key: Its private key; nil where the folder holds it.
    /// - Throws: As above; `X509Error` where the certificate cannot sign documents now or is not
    ///   that key's.
    public static func importCertificate(
        _ chain: X509Chain, key: PrivateKey?, of organisation: Slug, keys: KeyFolder,
        passphrase: [UInt8], store: some DocumentCertificateStore, _ authorship: Authorship
    ) async throws -> DocumentCertificate {
        guard let publicKey = chain.signer.publicKey else {
            throw X509Error(
                .unsupportedKey,
                "the certificate of \(chain.signer.subjectText) is not for an RSA key of 2048 to "
                    + "4096 bits, P-256 or P-384")
        }
        try chain.check(key: key?.publicKey ?? publicKey, at: authorship.at)
        if let key {
            try keys.store(documentKey: key, of: organisation, passphrase: passphrase)
        } else {
            _ = try keys.documentKey(publicKey, of: organisation, passphrase: passphrase)
        }
        let certificate = DocumentCertificate(
            organisation: organisation, chain: chain, added: authorship.at)
        try await store.add(certificate, authorship)
        return certificate
    }
}
