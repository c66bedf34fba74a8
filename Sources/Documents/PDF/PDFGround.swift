/// What lies below all else on pages, such as the line work of a design: drawn and compressed once,
/// and put under each page that has it as a form (ISO 32000-2 §8.10). It is decoration, which screen
/// readers pass over (§14.8.2.2 "Artifacts").
package struct PDFGround: Sendable {
    private let form: PDFStream

    /// What a page calls it in its resources.
    private static let name = "LineWork"

    /// Takes it from the one page of a plain PDF.
    ///
    /// - Throws: ``PDFError`` where the PDF cannot be read, or its page draws with more than
    ///   colours and settings of lines, such as fonts and pictures (`unsupported`).
    package init(_ plain: [UInt8]) throws(PDFError) {
        var copy = try PDFCopy(plain)
        let page = copy.pages[0]
        let contents = try copy.resolve(.reference(page)).dictionaryValue?["Contents"]
        guard copy.pages.count == 1, let stream = try copy.resolve(contents).streamValue else {
            throw PDFError(.unsupported, "the PDF is not one page of one stream")
        }
        form = PDFStream(
            dictionary: [
                "Type": .name("XObject"), "Subtype": .name("Form"),
                "BBox": try copy.inherited("MediaBox", of: page),
                "Resources": try Self.direct(
                    try copy.inherited("Resources", of: page), &copy, depth: 4),
                "Filter": .name("FlateDecode"),
            ], data: try PDFFilters.compressed(try copy.content(stream)).data)
    }

    /// Puts it under all pages of a document.
    ///
    /// - Throws: ``PDFError``, `unsupported` where a page has such a form already.
    func lay(in copy: inout PDFCopy) throws(PDFError) {
        let form = copy.add(.stream(form))
        let drawing = copy.add(
            .stream(
                PDFStream(
                    dictionary: [:],
                    data: Array("/Artifact BMC q /\(Self.name) Do Q EMC\n".utf8)[...])))
        for reference in copy.pages {
            guard case .dictionary(var page) = try copy.current(reference) else { continue }
            var resources = try copy.inherited("Resources", of: reference).dictionaryValue ?? [:]
            var forms = try copy.resolve(resources["XObject"]).dictionaryValue ?? [:]
            guard forms[Self.name] == nil else {
                throw PDFError(.unsupported, "a page of the PDF has line work already")
            }
            forms[Self.name] = PDFCopy.external(form)
            resources["XObject"] = .dictionary(forms)
            page["Resources"] = .dictionary(resources)
            let contents: [PDFObject] =
                switch page["Contents"] {
                case .array(let parts): parts
                case let part?: [part]
                case nil: []
                }
            page["Contents"] = .array([PDFCopy.external(drawing)] + contents)
            copy.change(reference, to: .dictionary(page))
        }
    }

    /// The object with all that it refers to within it.
    private static func direct(
        _ object: PDFObject, _ copy: inout PDFCopy, depth: Int
    ) throws(PDFError) -> PDFObject {
        guard depth > 0 else {
            throw PDFError(.unsupported, "the resources of the PDF lie too deep")
        }
        switch try copy.resolve(object) {
        case .stream, .reference:
            throw PDFError(.unsupported, "the PDF draws with more than lines and colours")
        case .array(let items):
            return .array(
                try items.map { (item) throws(PDFError) in
                    try direct(item, &copy, depth: depth - 1)
                })
        case .dictionary(let dictionary):
            return .dictionary(
                PDFDictionary(
                    try dictionary.entries.map { (entry) throws(PDFError) in
                        .init(
                            key: entry.key,
                            value: try direct(entry.value, &copy, depth: depth - 1))
                    }))
        case let other: return other
        }
    }
}
