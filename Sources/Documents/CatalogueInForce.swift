public import CertAuthority

/// The catalogue in force; read anew only once another was applied.
public actor CatalogueInForce {
    /// A catalogue as it was applied.
    public struct Edition: Sendable {
        /// Another for each time that a catalogue was applied.
        public let version: Int64
        /// What it says.
        public let catalogue: Catalogue
    }

    private let store: any PublicRecord
    private var known: Edition?

    /// The catalogue of a store.
    public init(_ store: any PublicRecord) { self.store = store }

    /// The catalogue as it is now; an empty one where none was applied.
    ///
    /// - Throws: ``StoreError``; ``SourceFaults`` where it cannot be read.
    public func current() async throws -> Edition {
        let stored = try await store.catalogue()
        if let known, known.version == stored.version { return known }
        let contents = try CatalogueFiles(stored: stored).map { files throws(SourceFaults) in
            try CatalogueLoader.parse(files, pictures: .applied).catalogue
        }
        let edition = Edition(version: stored.version, catalogue: contents ?? Catalogue())
        known = edition
        return edition
    }

    /// The catalogue as it was when it was first asked for.
    ///
    /// - Throws: As ``current()``.
    func first() async throws -> Edition {
        if let known { return known }
        return try await current()
    }
}
