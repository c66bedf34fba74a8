public import LinkedData

extension Catalogue {
    /// The whole catalogue as JSON: `coalition`, `organisations`, `programmes`, `series`, each by slug; equal
    /// catalogues give equal bytes.
    public var json: JSON {
        var object: JSON = [
            "organisations": .array(organisations.map(\.json)),
            "programmes": .array(programmes.map(\.json)),
            "series": .array(series.map(\.json)),
        ]
        object.set("coalition", coalition?.json)
        return object
    }

    /// Reads `organisations.yaml` and `programmes.yaml`, and checks them together; without
    /// reference tables it is not checked that countries exist.
    ///
    /// - Throws: every fault in both files.
    public init(
        organisations: SourceFile, programmes: SourceFile, reference: ReferenceData?,
        logos: [String: SourceFile] = [:], signatures: [String: SourceFile] = [:],
        badgeImages: [String: SourceFile] = [:],
        pictures: any PictureExamination
    ) throws(SourceFaults) {
        var faults: [SourceFault] = []
        var first = CatalogueReader(
            file: organisations.path, reference: reference, logos: logos,
            signatures: signatures, pictures: pictures)
        var second = CatalogueReader(
            file: programmes.path, badgeImages: badgeImages, pictures: pictures)
        let issuers = first.file(organisations, keys: ["organisations", "coalition"]) {
            reader, fields in
            (
                coalition: reader.coalition(in: fields),
                organisations: reader.entities("organisations", in: fields) {
                    $0.organisation($1, path: $2)
                }
            )
        }
        let offers = second.file(programmes, keys: ["programmes", "series"]) { reader, fields in
            (
                reader.entities("programmes", in: fields) { $0.programme($1, path: $2) },
                reader.entities("series", in: fields) { $0.series($1, path: $2) }
            )
        }
        faults += first.source.faults + second.source.faults
        // Where a file could not be read at all, what it would define is not missing.
        if issuers != nil, offers != nil {
            faults += CatalogueReferences(
                definitions: first.definitions + second.definitions,
                references: first.references + second.references,
                issuers: first.issuers + second.issuers, organisations: issuers?.organisations ?? []
            ).faults()
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        self.init(
            coalition: issuers?.coalition, organisations: issuers?.organisations ?? [],
            programmes: offers?.0 ?? [],
            series: offers?.1 ?? [])
    }
}

extension CatalogueReader {
    /// The content of a file whose root has these keys; nil when it could not be made out.
    fileprivate mutating func file<Content>(
        _ file: SourceFile, keys: [String],
        _ read: (inout CatalogueReader, SourceReader.Fields) -> Content
    ) -> Content? {
        do throws(SourceFaults) {
            let root = try YAMLDocument.read(file)
            guard let fields = source.fields(root, path: "", keys: keys) else { return nil }
            if let key = keys.first { _ = source.required(key, in: fields) }
            return read(&self, fields)
        } catch {
            source.take(error)
            return nil
        }
    }
}
