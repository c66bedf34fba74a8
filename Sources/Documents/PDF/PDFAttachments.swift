/// The files embedded in a PDF, found in every place in which readers look for them: the catalogue's
/// name tree and associated files, and the pages' own attachments and associated files. Readers
/// differ in which of these they show, so where they could see different ones the PDF is refused.
struct PDFAttachments {
    struct File {
        let name: [UInt8]
        let mediaType: String?
        let stream: PDFStream
    }

    private(set) var files: [File] = []
    private var seenStreams: Set<PDFReference> = []
    private var seenNodes: Set<PDFReference> = []

    /// More attached files than this are not looked at.
    private static let mostFiles = 256

    /// Finds the files of the name tree `/EmbeddedFiles`, of `/AF` and of the pages.
    ///
    /// - Throws: ``PDFError``.
    mutating func collect(_ reader: inout PDFReader) throws(PDFError) {
        let (_, catalogue) = try reader.catalogue()
        if let names = try reader.value(catalogue, "Names").dictionaryValue,
            let tree = names["EmbeddedFiles"]
        {
            try collect(tree, depth: 0, &reader)
        }
        try associated(catalogue, &reader)
        if let pages = catalogue["Pages"] { try collect(pages: pages, depth: 0, &reader) }
    }

    private mutating func associated(
        _ dictionary: PDFDictionary, _ reader: inout PDFReader
    ) throws(PDFError) {
        let files = try reader.value(dictionary, "AF")
        if let one = files.dictionaryValue { return try add(.dictionary(one), &reader) }
        for file in files.arrayValue ?? [] { try add(file, &reader) }
    }

    /// A node of the page tree (ISO 32000-2 §7.7.3), with the attachments on its pages (§12.5.6.15).
    private mutating func collect(
        pages node: PDFObject, depth: Int, _ reader: inout PDFReader
    ) throws(PDFError) {
        guard depth <= reader.limits.depth else {
            throw PDFError(.tooLarge, "the PDF's tree of pages is too deep")
        }
        if let reference = node.referenceValue, !seenNodes.insert(reference).inserted { return }
        guard let page = try reader.resolve(node).dictionaryValue else { return }
        try associated(page, &reader)
        for item in try reader.value(page, "Annots").arrayValue ?? [] {
            guard let annotation = try reader.resolve(item).dictionaryValue else { continue }
            try associated(annotation, &reader)
            if let file = annotation["FS"] { try add(file, &reader) }
        }
        for kid in try reader.value(page, "Kids").arrayValue ?? [] {
            try collect(pages: kid, depth: depth + 1, &reader)
        }
    }

    /// A node of the name tree (ISO 32000-2 §7.9.6).
    private mutating func collect(
        _ node: PDFObject, depth: Int, _ reader: inout PDFReader
    ) throws(PDFError) {
        guard depth <= reader.limits.depth else {
            throw PDFError(.tooLarge, "the PDF's list of attached files is too deep")
        }
        if let reference = node.referenceValue, !seenNodes.insert(reference).inserted {
            throw PDFError(
                .damaged, "the PDF is damaged: its list of attached files goes round in a circle")
        }
        guard let dictionary = try reader.resolve(node).dictionaryValue else { return }
        let names = try reader.value(dictionary, "Names").arrayValue ?? []
        for (index, item) in names.enumerated() where index % 2 == 1 { try add(item, &reader) }
        for kid in try reader.value(dictionary, "Kids").arrayValue ?? [] {
            try collect(kid, depth: depth + 1, &reader)
        }
    }

    /// A file specification (ISO 32000-2 §7.11.3); one without an embedded file is passed over.
    ///
    /// Of the names under which it can hold a file, some readers take the one and some another: they
    /// must all lead to the same.
    private mutating func add(
        _ specification: PDFObject, _ reader: inout PDFReader
    ) throws(PDFError) {
        guard let dictionary = try reader.resolve(specification).dictionaryValue,
            let embedded = try reader.value(dictionary, "EF").dictionaryValue
        else { return }
        let references = ["UF", "F", "Unix", "DOS", "Mac"].compactMap {
            embedded[$0]?.referenceValue
        }
        guard let reference = references.first else { return }
        guard references.allSatisfy({ $0 == reference }) else {
            throw PDFError(
                .ambiguous,
                "the PDF holds several files under one name (/F, /UF and others differ), of which "
                    + "each reader shows another")
        }
        let name = try reader.resolve(dictionary["UF"] ?? dictionary["F"]).stringValue ?? []
        guard seenStreams.insert(reference).inserted,
            let stream = try reader.load(reference).streamValue
        else { return }
        guard files.count < Self.mostFiles else {
            throw PDFError(.tooLarge, "the PDF carries more than \(Self.mostFiles) files")
        }
        files.append(
            File(
                name: name, mediaType: try reader.value(stream.dictionary, "Subtype").nameValue,
                stream: stream))
    }
}
