/// Where the objects of a PDF are (ISO 32000-2 §7.5.4 to §7.5.8), newest revision first.
struct PDFCrossReferences {
    enum Entry: Equatable {
        case free
        case offset(Int, generation: Int)
        case compressed(stream: Int, index: Int)
    }

    /// By object number.
    private(set) var entries: [Int: Entry] = [:]
    /// The trailer of the newest revision.
    private(set) var trailer: PDFDictionary = [:]
    /// Where the newest section begins.
    private(set) var start = 0
    /// Whether the newest section is a table, not a stream.
    private(set) var isTable = true

    private let bytes: [UInt8]
    private let limits: PDFLimits
    private var read = 0
    /// Bytes that may still be parsed, so that tables do not share one long text.
    private var readable: Int
    private var expandable: Int

    /// Reads all sections of a PDF.
    ///
    /// - Throws: ``PDFError``.
    init(_ bytes: [UInt8], _ limits: PDFLimits) throws(PDFError) {
        self.bytes = bytes
        self.limits = limits
        readable = 2 * limits.bytes
        expandable = limits.expanded
        var next: Int? = try Self.startOffset(bytes)
        start = next ?? 0
        var seen: Set<Int> = []
        while let offset = next {
            guard seen.insert(offset).inserted else {
                throw PDFError(
                    .damaged, "the PDF is damaged: its cross-reference tables go round in a circle")
            }
            guard seen.count <= limits.revisions else {
                throw PDFError(.tooLarge, "the PDF has more than \(limits.revisions) revisions")
            }
            let isNewest = seen.count == 1
            let section = try section(at: offset, isNewest: isNewest)
            if isNewest { trailer = section }
            if section["Encrypt"] != nil, section["Encrypt"] != .null {
                throw PDFError(
                    .encrypted, "the PDF is encrypted; save it without protection and try again")
            }
            next = try Self.offset(section["Prev"])
        }
    }

    private static func offset(_ object: PDFObject?) throws(PDFError) -> Int? {
        switch object {
        case nil, .null: return nil
        case .integer(let value) where value >= 0: return value
        default:
            throw PDFError(.damaged, "the PDF is damaged: /Prev of a trailer is no offset")
        }
    }

    /// What stands after the last `startxref`, which is within the last 2 KiB.
    private static func startOffset(_ bytes: [UInt8]) throws(PDFError) -> Int {
        let keyword = Array("startxref".utf8)
        var place = bytes.count - keyword.count
        let earliest = max(0, bytes.count - 2048)
        while place >= earliest {
            if bytes[place..<(place + keyword.count)].elementsEqual(keyword) {
                var parser = PDFParser(
                    bytes[...], at: place + keyword.count, budget: 1, depth: 1)
                guard let offset = parser.unsigned(), offset < bytes.count else { break }
                return offset
            }
            place -= 1
        }
        throw PDFError(
            .damaged,
            "the PDF is damaged: it does not end with the place of its tables; "
                + "it may be cut short")
    }

    /// Reads one section.
    ///
    /// - Returns: Its trailer.
    private mutating func section(
        at offset: Int, isNewest: Bool
    ) throws(PDFError) -> PDFDictionary {
        guard offset < bytes.count else {
            throw PDFError(.damaged, "the PDF is damaged: a table is beyond its end")
        }
        var parser = PDFParser(
            bytes[...], at: offset, budget: 10_000, depth: limits.depth)
        guard parser.take("xref") else {
            if isNewest { isTable = false }
            return try stream(at: offset)
        }
        while let first = parser.unsigned() {
            guard let count = parser.unsigned() else {
                throw parser.damaged("a part of a cross-reference table has no length")
            }
            try table(first, count, &parser)
        }
        guard parser.take("trailer"), case .dictionary(let trailer) = try parser.object() else {
            throw parser.damaged("a cross-reference table has no trailer")
        }
        try charge(parser.position - offset)
        // A hybrid file: what its stream adds comes before the previous revision.
        if let hybrid = trailer["XRefStm"] {
            guard case .integer(let offset) = hybrid, (0..<bytes.count).contains(offset) else {
                throw parser.damaged("/XRefStm is no offset")
            }
            _ = try stream(at: offset)
        }
        return trailer
    }

    private mutating func table(
        _ first: Int, _ count: Int, _ parser: inout PDFParser
    ) throws(PDFError) {
        try spend(count)
        for number in first..<(first + count) {
            guard let offset = parser.unsigned(), let generation = parser.unsigned() else {
                throw parser.damaged("a line of a cross-reference table is not two numbers")
            }
            if parser.take("n") {
                add(number, .offset(offset, generation: generation))
            } else if parser.take("f") {
                add(number, .free)
            } else {
                throw parser.damaged("a line of a cross-reference table ends with neither n nor f")
            }
        }
    }

    private mutating func stream(at offset: Int) throws(PDFError) -> PDFDictionary {
        var parser = PDFParser(bytes[...], at: offset, budget: 10_000, depth: limits.depth)
        guard let number = parser.unsigned(), parser.unsigned() != nil, parser.take("obj"),
            case .dictionary(let dictionary) = try parser.object(),
            dictionary["Type"] == .name("XRef"), let length = dictionary["Length"]?.integerValue
        else { throw parser.damaged("there is no cross-reference table or stream") }
        let data = try parser.streamData(length: length, object: number)
        let decoded = try PDFFilters.decode(
            data, filter: dictionary["Filter"] ?? .null,
            parameters: dictionary["DecodeParms"] ?? .null, limit: expandable)
        expandable -= decoded.count
        try charge(parser.position - offset)
        let widths = (dictionary["W"]?.arrayValue ?? []).compactMap(\.integerValue)
        guard widths.count == 3, widths.allSatisfy({ (0...7).contains($0) }),
            let size = dictionary["Size"]?.integerValue, size >= 0
        else { throw parser.damaged("a cross-reference stream has no /W or /Size") }
        let parts = (dictionary["Index"]?.arrayValue ?? [.integer(0), .integer(size)])
            .map { $0.integerValue ?? -1 }
        guard parts.count % 2 == 0, parts.allSatisfy({ $0 >= 0 && $0 <= Int32.max }) else {
            throw parser.damaged("/Index of a cross-reference stream is not pairs")
        }
        let width = widths.reduce(0, +)
        var place = 0
        for pair in stride(from: 0, to: parts.count, by: 2) {
            try spend(parts[pair + 1])
            guard width > 0, place + parts[pair + 1] * width <= decoded.count else {
                throw parser.damaged("a cross-reference stream is too short")
            }
            for number in parts[pair]..<(parts[pair] + parts[pair + 1]) {
                var fields: [Int] = []
                for width in widths {
                    fields.append(
                        decoded[place..<(place + width)].reduce(0) { $0 << 8 | Int($1) })
                    place += width
                }
                switch widths[0] == 0 ? 1 : fields[0] {
                case 0: add(number, .free)
                case 1: add(number, .offset(fields[1], generation: fields[2]))
                case 2: add(number, .compressed(stream: fields[1], index: fields[2]))
                // What is of no known kind is null (ISO 32000-2 table 18).
                default: add(number, .free)
                }
            }
        }
        return dictionary
    }

    private mutating func spend(_ count: Int) throws(PDFError) {
        guard count <= limits.objects - read else {
            throw PDFError(.tooLarge, "the PDF has more than \(limits.objects) objects")
        }
        read += count
    }

    private mutating func charge(_ count: Int) throws(PDFError) {
        guard count <= readable else {
            throw PDFError(.tooLarge, "the tables of the PDF are too long")
        }
        readable -= count
    }

    /// The newer entry stays.
    private mutating func add(_ number: Int, _ entry: Entry) {
        if entries[number] == nil { entries[number] = entry }
    }
}
