public import CertAuthority

extension OpenInstallation {
    /// What is in force, with another schedule of fees in place of its own.
    ///
    /// - Throws: `SourceFaults` where the schedule cannot be read; `StoreError`.
    public func contents(withFees fees: SourceFile) async throws -> CatalogueContents {
        guard var files = CatalogueFiles(stored: try await store.catalogue()) else {
            return contents
        }
        files.fees = fees
        return try CatalogueLoader.parse(files, pictures: .applied)
    }

    /// What is in force, with the schedule of a version that has been in force.
    ///
    /// - Throws: ``OfficeRefusal`` (`notFound`) where none of that version has been; `StoreError`.
    public func contents(withSchedule version: String) async throws -> CatalogueContents {
        let found = try await store.history(of: "fees.yaml")
            .map { SourceFile(path: "fees.yaml \(version)", bytes: $0.content) }
            .last { FeeSchedule.version(of: $0) == version }
        guard let found else {
            throw OfficeRefusal(
                .notFound,
                "\(version) is neither a file nor the version of a schedule that has been in force")
        }
        return try await contents(withFees: found)
    }
}

extension FeeStore {
    /// The catalogue as it was in force as some version.
    ///
    /// - Throws: `StoreError`, `corrupt` where the store lacks it.
    public func contents(version: Int64) async throws -> CatalogueContents {
        guard let stored = try await catalogue(version: version),
            let files = CatalogueFiles(stored: stored)
        else {
            throw StoreError(.corrupt, "the store lacks version \(version) of the catalogue")
        }
        return try CatalogueLoader.parse(files, pictures: .applied)
    }
}
