/// Reads the objects of a PDF, each when it is asked for.
///
/// Strict: a file whose tables or lengths are wrong is refused as damaged and not guessed at, so
/// that what is read is what every other reader sees. All work is bounded by ``PDFLimits``.
struct PDFReader {
    let bytes: [UInt8]
    let crossReferences: PDFCrossReferences
    let limits: PDFLimits

    private var budget: Int
    private var expandable: Int
    /// Bytes that may still be parsed: objects may lie over each other in a hostile file.
    private var readable: Int
    /// Objects that are being read, by number: one that needs itself is refused.
    private var underway: Set<Int> = []
    private var objectStreams: [Int: (data: [UInt8], places: [(number: Int, offset: Int)])] = [:]

    var trailer: PDFDictionary { crossReferences.trailer }

    /// Reads the tables.
    ///
    /// - Throws: ``PDFError``.
    init(_ bytes: [UInt8], limits: PDFLimits) throws(PDFError) {
        guard bytes.starts(with: "%PDF-".utf8) else {
            throw PDFError(.notPDF, "the bytes are not a PDF: they do not begin with %PDF-")
        }
        guard bytes.count <= limits.bytes else {
            throw PDFError(
                .tooLarge,
                "the PDF has \(bytes.count) bytes; more than \(limits.bytes) are not read")
        }
        self.bytes = bytes
        self.limits = limits
        crossReferences = try PDFCrossReferences(bytes, limits)
        budget = 10 * limits.objects
        expandable = limits.expanded
        readable = 4 * limits.bytes
    }

    // MARK: - Objects

    /// The object itself or, of a reference, what it refers to; null where there is nothing.
    ///
    /// - Throws: ``PDFError``.
    mutating func resolve(_ object: PDFObject?) throws(PDFError) -> PDFObject {
        guard case .reference(let reference) = object else { return object ?? .null }
        return try load(reference)
    }

    /// The value of a key, resolved.
    mutating func value(_ dictionary: PDFDictionary, _ key: String) throws(PDFError) -> PDFObject {
        try resolve(dictionary[key])
    }

    /// The object of that reference; null where the file has none.
    mutating func load(_ reference: PDFReference) throws(PDFError) -> PDFObject {
        let number = reference.number
        guard let entry = crossReferences.entries[number] else { return .null }
        guard underway.insert(number).inserted else {
            throw PDFError(.damaged, "the PDF is damaged: object \(number) needs itself")
        }
        defer { underway.remove(number) }
        switch entry {
        case .free: return .null
        case .offset(let offset, let generation):
            guard generation == reference.generation else { return .null }
            return try object(number, generation, at: offset)
        case .compressed(let stream, let index):
            guard reference.generation == 0 else { return .null }
            return try object(number, inStream: stream, index: index)
        }
    }

    private mutating func object(
        _ number: Int, _ generation: Int, at offset: Int
    ) throws(PDFError) -> PDFObject {
        var parser = PDFParser(bytes[...], at: offset, budget: budget, depth: limits.depth)
        guard parser.unsigned() == number, parser.unsigned() == generation, parser.take("obj")
        else { throw parser.damaged("object \(number) is not where the tables say") }
        let object = try parser.object()
        try charge(parser, from: offset)
        guard case .dictionary(let dictionary) = object, parser.isAtStream else {
            guard parser.take("endobj") else {
                throw parser.damaged("object \(number) has no end")
            }
            guard object.referenceValue == nil else {
                throw parser.damaged("object \(number) is a mere reference")
            }
            return object
        }
        guard let length = try value(dictionary, "Length").integerValue else {
            throw parser.damaged("the stream of object \(number) has no length")
        }
        return .stream(
            PDFStream(
                dictionary: dictionary,
                data: try parser.streamData(length: length, object: number)))
    }

    private mutating func object(
        _ number: Int, inStream stream: Int, index: Int
    ) throws(PDFError) -> PDFObject {
        try openObjectStream(stream)
        guard let (data, places) = objectStreams[stream], places.indices.contains(index),
            places[index].number == number
        else {
            throw PDFError(
                .damaged,
                "the PDF is damaged: object \(number) is not in object stream \(stream)")
        }
        var parser = PDFParser(
            data[...], at: places[index].offset, budget: budget, depth: limits.depth)
        let object = try parser.object()
        try charge(parser, from: places[index].offset)
        guard object.referenceValue == nil else {
            throw parser.damaged("object \(number) is a mere reference")
        }
        return object
    }

    private mutating func openObjectStream(_ number: Int) throws(PDFError) {
        guard objectStreams[number] == nil else { return }
        guard case .offset = crossReferences.entries[number],
            let stream = try load(PDFReference(number: number)).streamValue,
            stream.dictionary["Type"] == .name("ObjStm"),
            let count = try value(stream.dictionary, "N").integerValue,
            let first = try value(stream.dictionary, "First").integerValue, count >= 0,
            (0...limits.expanded).contains(first)
        else {
            throw PDFError(
                .damaged, "the PDF is damaged: object \(number) is not a stream of objects")
        }
        let data = try content(stream)
        var parser = PDFParser(data[...], at: 0, budget: budget, depth: 1)
        var places: [(number: Int, offset: Int)] = []
        for _ in 0..<count {
            guard let number = parser.unsigned(), let offset = parser.unsigned() else {
                throw PDFError(
                    .damaged, "the PDF is damaged: object stream \(number) has no table")
            }
            places.append((number, first + offset))
        }
        objectStreams[number] = (data, places)
    }

    private mutating func charge(_ parser: PDFParser, from start: Int) throws(PDFError) {
        budget = parser.budget
        readable -= parser.position - start
        guard readable >= 0 else {
            throw PDFError(.tooLarge, "the objects of the PDF are too long")
        }
    }

    // MARK: - Streams

    /// A stream's data without its filters.
    ///
    /// - Throws: ``PDFError``.
    mutating func content(_ stream: PDFStream) throws(PDFError) -> [UInt8] {
        let filter = try value(stream.dictionary, "Filter")
        var parameters = try value(stream.dictionary, "DecodeParms")
        if let several = parameters.arrayValue { parameters = try resolve(several.first) }
        let decoded = try PDFFilters.decode(
            stream.data, filter: filter, parameters: parameters, limit: expandable)
        expandable -= decoded.count
        return decoded
    }

    // MARK: - The catalogue

    /// The reference of the document's catalogue and the catalogue itself.
    ///
    /// - Throws: ``PDFError`` (`damaged`) where there is none.
    mutating func catalogue() throws(PDFError) -> (reference: PDFReference, PDFDictionary) {
        guard let root = trailer["Root"]?.referenceValue,
            let catalogue = try load(root).dictionaryValue
        else { throw PDFError(.damaged, "the PDF is damaged: it has no catalogue") }
        return (root, catalogue)
    }
}

extension PDFParser {
    /// Whether the data of a stream come next.
    var isAtStream: Bool {
        var ahead = self
        return ahead.take("stream")
    }

    /// The data of the stream that begins here (ISO 32000-2 §7.3.8.1), which must end where its
    /// length says.
    mutating func streamData(
        length: Int, object number: Int
    ) throws(PDFError) -> ArraySlice<UInt8> {
        guard take("stream") else { throw damaged("object \(number) has no data") }
        if peek() == 0x0D { position += 1 }
        guard peek() == 0x0A else {
            throw damaged("the data of object \(number) do not begin on a line of their own")
        }
        position += 1
        guard length >= 0, length <= bytes.endIndex - position else {
            throw damaged("the data of object \(number) go beyond the end")
        }
        let data = bytes[position..<(position + length)]
        position += length
        guard take("endstream") else {
            throw damaged("the data of object \(number) do not end where its length says")
        }
        return data
    }
}
