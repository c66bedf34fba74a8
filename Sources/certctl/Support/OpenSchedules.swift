import CertAuthority
import Office

extension OpenInstallation {
    /// What is in force, with the schedule of a file in place of its own where one is named.
    func contents(withFees file: String?) async throws -> CatalogueContents {
        guard let file else { return contents }
        return try await contents(replacing: CatalogueLoader.readFile(file))
    }

    /// What is in force, with a schedule named as `current`, as a file, or by a version that has
    /// been in force.
    func contents(ofSchedule name: String) async throws -> CatalogueContents {
        if name == "current" { return contents }
        if let file = try? CatalogueLoader.readFile(name) {
            return try await contents(replacing: file)
        }
        guard let file = try await store.schedule(version: name) else {
            throw CommandFailure(
                .notFound,
                "\(name) is neither a file nor the version of a schedule that has been in force")
        }
        return try await contents(replacing: file)
    }

    private func contents(replacing fees: SourceFile) async throws -> CatalogueContents {
        guard var files = CatalogueFiles(stored: try await store.catalogue()) else {
            return contents
        }
        files.fees = fees
        return try CatalogueLoader.parse(files, pictures: .applied)
    }
}

extension FeeStore {
    /// The `fees.yaml` of a version that has been in force.
    func schedule(version: String) async throws -> SourceFile? {
        try await history(of: "fees.yaml")
            .map { SourceFile(path: "fees.yaml \(version)", bytes: $0.content) }
            .last { FeeSchedule.version(of: $0) == version }
    }

    /// The catalogue as it was in force as some version.
    func contents(version: Int64) async throws -> CatalogueContents {
        guard let stored = try await catalogue(version: version),
            let files = CatalogueFiles(stored: stored)
        else {
            throw StoreError(.corrupt, "the store lacks version \(version) of the catalogue")
        }
        return try CatalogueLoader.parse(files, pictures: .applied)
    }
}
