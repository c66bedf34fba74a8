public import LinkedData

extension Organisation.CohortFiles {
    fileprivate static let keys = ["columns", "ignore"]

    /// The files as JSON, with the keys of `organisations.yaml`.
    public var json: JSON {
        var object: JSON = [:]
        if !columns.isEmpty {
            var names: JSON = [:]
            for column in CohortColumn.allCases {
                names.set(column.name, columns[column].map { .string($0) })
            }
            object.set("columns", names)
        }
        if !ignored.isEmpty { object.set("ignore", .array(ignored.map { .string($0) })) }
        return object
    }
}

extension CatalogueReader {
    /// What the organisation's cohort files call the columns; all of it may be left out.
    mutating func cohortFiles(in fields: SourceReader.Fields) -> Organisation.CohortFiles {
        var files = Organisation.CohortFiles()
        guard let node = fields["cohorts"],
            let inner = source.fields(
                node, path: fields.path("cohorts"), keys: Organisation.CohortFiles.keys)
        else { return files }
        files.ignored = source.elements("ignore", in: inner).compactMap {
            source.text($0.node, path: $0.path)
        }
        guard let node = inner["columns"],
            let names = source.fields(
                node, path: inner.path("columns"), keys: CohortColumn.names)
        else { return files }
        var seen: [String] = files.ignored
        for column in CohortColumn.allCases where names[column.name] != nil {
            guard let name = source.text(column.name, in: names) else { continue }
            if seen.contains(where: name.isExactly) {
                source.report(
                    "a name twice", remedy: "give each column its own",
                    at: names[column.name]?.line, field: names.path(column.name), value: name)
            }
            seen.append(name)
            files.columns[column] = name
        }
        return files
    }
}
