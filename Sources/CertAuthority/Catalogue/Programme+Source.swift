public import LinkedData

extension Programme {
    static let keys = [
        "slug", "organisation", "level", "track", "audience", "ldc-first", "title", "description",
        "criteria", "delivery", "languages", "hours", "validity", "prerequisites", "skills",
        "badge-image", "partners",
    ]

    /// The programme as JSON, with the keys of `programmes.yaml`.
    public var json: JSON {
        var object: JSON = [
            "slug": .string(slug.text), "organisation": .string(organisation.text),
            "level": .string(level.rawValue), "track": .string(track.text),
            "audience": .string(audience.rawValue), "ldc-first": .bool(leastDevelopedFirst),
            "title": title.json, "description": description.json, "criteria": criteria.json,
            "delivery": .array(delivery.map { .string($0.rawValue) }),
            "languages": .array(languages.map { .string($0.text) }),
            "hours": .number(Double(hours)),
            "prerequisites": .array(prerequisites.map { .string($0.text) }),
            "skills": .array(skills.map(\.json)),
        ]
        object.set("validity", validity.map { .string($0.description) })
        object.set("badge-image", badgeImage.map { .string("sha256:" + $0.digest) })
        object.set("partners", partners.isEmpty ? nil : .array(partners.map { .string($0.text) }))
        return object
    }
}

extension Skill {
    static let keys = ["name", "url", "framework"]

    fileprivate var json: JSON {
        var object: JSON = ["name": name.briefJSON, "url": .string(url)]
        object.set("framework", framework?.briefJSON)
        return object
    }
}

extension CatalogueReader {
    mutating func programme(_ node: SourceNode, path: String) -> Programme? {
        guard let fields = source.fields(node, path: path, keys: Programme.keys) else { return nil }
        let slug = source.slug("slug", in: fields)
        let organisation = reference("organisation", to: .organisation, in: fields)
        let level = source.choice("level", in: fields, of: Programme.Level.self)
        let track = source.slug("track", in: fields)
        let audience =
            fields["audience"] == nil
            ? .general : source.choice("audience", in: fields, of: Programme.Audience.self)
        let leastDevelopedFirst = source.truth("ldc-first", in: fields)
        let texts = texts(in: fields)
        let delivery = source.unique("delivery", in: fields, atLeast: 1) { reader, node, path in
            reader.choice(node, path: path, of: DeliveryMode.self)
        }
        let languages = source.unique("languages", in: fields, atLeast: 1) { reader, node, path in
            reader.language(node, path: path)
        }
        let hours = source.integer("hours", in: fields, range: Self.hours)
        let validity = source.duration("validity", in: fields)
        let prerequisites = references("prerequisites", to: .programme, in: fields)
        let skills = source.elements("skills", in: fields).compactMap { skill($0, path: $1) }
        let badgeImage = badgeImage(in: fields)
        let partners = references("partners", to: .organisation, in: fields)
        if let slug {
            define(slug, as: .programme, at: fields)
            issuer(organisation, of: slug, in: fields)
        }
        guard let slug, let organisation, let level, let track, let audience, let texts, let hours
        else { return nil }
        return Programme(
            slug: slug, organisation: organisation, level: level, track: track, audience: audience,
            leastDevelopedFirst: leastDevelopedFirst, title: texts.title,
            description: texts.description, criteria: texts.criteria, delivery: delivery,
            languages: languages, hours: hours, validity: validity, prerequisites: prerequisites,
            skills: skills, badgeImage: badgeImage, partners: partners)
    }

    private mutating func skill(_ node: SourceNode, path: String) -> Skill? {
        guard let fields = source.fields(node, path: path, keys: Skill.keys) else { return nil }
        let name = source.localized("name", in: fields, orEnglish: true)
        let url = source.webAddress("url", in: fields)
        let framework =
            fields["framework"] == nil
            ? nil : source.localized("framework", in: fields, orEnglish: true)
        guard let name, let url else { return nil }
        return Skill(name: name, url: url, framework: framework)
    }
}
