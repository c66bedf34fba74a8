import CertAuthority

/// The logical structure (ISO 32000-2 §14.7): each page a figure with its alternative text, and
/// each link that it has.
enum PDFStructure {
    /// Marks the pages.
    ///
    /// - Returns: The structure tree's root.
    /// - Throws: ``PDFError``.
    static func mark(
        _ copy: inout PDFCopy, alternativeTexts: [String]
    ) throws(PDFError) -> PDFReference {
        guard alternativeTexts.count == copy.pages.count else {
            throw PDFError(
                .unsupported,
                "the PDF has \(Count(copy.pages.count, "page")) and "
                    + "\(Count(alternativeTexts.count, "alternative text"))")
        }
        let root = copy.reserve()
        let document = copy.reserve()
        let opening = copy.add(marks("/Figure <</MCID 0>> BDC\n"))
        let closing = copy.add(marks("\nEMC\n"))
        var kids: [PDFObject] = []
        var parents: [PDFObject] = []
        for (page, text) in zip(copy.pages, alternativeTexts) {
            guard case .dictionary(var dictionary) = try copy.resolve(.reference(page)) else {
                continue
            }
            let figure = copy.add(
                .dictionary([
                    "Type": .name("StructElem"), "S": .name("Figure"), "P": .reference(document),
                    "Pg": copy.copied(page), "K": .integer(0), "Alt": PDFText.string(text),
                    "A": .dictionary([
                        "O": .name("Layout"), "Placement": .name("Block"),
                        "BBox": try mediaBox(page, &copy),
                    ]),
                ]))
            kids.append(.reference(figure))
            dictionary["StructParents"] = .integer(parents.count / 2)
            parents += [.integer(parents.count / 2), .array([.reference(figure)])]
            dictionary["Tabs"] = .name("S")
            dictionary["Contents"] = .array(
                [PDFCopy.external(opening)] + (try contents(dictionary["Contents"], &copy))
                    + [PDFCopy.external(closing)])
            for case .reference(let annotation) in try copy.resolve(dictionary["Annots"])
                .arrayValue ?? []
            {
                guard
                    let link = try link(
                        annotation, on: page, in: document, place: parents.count / 2, &copy)
                else { continue }
                kids.append(.reference(link))
                parents += [.integer(parents.count / 2), .reference(link)]
            }
            copy.change(page, to: .dictionary(dictionary))
        }
        copy.add(
            .dictionary([
                "Type": .name("StructElem"), "S": .name("Document"), "P": .reference(root),
                "K": .array(kids),
            ]), as: document)
        copy.add(
            .dictionary([
                "Type": .name("StructTreeRoot"), "K": .array([.reference(document)]),
                "ParentTree": .dictionary(["Nums": .array(parents)]),
                "ParentTreeNextKey": .integer(parents.count / 2),
            ]), as: root)
        return root
    }

    private static func marks(_ text: String) -> PDFObject {
        .stream(PDFStream(dictionary: [:], data: Array(text.utf8)[...]))
    }

    /// The page's media box; that of A4 where there is none.
    private static func mediaBox(
        _ page: PDFReference, _ copy: inout PDFCopy
    ) throws(PDFError) -> PDFObject {
        let box = try copy.inherited("MediaBox", of: page)
        return box == .null
            ? .array([.integer(0), .integer(0), .integer(595), .integer(842)]) : box
    }

    /// The page's content without marks of its own, which name a structure that is not taken over.
    private static func contents(
        _ object: PDFObject?, _ copy: inout PDFCopy
    ) throws(PDFError) -> [PDFObject] {
        guard let object else { return [] }
        if case .reference(let reference) = object,
            let stream = try copy.resolve(object).streamValue
        {
            let content = try copy.content(stream)
            let plain = PDFContentMarks.removed(from: content)
            if plain != content {
                copy.change(
                    reference,
                    to: .stream(try PDFFilters.compressed(plain)))
            }
            return [object]
        }
        return try copy.resolve(object).arrayValue ?? []
    }

    /// The structure element of a link annotation; nil where it is another annotation.
    private static func link(
        _ annotation: PDFReference, on page: PDFReference, in document: PDFReference, place: Int,
        _ copy: inout PDFCopy
    ) throws(PDFError) -> PDFReference? {
        guard case .dictionary(var dictionary) = try copy.resolve(.reference(annotation)),
            dictionary["Subtype"] == .name("Link")
        else { return nil }
        let action = try copy.resolve(dictionary["A"]).dictionaryValue ?? [:]
        let address = try copy.resolve(action["URI"]).stringValue ?? []
        dictionary["StructParent"] = .integer(place)
        // What a screen reader says of it.
        dictionary["Contents"] = .string(address)
        copy.change(annotation, to: .dictionary(dictionary))
        return copy.add(
            .dictionary([
                "Type": .name("StructElem"), "S": .name("Link"), "P": .reference(document),
                "Pg": copy.copied(page), "Alt": .string(address),
                "K": .array([
                    .dictionary([
                        "Type": .name("OBJR"), "Pg": copy.copied(page),
                        "Obj": copy.copied(annotation),
                    ])
                ]),
            ]))
    }
}
