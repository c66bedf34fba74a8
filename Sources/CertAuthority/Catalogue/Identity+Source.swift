public import LinkedData

extension Identity {
    static let keys = ["short-name", "colour", "logo", "contact"]
    /// What WCAG 2.2 §1.4.3 asks of text; between this and ``Accent/leastContrast`` a colour is
    /// darkened.
    fileprivate static let leastContrast = 4.5

    /// Sets the members of a JSON object, with the keys of `organisations.yaml`; a logo as its digest.
    func set(in object: inout JSON) {
        object.set("short-name", shortName?.json)
        object.set("colour", colour.map { .string($0.text) })
        object.set("logo", logo.map { .string("sha256:" + $0.digest) })
        object.set("contact", contact.map { .string($0) })
    }
}

extension Coalition {
    static let keys = ["name", "url"] + Identity.keys

    /// The coalition as JSON, with the keys of `organisations.yaml`.
    public var json: JSON {
        var object: JSON = ["name": name.json]
        object.set("url", url.map { .string($0) })
        identity.set(in: &object)
        return object
    }
}

extension CatalogueReader {
    /// The coalition under a key of the root; may be left out.
    mutating func coalition(in root: SourceReader.Fields) -> Coalition? {
        guard let node = root["coalition"],
            let fields = source.fields(node, path: "coalition", keys: Coalition.keys)
        else { return nil }
        let name = source.localized("name", in: fields)
        let url = fields["url"] == nil ? nil : source.webAddress("url", in: fields)
        let identity = identity(in: fields)
        return name.map { Coalition(name: $0, url: url, identity: identity) }
    }

    /// How somebody is recognised, from the fields beside the name.
    mutating func identity(in fields: SourceReader.Fields) -> Identity {
        var identity = Identity()
        if fields["short-name"] != nil {
            identity.shortName = source.localized("short-name", in: fields)
        }
        identity.colour = colour(in: fields)
        identity.logo = logo(in: fields)
        if let contact = fields["contact"] {
            identity.contact = source.value(
                contact, path: fields.path("contact"), expected: "an e-mail address",
                remedy: "write an address such as certificates@example.org"
            ) { EmailAddress.isValid($0) ? $0 : nil }
        }
        return identity
    }

    mutating func colour(in fields: SourceReader.Fields) -> InkColour? {
        guard let node = fields["colour"] else { return nil }
        return source.value(
            node, path: fields.path("colour"), expected: "a colour that can be read on white",
            remedy: "write \"#rrggbb\", dark enough for a contrast of 4.5 to 1"
        ) { text in
            InkColour(text).flatMap {
                $0.contrastOnWhite >= Identity.leastContrast ? $0 : nil
            }
        }
    }

    mutating func logo(in fields: SourceReader.Fields) -> Picture? {
        picture("logo", in: fields, folder: "logos", of: logos)
    }

    /// A picture that is examined as a logo: a logo or a signature.
    mutating func picture(
        _ key: String, in fields: SourceReader.Fields, folder: String,
        of files: [String: SourceFile]
    ) -> Picture? {
        guard let node = fields[key] else { return nil }
        let file: SourceFile? = source.value(
            node, path: fields.path(key), expected: "a \(key) that is there",
            remedy: "put an SVG or PNG file into the catalogue's folder \(folder) and write "
                + "\(folder)/NAME.svg or \(folder)/NAME.png"
        ) { files[$0] }
        guard let file, let form = Picture.Form(fileName: file.path) else { return nil }
        let faults = pictures.faults(ofLogo: file.bytes, as: form)
        for fault in faults { source.take(SourceFaults([fault.fault(in: file)])) }
        return faults.isEmpty ? Picture(form, file.bytes) : nil
    }
}
