internal import Credentials
public import LinkedData

extension Organisation.Appearance {
    fileprivate static let keys = ["colour", "logo", "signatories", "made"]
    fileprivate static let signatoryKeys = ["name", "office"]
    fileprivate static let mostSignatories = 2
    /// What WCAG 2.2 §1.4.3 asks of text.
    fileprivate static let leastContrast = 4.5

    /// The appearance as JSON, with the keys of `organisations.yaml`; a logo as its digest.
    public var json: JSON {
        var object: JSON = ["made": .bool(hasSheets)]
        object.set("colour", colour.map { .string($0.text) })
        object.set("logo", logo.map { .string("sha256:" + Digest.hexadecimal(Digest.sha256($0))) })
        if !signatories.isEmpty {
            object.set(
                "signatories",
                .array(
                    signatories.map { ["name": .string($0.name), "office": $0.office.json] }))
        }
        return object
    }
}

extension CatalogueReader {
    /// How the sheets of an organisation look; all of it may be left out.
    mutating func appearance(in fields: SourceReader.Fields) -> Organisation.Appearance {
        var appearance = Organisation.Appearance()
        guard let node = fields["sheets"],
            let inner = source.fields(
                node, path: fields.path("sheets"), keys: Organisation.Appearance.keys)
        else { return appearance }
        if inner["made"] != nil { appearance.hasSheets = source.truth("made", in: inner) }
        if let colour = inner["colour"] {
            appearance.colour = source.value(
                colour, path: inner.path("colour"), expected: "a colour that can be read on white",
                remedy: "write \"#rrggbb\", dark enough for a contrast of 4.5 to 1"
            ) { text in
                InkColour(text).flatMap {
                    $0.contrastOnWhite >= Organisation.Appearance.leastContrast ? $0 : nil
                }
            }
        }
        if let logo = inner["logo"] { appearance.logo = self.logo(logo, path: inner.path("logo")) }
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
        guard let name, let office else { return nil }
        return .init(name: name, office: office)
    }

    private mutating func logo(_ node: SourceNode, path: String) -> [UInt8]? {
        let logos = logos
        let file: SourceFile? = source.value(
            node, path: path, expected: "a logo that is there",
            remedy: "put an SVG file into the catalogue's folder logos and write logos/NAME.svg"
        ) { logos[$0] }
        guard let file else { return nil }
        let faults = pictures.faults(ofLogo: file.bytes)
        for fault in faults { source.take(SourceFaults([fault.fault(in: file)])) }
        return faults.isEmpty ? file.bytes : nil
    }
}
