import CertAuthority
import Office

extension OpenInstallation {
    /// What is in force, with the schedule of a file in place of its own where one is named.
    func contents(withFees file: String?) async throws -> CatalogueContents {
        guard let file else { return contents }
        return try await contents(withFees: CatalogueLoader.readFile(file))
    }

    /// What is in force, with a schedule named as `current`, as a file, or by a version that has
    /// been in force; or a whole catalogue, named by its folder.
    ///
    /// - Throws: `SourceFaults`; `OfficeRefusal`; `StoreError`.
    func contents(ofSchedule name: String) async throws -> CatalogueContents {
        if name == "current" { return contents }
        if FileSystem.isFolder(name) {
            return try CatalogueLoader.parse(
                try CatalogueLoader.read(folder: name), pictures: .applied)
        }
        if let file = try? CatalogueLoader.readFile(name) {
            return try await contents(withFees: file)
        }
        return try await contents(withSchedule: name)
    }
}
