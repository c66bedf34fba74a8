public import CertAuthority
public import Credentials

extension OpenInstallation {
    /// Refuses what the current key of an organisation cannot secure with, before its passphrase is
    /// asked for; without a key there is nothing to refuse yet.
    ///
    /// - Throws: ``OfficeRefusal`` (`invalid`); `StoreError`.
    public func require(_ mechanism: SecuringMechanism?, of organisation: Slug) async throws {
        let keys = try await store.signingKeys(of: organisation)
        guard let mechanism, let key = keys.last(where: { $0.retired == nil })?.publicKey,
            !mechanism.accepts(key.algorithm)
        else { return }
        let others = SecuringMechanism.names.filter {
            SecuringMechanism(named: $0)?.accepts(key.algorithm) ?? false
        }
        throw OfficeRefusal(
            .invalid,
            "the key of \(organisation) is \(key.algorithm.rawValue), which makes no \(mechanism); use "
                + "one of \(others.joined(separator: ", "))")
    }

    /// The current key of an organisation, opened with the passphrase.
    ///
    /// - Throws: ``OfficeRefusal`` (`keyMissing`); ``KeyError``; `StoreError`; what the source
    ///   throws.
    public func signer(
        of organisation: Slug, _ source: PassphraseSource, mechanism: SecuringMechanism? = nil
    ) async throws -> CredentialSigner {
        let current = try await currentKey(of: organisation)
        let key = try home.keys.load(
            id: current.id, organisation: organisation, passphrase: try source.passphrase())
        return try CredentialSigner(
            issuer: installation.did(of: organisation), keyID: current.id, key: key,
            mechanism: mechanism)
    }

    /// The key that a batch was planned with, which may have been retired since.
    ///
    /// - Throws: ``KeyError``; what the source throws.
    func signer(of batch: Batch, _ source: PassphraseSource) throws -> CredentialSigner {
        let key = try home.keys.load(
            id: batch.key, organisation: batch.organisation, passphrase: try source.passphrase())
        return try CredentialSigner(
            issuer: installation.did(of: batch.organisation), keyID: batch.key, key: key,
            mechanism: batch.mechanism)
    }

    /// Sees that the current key of an organisation could be opened, as far as that is seen without
    /// its passphrase.
    ///
    /// - Throws: ``OfficeRefusal`` (`keyMissing`); ``KeyError``; `StoreError`.
    func look(atKeyOf organisation: Slug) async throws {
        let current = try await currentKey(of: organisation)
        try home.keys.look(id: current.id, organisation: organisation)
    }

    /// Signs a trial credential with a key made for the occasion and has it verified, as the issue
    /// does, so that a rehearsal finds what stands in the way of all rows.
    func rehearse(
        _ row: CohortRow, evidence: [Evidence] = [], _ offer: Offer, _ organisation: Organisation,
        mechanism: SecuringMechanism?, at instant: Timestamp
    ) async throws {
        try await stage(offer, organisation, mechanism: mechanism, at: instant)
            .verify(row, evidence: evidence)
    }

    /// Where a rehearsal signs with a key of the kind that an organisation's current key is of.
    ///
    /// - Throws: ``OfficeRefusal`` (`keyMissing`, `keyUnusable`); ``IssuingError``; `CryptoError`.
    func stage(
        _ offer: Offer, _ organisation: Organisation, mechanism: SecuringMechanism?,
        at instant: Timestamp
    ) async throws -> RehearsalStage {
        let algorithm = try await currentKey(of: organisation.slug).publicKey.algorithm
        guard let mechanism = mechanism ?? .standard(for: algorithm) else {
            throw OfficeRefusal(.keyUnusable, "such a key cannot sign credentials")
        }
        return try RehearsalStage(
            installation: installation, organisation: organisation, offer: offer,
            algorithm: algorithm, mechanism: mechanism, at: instant)
    }

    private func currentKey(of organisation: Slug) async throws -> SigningKey {
        guard
            let current = try await store.signingKeys(of: organisation)
                .last(where: { $0.retired == nil })
        else {
            throw OfficeRefusal(
                .keyMissing,
                "\(organisation) has no signing key; run \(do: .generateKey(organisation))")
        }
        return current
    }

    // MARK: Documents

    /// Who signs an organisation's documents, with its key opened.
    ///
    /// - Throws: ``OfficeRefusal`` (`documentCertificateMissing`); ``KeyError``; `X509Error` where the
    ///   certificate has ended or cannot sign documents.
    func documentSigner(
        of organisation: Slug, _ source: PassphraseSource, at instant: Timestamp
    ) async throws -> PDFSigner {
        try home.keys.signer(
            try await documentCertificate(of: organisation),
            passphrase: try source.passphrase(), at: instant)
    }

    /// The certificate that an organisation's documents are signed with.
    func documentCertificate(of organisation: Slug) async throws -> DocumentCertificate {
        guard let certificate = try await store.currentDocumentCertificate(of: organisation) else {
            throw OfficeRefusal(
                .documentCertificateMissing,
                """
                \(organisation) has no certificate to sign documents with; \
                run \(do: .certifyDocumentKey(organisation))
                """)
        }
        return certificate
    }

    /// A PDF signed by an organisation, in its English name.
    ///
    /// - Throws: ``OfficeRefusal`` (`documentCertificateMissing`); ``KeyError``; `X509Error`;
    ///   `PDFError` where the file cannot be signed.
    public func signed(
        _ pdf: [UInt8], by organisation: Slug, _ source: PassphraseSource, at instant: Timestamp
    ) async throws -> [UInt8] {
        let name = try self.organisation(organisation).name.english
        let signer = try await documentSigner(of: organisation, source, at: instant)
        return try signer.sign(pdf, name: name, reason: nil, at: instant)
    }
}
