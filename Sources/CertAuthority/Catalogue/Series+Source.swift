public import LinkedData

extension Series {
    static let keys = [
        "slug", "organisation", "title", "description", "criteria", "steps", "hours", "validity",
        "badge-image", "partners",
    ]

    /// The series as JSON, with the keys of `programmes.yaml`.
    public var json: JSON {
        var object: JSON = [
            "slug": .string(slug.text), "organisation": .string(organisation.text),
            "title": title.json, "description": description.json, "criteria": criteria.json,
            "steps": .array(steps.map { .string($0.text) }), "hours": .number(Double(hours)),
        ]
        object.set("validity", validity.map { .string($0.description) })
        object.set("badge-image", badgeImage.map { .string("sha256:" + $0.digest) })
        object.set("partners", partners.isEmpty ? nil : .array(partners.map { .string($0.text) }))
        return object
    }
}

extension CatalogueReader {
    mutating func series(_ node: SourceNode, path: String) -> Series? {
        guard let fields = source.fields(node, path: path, keys: Series.keys) else { return nil }
        let slug = source.slug("slug", in: fields)
        let organisation = reference("organisation", to: .organisation, in: fields)
        let texts = texts(in: fields)
        let steps = references("steps", to: .programme, in: fields, atLeast: 2)
        let hours = source.integer("hours", in: fields, range: Self.hours)
        let validity = source.duration("validity", in: fields)
        let badgeImage = badgeImage(in: fields)
        let partners = references("partners", to: .organisation, in: fields)
        if let slug {
            define(slug, as: .series, at: fields)
            issuer(organisation, of: slug, in: fields)
        }
        guard let slug, let organisation, let texts, let hours else { return nil }
        return Series(
            slug: slug, organisation: organisation, title: texts.title,
            description: texts.description, criteria: texts.criteria, steps: steps, hours: hours,
            validity: validity, badgeImage: badgeImage, partners: partners)
    }
}
