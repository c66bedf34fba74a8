import Credentials

/// What the pages of a PDF need, taken over into a new file with new numbers.
struct PDFCopy {
    /// The page tree's root in the source.
    let pagesRoot: PDFReference
    /// The pages in the source, in order.
    let pages: [PDFReference]

    private var reader: PDFReader
    private var numbers: [PDFReference: Int] = [:]
    private var waiting: [PDFReference] = []
    /// Objects of the source that are written otherwise; still with the source's references.
    private var changed: [PDFReference: PDFObject] = [:]
    private var added: [(PDFReference, PDFObject)] = []
    private var last = 0

    /// What we render ourselves: pictures may be large.
    static let limits = PDFLimits(
        bytes: 64 << 20, objects: 100_000, depth: 64, revisions: 16, expanded: 64 << 20)

    /// Reads the page tree of a plain PDF.
    ///
    /// - Throws: ``PDFError``.
    init(_ plain: [UInt8]) throws(PDFError) {
        reader = try PDFReader(plain, limits: Self.limits)
        let (_, catalogue) = try reader.catalogue()
        guard let root = catalogue["Pages"]?.referenceValue else {
            throw PDFError(.damaged, "the PDF is damaged: it has no pages")
        }
        pagesRoot = root
        var pages: [PDFReference] = []
        var seen: Set<PDFReference> = []
        var nodes = [root]
        while let node = nodes.popLast() {
            guard seen.insert(node).inserted, let dictionary = try reader.load(node).dictionaryValue
            else { throw PDFError(.damaged, "the PDF is damaged: its page tree is broken") }
            if dictionary["Kids"] != nil {
                let kids = try reader.value(dictionary, "Kids").arrayValue ?? []
                nodes += kids.reversed().compactMap(\.referenceValue)
            } else {
                pages.append(node)
            }
        }
        guard !pages.isEmpty else { throw PDFError(.damaged, "the PDF has no page") }
        self.pages = pages
    }

    // MARK: - The source

    /// An object of the source, resolved.
    mutating func resolve(_ object: PDFObject?) throws(PDFError) -> PDFObject {
        try reader.resolve(object)
    }

    /// An object of the source as it is to be written: as it was changed, or as it is.
    ///
    /// - Throws: ``PDFError``.
    mutating func current(_ reference: PDFReference) throws(PDFError) -> PDFObject {
        if let other = changed[reference] { return other }
        return try reader.load(reference)
    }

    /// What a page has of a key itself or inherits (ISO 32000-2 §7.7.3.4), resolved; null for
    /// neither.
    ///
    /// - Throws: ``PDFError``.
    mutating func inherited(
        _ key: String, of page: PDFReference
    ) throws(PDFError) -> PDFObject {
        var node = try resolve(.reference(page)).dictionaryValue ?? [:]
        for _ in 0..<32 {
            if let value = node[key] { return try resolve(value) }
            guard let parent = try resolve(node["Parent"]).dictionaryValue else { break }
            node = parent
        }
        return .null
    }

    /// A stream of the source without its filters.
    mutating func content(_ stream: PDFStream) throws(PDFError) -> [UInt8] {
        try reader.content(stream)
    }

    /// Has an object of the source written otherwise; its references are the source's, or of
    /// ``external(_:)``.
    mutating func change(_ reference: PDFReference, to object: PDFObject) {
        changed[reference] = object
    }

    // MARK: - The new file

    /// The new reference of an object of the source, which is then copied.
    mutating func copied(_ reference: PDFReference) -> PDFObject {
        .reference(PDFReference(number: number(reference)))
    }

    private mutating func number(_ reference: PDFReference) -> Int {
        if let number = numbers[reference] { return number }
        last += 1
        numbers[reference] = last
        waiting.append(reference)
        return last
    }

    /// A number for an object that is added later.
    mutating func reserve() -> PDFReference {
        last += 1
        return PDFReference(number: last)
    }

    /// Adds an object; its references are the new file's.
    mutating func add(_ object: PDFObject) -> PDFReference {
        let reference = reserve()
        added.append((reference, object))
        return reference
    }

    /// Adds an object under a reserved number.
    mutating func add(_ object: PDFObject, as reference: PDFReference) {
        added.append((reference, object))
    }

    /// A reference within a changed object of the source to one of the new file.
    static func external(_ reference: PDFReference) -> PDFObject {
        .reference(PDFReference(number: reference.number, generation: -1))
    }

    /// The finished file.
    ///
    /// - Throws: ``PDFError`` where an object of the source cannot be read.
    mutating func write(
        root: PDFReference, information: PDFReference
    ) throws(PDFError) -> [UInt8] {
        var writer = PDFWriter(version: "1.7")
        var next = 0
        while next < waiting.count {
            let source = waiting[next]
            next += 1
            guard let number = numbers[source] else { continue }
            let object =
                if let other = changed[source] { other } else { try reader.load(source) }
            writer.add(PDFReference(number: number), translated(object))
        }
        for (reference, object) in added { writer.add(reference, object) }
        let digest = Array(Digest.sha256(writer.bytes).prefix(16))
        writer.finish(
            [
                "Root": .reference(root), "Info": .reference(information),
                "ID": .array([.string(digest), .string(digest)]),
            ], size: last + 1)
        return writer.bytes
    }

    private mutating func translated(_ object: PDFObject) -> PDFObject {
        switch object {
        case .reference(let reference):
            return reference.generation < 0
                ? .reference(PDFReference(number: reference.number)) : copied(reference)
        case .array(let items): return .array(items.map { translated($0) })
        case .dictionary(let dictionary): return .dictionary(translated(dictionary))
        case .stream(let stream):
            var dictionary = stream.dictionary
            // A direct number, which the writer sets.
            dictionary["Length"] = nil
            return .stream(PDFStream(dictionary: translated(dictionary), data: stream.data))
        default: return object
        }
    }

    private mutating func translated(_ dictionary: PDFDictionary) -> PDFDictionary {
        PDFDictionary(
            dictionary.entries.map { entry in
                .init(key: entry.key, value: translated(entry.value))
            })
    }
}
