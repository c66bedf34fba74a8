/// The files embedded in a PDF, found from its catalogue.
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

    /// Finds the files of the name tree `/EmbeddedFiles` and of `/AF`.
    ///
    /// - Throws: ``PDFError``.
    mutating func collect(_ reader: inout PDFReader) throws(PDFError) {
        let (_, catalogue) = try reader.catalogue()
        if let names = try reader.value(catalogue, "Names").dictionaryValue,
            let tree = names["EmbeddedFiles"]
        {
            try collect(tree, depth: 0, &reader)
        }
        for file in try reader.value(catalogue, "AF").arrayValue ?? [] { try add(file, &reader) }
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
    private mutating func add(
        _ specification: PDFObject, _ reader: inout PDFReader
    ) throws(PDFError) {
        guard let dictionary = try reader.resolve(specification).dictionaryValue,
            let embedded = try reader.value(dictionary, "EF").dictionaryValue,
            let reference = (embedded["F"] ?? embedded["UF"])?.referenceValue,
            seenStreams.insert(reference).inserted,
            let stream = try reader.load(reference).streamValue
        else { return }
        guard files.count < Self.mostFiles else {
            throw PDFError(.tooLarge, "the PDF carries more than \(Self.mostFiles) files")
        }
        let name = try reader.resolve(dictionary["UF"] ?? dictionary["F"]).stringValue ?? []
        files.append(
            File(
                name: name, mediaType: try reader.value(stream.dictionary, "Subtype").nameValue,
                stream: stream))
    }
}
