public import CertAuthority

extension SQLStore {
    /// A badge image by its name, or nil when no catalogue ever had it. Nothing else of a catalogue
    /// can be had so, whatever its digest.
    public func badgeImage(_ name: Picture.Name) async throws(StoreError) -> Picture? {
        try await read { db in
            let row = try SQLRow.fetchOne(
                db,
                sql: """
                    SELECT content FROM catalogue_content WHERE digest = :digest AND EXISTS (
                        SELECT 1 FROM catalogue_version_file
                        WHERE digest = :digest AND path LIKE 'badges/%.' || :form)
                    """, arguments: ["digest": name.digest, "form": name.form.rawValue])
            return row.map { Picture(name.form, Self.bytes($0, "content")) }
        }
    }
}
