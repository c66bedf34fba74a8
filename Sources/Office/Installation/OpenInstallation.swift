public import CertAuthority

/// An installation with its catalogue, as the office's use cases need it.
public struct OpenInstallation<Store: OfficeRecord>: Sendable {
    /// Where its files are.
    public let home: InstallationHome
    /// The record.
    public let store: Store
    /// What it is called and where it answers.
    public let installation: Installation
    /// The catalogue in force.
    public let contents: CatalogueContents
    /// The version of the catalogue that ``contents`` was read from.
    public let catalogueVersion: Int64

    /// Reads the catalogue in force.
    ///
    /// - Throws: ``OfficeRefusal`` (`notFound`) where none was applied yet; `StoreError`;
    ///   `SourceFaults`.
    public init(home: InstallationHome, store: Store) async throws {
        let installation = try await store.installation()
        let stored = try await store.catalogue()
        guard let files = CatalogueFiles(stored: stored) else {
            throw OfficeRefusal(
                .notFound,
                """
                no catalogue was applied yet; run \(do: .applyCatalogue(folder: "seeds/"))
                """)
        }
        contents = try CatalogueLoader.parse(files, pictures: .applied)
        catalogueVersion = stored.version
        self.home = home
        self.store = store
        self.installation = installation
    }

    /// Refuses to sign by a catalogue that somebody changed past the office: its words would become
    /// true statements of the organisation.
    ///
    /// - Throws: ``OfficeRefusal`` (`conflict`); `StoreError`.
    public func requireAppliedCatalogue() async throws {
        let changed = try await store.changedCatalogueFiles()
        guard !changed.isEmpty else { return }
        throw OfficeRefusal(
            .conflict,
            """
            the catalogue in the store is not as it was last applied \
            (\(changed.joined(separator: ", "))); find the change with \(do: .verifyAudit), \
            then apply the catalogue again with \(do: .applyCatalogue()); nothing was signed
            """)
    }

    /// An organisation of the catalogue.
    ///
    /// - Throws: ``OfficeRefusal`` (`notFound`), which names those that there are.
    public func organisation(_ slug: Slug) throws(OfficeRefusal) -> Organisation {
        guard let organisation = contents.catalogue.organisation(slug) else {
            throw Self.unknown(
                "organisation \(slug)", among: contents.catalogue.organisations.map(\.slug))
        }
        return organisation
    }

    /// A programme of the catalogue.
    ///
    /// - Throws: ``OfficeRefusal`` (`notFound`), which names those that there are.
    public func programme(_ slug: Slug) throws(OfficeRefusal) -> Programme {
        guard let programme = contents.catalogue.programme(slug) else {
            guard contents.catalogue.series(slug) == nil else {
                throw OfficeRefusal(
                    .notFound, "\(slug) is a series; issue it with \(do: .issueSeries(slug))")
            }
            throw Self.unknown(
                "programme \(slug)", among: contents.catalogue.programmes.map(\.slug))
        }
        return programme
    }

    /// A series of the catalogue.
    ///
    /// - Throws: ``OfficeRefusal`` (`notFound`), which names those that there are.
    public func series(_ slug: Slug) throws(OfficeRefusal) -> Series {
        guard let series = contents.catalogue.series(slug) else {
            throw Self.unknown("series \(slug)", among: contents.catalogue.series.map(\.slug))
        }
        return series
    }

    /// What a batch certifies.
    ///
    /// - Throws: ``OfficeRefusal`` (`notFound`).
    public func offer(_ slug: Slug) throws(OfficeRefusal) -> Offer {
        guard let offer = contents.catalogue.offer(slug) else {
            throw OfficeRefusal(.notFound, "there is no programme or series \(slug)")
        }
        return offer
    }

    private static func unknown(_ what: String, among slugs: [Slug]) -> OfficeRefusal {
        OfficeRefusal(
            .notFound,
            "there is no \(what); there are \(slugs.map(\.text).joined(separator: ", "))")
    }
}
