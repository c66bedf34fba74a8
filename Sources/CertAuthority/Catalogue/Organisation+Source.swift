public import LinkedData

extension Organisation {
    static let keys =
        ["slug", "name", "country", "url", "role", "may-issue", "sheets", "cohorts", "billing"]
        + Identity.keys

    /// The organisation as JSON, with the keys of `organisations.yaml`.
    public var json: JSON {
        var object: JSON = [
            "slug": .string(slug.text), "name": name.json, "url": .string(url),
            "role": .string(role.rawValue), "may-issue": .array(mayIssue.map { .string($0.text) }),
        ]
        object.set("country", country.map { .string($0) })
        identity.set(in: &object)
        object.set("sheets", appearance == Appearance() ? nil : appearance.json)
        object.set("billing", billing?.json)
        object.set("cohorts", cohortFiles == CohortFiles() ? nil : cohortFiles.json)
        return object
    }
}

extension CatalogueReader {
    mutating func organisation(_ node: SourceNode, path: String) -> Organisation? {
        guard let fields = source.fields(node, path: path, keys: Organisation.keys) else {
            return nil
        }
        let slug = source.slug("slug", in: fields)
        let name = source.localized("name", in: fields)
        let country = country(in: fields)
        let url = source.webAddress("url", in: fields)
        let role = source.choice("role", in: fields, of: Organisation.Role.self)
        let mayIssue = references("may-issue", to: .offer, in: fields)
        var identity = identity(in: fields)
        let appearance = appearance(in: fields, &identity)
        let cohortFiles = cohortFiles(in: fields)
        let billing = billing(in: fields)
        if let slug { define(slug, as: .organisation, at: fields) }
        guard let slug, let name, let url, let role else { return nil }
        return Organisation(
            slug: slug, name: name, country: country, url: url, role: role, mayIssue: mayIssue,
            identity: identity, appearance: appearance, cohortFiles: cohortFiles, billing: billing)
    }

    private mutating func country(in fields: SourceReader.Fields) -> String? {
        guard let node = fields["country"] else { return nil }
        let reference = reference
        return source.value(
            node, path: fields.path("country"), expected: "a known country",
            remedy: "write two capital letters such as KE, or leave the key out"
        ) { code in
            guard code.utf8.count == 2, code.utf8.allSatisfy(ASCII.isCapital),
                reference == nil || reference?.country(code) != nil
            else { return nil }
            return code
        }
    }
}
