import CertAuthority
import Credentials
import Office
import StoreSQLite

/// An installation with its catalogue, as most commands need it.
struct OpenInstallation {
    let home: InstallationHome
    let store: SQLiteStore
    let installation: Installation
    let contents: CatalogueContents
    /// The version of the catalogue that `contents` was read from.
    let catalogueVersion: Int64

    init(_ options: CommonOptions, writable: Bool) async throws {
        let store = try writable ? options.writableStore() : options.readableStore()
        let installation = try await store.installation()
        let stored = try await store.catalogue()
        guard let files = CatalogueFiles(stored: stored) else {
            throw CommandFailure(
                .notFound, "no catalogue was applied yet; run certctl catalogue apply seeds/")
        }
        contents = try CatalogueLoader.parse(files, pictures: .applied)
        catalogueVersion = stored.version
        home = options.installationHome
        self.store = store
        self.installation = installation
    }

    /// Refuses to sign by a catalogue that somebody changed past certctl: its words would become
    /// true statements of the organisation.
    func requireAppliedCatalogue() async throws {
        let changed = try await store.changedCatalogueFiles()
        guard !changed.isEmpty else { return }
        throw CommandFailure(
            .conflict,
            "the catalogue in the store is not as it was last applied (\(changed.joined(separator: ", "))"
                + "); find the change with certctl audit verify, then apply the catalogue again with "
                + "certctl catalogue apply; nothing was signed")
    }

    func organisation(_ slug: Slug) throws -> Organisation {
        guard let organisation = contents.catalogue.organisation(slug) else {
            throw CommandFailure(
                .notFound,
                "there is no organisation \(slug); there are "
                    + Self.listed(contents.catalogue.organisations.map(\.slug)))
        }
        return organisation
    }

    func programme(_ slug: Slug) throws -> Programme {
        guard let programme = contents.catalogue.programme(slug) else {
            if contents.catalogue.series(slug) != nil {
                throw CommandFailure(
                    .notFound,
                    "\(slug) is a series; issue it with certctl issue --series \(slug)")
            }
            throw CommandFailure(
                .notFound,
                "there is no programme \(slug); there are "
                    + Self.listed(contents.catalogue.programmes.map(\.slug)))
        }
        return programme
    }

    func series(_ slug: Slug) throws -> Series {
        guard let series = contents.catalogue.series(slug) else {
            throw CommandFailure(
                .notFound,
                "there is no series \(slug); there are "
                    + Self.listed(contents.catalogue.series.map(\.slug)))
        }
        return series
    }

    /// What a batch certifies.
    func offer(_ slug: Slug) throws -> Offer {
        guard let offer = contents.catalogue.offer(slug) else {
            throw CommandFailure(.notFound, "there is no programme or series \(slug)")
        }
        return offer
    }

    /// Refuses what the current key of an organisation cannot secure with, before its passphrase is
    /// asked for; without a key there is nothing to refuse yet.
    func require(_ mechanism: SecuringMechanism?, of organisation: Slug) async throws {
        let keys = try await store.signingKeys(of: organisation)
        guard let mechanism, let key = keys.last(where: { $0.retired == nil })?.publicKey,
            !mechanism.accepts(key.algorithm)
        else { return }
        let others = SecuringMechanism.names.filter {
            SecuringMechanism(named: $0)?.accepts(key.algorithm) ?? false
        }
        throw CommandFailure(
            .usage,
            "the key of \(organisation) is \(key.algorithm.rawValue), which makes no \(mechanism); use "
                + "one of \(others.joined(separator: ", "))")
    }

    /// Signs a trial credential with a key made for the occasion and has it verified, as the issue
    /// does, so that a dry run finds what stands in the way of all rows.
    func rehearse(
        _ row: CohortRow, evidence: [Evidence] = [], _ offer: Offer, _ organisation: Organisation,
        mechanism: SecuringMechanism?, at instant: Timestamp
    ) async throws {
        let algorithm = try await currentKey(of: organisation.slug).publicKey.algorithm
        guard let mechanism = mechanism ?? .standard(for: algorithm) else {
            throw CommandFailure(.keyUnusable, "such a key cannot sign credentials")
        }
        try await Rehearsal.run(
            row, evidence: evidence, installation: installation, organisation: organisation,
            offer: offer, algorithm: algorithm, mechanism: mechanism, at: instant)
    }

    private func currentKey(of organisation: Slug) async throws -> SigningKey {
        guard
            let current = try await store.signingKeys(of: organisation)
                .last(where: { $0.retired == nil })
        else {
            throw CommandFailure(
                .keyMissing,
                "\(organisation) has no signing key; run certctl keys generate \(organisation)")
        }
        return current
    }

    /// The current key of an organisation, opened with the passphrase.
    func signer(
        of organisation: Slug, _ options: PassphraseOptions, mechanism: SecuringMechanism? = nil
    ) async throws -> CredentialSigner {
        let current = try await currentKey(of: organisation)
        let key = try home.keys.load(
            id: current.id, organisation: organisation, passphrase: try options.passphrase())
        return try CredentialSigner(
            issuer: installation.did(of: organisation), keyID: current.id, key: key,
            mechanism: mechanism)
    }

    /// Sees that the current key of an organisation could be opened, as far as that is seen without
    /// its passphrase.
    func look(atKeyOf organisation: Slug) async throws {
        let current = try await currentKey(of: organisation)
        try home.keys.look(id: current.id, organisation: organisation)
    }

    /// The key that a batch was planned with, which may have been retired since.
    func signer(
        of batch: Batch, _ options: PassphraseOptions
    ) throws -> CredentialSigner {
        let key = try home.keys.load(
            id: batch.key, organisation: batch.organisation, passphrase: try options.passphrase())
        return try CredentialSigner(
            issuer: installation.did(of: batch.organisation), keyID: batch.key, key: key,
            mechanism: batch.mechanism)
    }

    private static func listed(_ slugs: [Slug]) -> String {
        slugs.map(\.text).joined(separator: ", ")
    }
}
