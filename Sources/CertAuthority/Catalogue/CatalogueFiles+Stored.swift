extension CatalogueFiles {
    /// The files with their names below the catalogue's folder, as a store keeps them.
    public var contents: [String: [UInt8]] {
        var contents = [
            "organisations.yaml": organisations.bytes, "programmes.yaml": programmes.bytes,
            "fees.yaml": fees.bytes, "reference/countries.csv": countries.bytes,
            "reference/country-groups.csv": countryGroups.bytes,
            "reference/currencies.csv": currencies.bytes,
        ]
        contents["reference/lists.csv"] = lists?.bytes
        for (name, file) in logos { contents[name] = file.bytes }
        for (name, file) in signatures { contents[name] = file.bytes }
        for (name, file) in badgeImages { contents[name] = file.bytes }
        return contents
    }

    /// Takes the files back from a store.
    ///
    /// - Returns: Nil when no catalogue was applied yet.
    public init?(stored: StoredCatalogue) {
        func file(_ name: String) -> SourceFile? {
            stored.files[name].map { SourceFile(path: name, bytes: $0) }
        }
        guard let organisations = file("organisations.yaml"),
            let programmes = file("programmes.yaml"), let fees = file("fees.yaml"),
            let countries = file("reference/countries.csv"),
            let countryGroups = file("reference/country-groups.csv"),
            let currencies = file("reference/currencies.csv")
        else { return nil }
        self.init(
            organisations: organisations, programmes: programmes, fees: fees, countries: countries,
            countryGroups: countryGroups, currencies: currencies,
            lists: file("reference/lists.csv"),
            logos: Self.folder("logos/", of: stored),
            signatures: Self.folder("signatures/", of: stored),
            badgeImages: Self.folder("badges/", of: stored))
    }

    private static func folder(
        _ folder: String, of stored: StoredCatalogue
    ) -> [String: SourceFile] {
        stored.files.filter { $0.key.utf8.starts(with: folder.utf8) }
            .reduce(into: [:]) { $0[$1.key] = SourceFile(path: $1.key, bytes: $1.value) }
    }
}
