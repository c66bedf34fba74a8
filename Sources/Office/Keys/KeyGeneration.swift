public import CertAuthority
public import Credentials

extension OpenInstallation {
    /// Makes a new signing key for an organisation; it signs from now on.
    ///
    /// - Parameter passphrase: Encrypts it on disk.
    /// - Throws: ``OfficeRefusal``; ``KeyError``; `CryptoError`; `StoreError`.
    public func generateKey(
        for organisation: Slug, _ algorithm: KeyAlgorithm, passphrase: [UInt8],
        _ authorship: Authorship
    ) async throws -> SigningKey {
        _ = try self.organisation(organisation)
        let key = try PrivateKey.generate(algorithm)
        guard let id = key.publicKey.multikey else {
            throw OfficeRefusal(.failed, "such a key has no Multikey form")
        }
        // The file first: a key in the record without its file could never sign.
        try home.keys.store(key, id: id, organisation: organisation, passphrase: passphrase)
        let signing = SigningKey(
            id: id, organisation: organisation, publicKey: key.publicKey, created: authorship.at)
        try await store.add(signing, authorship)
        return signing
    }
}
