internal import LinkedData

/// Reads the entities of one file and notes what they define and refer to, for
/// `CatalogueReferences` to check when all files are read.
struct CatalogueReader {
    /// What a slug names.
    enum Kind: String {
        case organisation
        case programme
        case series
        /// A programme or a series.
        case offer = "programme or series"
    }

    /// An entity's slug, where it stands.
    struct Definition {
        let kind: Kind
        let slug: Slug
        let file: String
        let line: Int?
        let path: String
    }

    /// A slug that must be defined somewhere, where it stands.
    struct Reference {
        /// The field that has it, such as `prerequisites`.
        let key: String
        /// The slug of the entity that has the field, if that could be read.
        let owner: Slug?
        let kind: Kind
        let slug: Slug
        let file: String
        let line: Int?
        let path: String
    }

    /// Who answers for a programme or series.
    struct Issuer {
        let organisation: Slug
        let offer: Slug
        let file: String
        let line: Int?
        let path: String
    }

    static let hours = 1...2_000

    var source: SourceReader
    private(set) var definitions: [Definition] = []
    private(set) var references: [Reference] = []
    private(set) var issuers: [Issuer] = []

    /// The countries that an organisation may sit in; nil leaves that unchecked.
    let reference: ReferenceData?

    /// The files of the folder `logos`, by their names below the catalogue's folder.
    let logos: [String: SourceFile]

    /// The files of the folder `signatures`, by their names below the catalogue's folder.
    let signatures: [String: SourceFile]

    /// The files of the folder `badges`, by their names below the catalogue's folder.
    let badgeImages: [String: SourceFile]

    /// Examines logos and badge images.
    let pictures: any PictureExamination

    init(
        file: String, reference: ReferenceData? = nil, logos: [String: SourceFile] = [:],
        signatures: [String: SourceFile] = [:], badgeImages: [String: SourceFile] = [:],
        pictures: any PictureExamination
    ) {
        source = SourceReader(file: file)
        self.badgeImages = badgeImages
        self.reference = reference
        self.logos = logos
        self.signatures = signatures
        self.pictures = pictures
    }

    /// The entities of a list under a key.
    mutating func entities<Entity>(
        _ key: String, in fields: SourceReader.Fields,
        _ read: (inout CatalogueReader, SourceNode, String) -> Entity?
    ) -> [Entity] {
        source.elements(key, in: fields).compactMap { read(&self, $0.node, $0.path) }
    }

    // MARK: Fields that several entities have

    mutating func texts(
        in fields: SourceReader.Fields
    ) -> (title: LocalizedText, description: LocalizedText, criteria: LocalizedText)? {
        let title = source.localized("title", in: fields)
        let description = source.localized("description", in: fields, lines: true)
        let criteria = source.localized("criteria", in: fields, lines: true)
        guard let title, let description, let criteria else { return nil }
        return (title, description, criteria)
    }

    mutating func reference(
        _ key: String, to kind: Kind, in fields: SourceReader.Fields
    ) -> Slug? {
        guard let slug = source.slug(key, in: fields) else { return nil }
        note(
            slug, key: key, kind: kind, line: fields[key]?.line, path: fields.path(key), in: fields)
        return slug
    }

    mutating func references(
        _ key: String, to kind: Kind, in fields: SourceReader.Fields, atLeast minimum: Int = 0
    ) -> [Slug] {
        var found: [(slug: Slug, line: Int?, path: String)] = []
        let slugs = source.unique(key, in: fields, atLeast: minimum) { reader, node, path in
            let slug = reader.slug(node, path: path)
            if let slug { found.append((slug, node.line, path)) }
            return slug
        }
        for (slug, line, path) in found {
            note(slug, key: key, kind: kind, line: line, path: path, in: fields)
        }
        return slugs
    }

    mutating func define(_ slug: Slug, as kind: Kind, at fields: SourceReader.Fields) {
        definitions.append(
            Definition(
                kind: kind, slug: slug, file: source.file, line: fields["slug"]?.line,
                path: fields.path("slug")))
    }

    mutating func issuer(_ organisation: Slug?, of offer: Slug, in fields: SourceReader.Fields) {
        guard let organisation else { return }
        issuers.append(
            Issuer(
                organisation: organisation, offer: offer, file: source.file,
                line: fields["organisation"]?.line, path: fields.path("organisation")))
    }

    private mutating func note(
        _ slug: Slug, key: String, kind: Kind, line: Int?, path: String,
        in fields: SourceReader.Fields
    ) {
        let owner: Slug? =
            if case .scalar(let text)? = fields["slug"]?.content { Slug(text) } else { nil }
        references.append(
            Reference(
                key: key, owner: owner, kind: kind, slug: slug, file: source.file, line: line,
                path: path))
    }
}

extension LocalizedText {
    /// An object with a member for each language, in the order of the tags.
    var json: JSON {
        var object = JSONObject()
        for language in languages { object[language.text] = self[language].map { .string($0) } }
        return .object(object)
    }

    /// The same, or the text alone where there is none but the English one.
    var briefJSON: JSON { languages == [.english] ? .string(english) : json }
}

extension JSON {
    /// Adds a member to an object when there is a value.
    mutating func set(_ name: String, _ value: JSON?) {
        guard let value, case .object(var object) = self else { return }
        object[name] = value
        self = .object(object)
    }
}
