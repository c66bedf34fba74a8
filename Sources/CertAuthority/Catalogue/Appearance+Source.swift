public import LinkedData

extension Organisation.Appearance {
    fileprivate static let keys = ["colour", "logo", "signatories", "made"]
    fileprivate static let signatoryKeys = ["name", "office", "signature"]
    fileprivate static let mostSignatories = 2

    /// The appearance as JSON, with the keys of `organisations.yaml`.
    public var json: JSON {
        var object: JSON = ["made": .bool(hasSheets)]
        if !signatories.isEmpty {
            object.set(
                "signatories",
                .array(
                    signatories.map { signatory in
                        var member: JSON = [
                            "name": .string(signatory.name), "office": signatory.office.json,
                        ]
                        member.set(
                            "signature",
                            signatory.signature.map { .string("sha256:" + $0.digest) })
                        return member
                    }))
        }
        return object
    }
}

extension CatalogueReader {
    /// How the sheets of an organisation look; all of it may be left out.
    ///
    /// - Parameter identity: Takes a colour and a logo that stand here, where version 0.1 had them.
    mutating func appearance(
        in fields: SourceReader.Fields, _ identity: inout Identity
    ) -> Organisation.Appearance {
        var appearance = Organisation.Appearance()
        guard let node = fields["sheets"],
            let inner = source.fields(
                node, path: fields.path("sheets"), keys: Organisation.Appearance.keys)
        else { return appearance }
        if inner["made"] != nil { appearance.hasSheets = source.truth("made", in: inner) }
        if identity.colour == nil { identity.colour = colour(in: inner) }
        if identity.logo == nil { identity.logo = logo(in: inner) }
        appearance.signatories = source.elements("signatories", in: inner).compactMap {
            signatory($0, path: $1)
        }
        if appearance.signatories.count > Organisation.Appearance.mostSignatories {
            source.report(
                "more than two who sign", remedy: "keep two", at: inner["signatories"]?.line,
                field: inner.path("signatories"))
        }
        return appearance
    }

    private mutating func signatory(
        _ node: SourceNode, path: String
    ) -> Organisation.Appearance.Signatory? {
        guard
            let fields = source.fields(
                node, path: path, keys: Organisation.Appearance.signatoryKeys)
        else { return nil }
        let name = source.text("name", in: fields)
        let office = source.localized("office", in: fields)
        let signature = picture("signature", in: fields, folder: "signatures", of: signatures)
        guard let name, let office else { return nil }
        return .init(name: name, office: office, signature: signature)
    }
}
