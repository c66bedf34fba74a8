/// Writes objects and the tables that find them (ISO 32000-2 §7.5).
///
/// The same objects in the same order give the same bytes.
package struct PDFWriter {
    package private(set) var bytes: [UInt8]
    private var offsets: [(number: Int, generation: Int, offset: Int)] = []

    /// Begins a new file of that version, such as `1.7`.
    package init(version: String) {
        // Four bytes beyond ASCII tell that the file is binary.
        bytes = Array("%PDF-\(version)\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    }

    /// Goes on after an existing file, as an incremental update (ISO 32000-2 §7.5.6).
    init(updating file: [UInt8]) {
        bytes = file
        if bytes.last != 0x0A { bytes.append(0x0A) }
    }

    /// Writes an indirect object.
    package mutating func add(_ reference: PDFReference, _ object: PDFObject) {
        begin(reference)
        write(object)
        end()
    }

    /// Writes an indirect object of ready bytes.
    ///
    /// - Returns: Where these begin.
    @discardableResult
    package mutating func add(_ reference: PDFReference, raw: [UInt8]) -> Int {
        begin(reference)
        let place = bytes.count
        bytes += raw
        end()
        return place
    }

    private mutating func begin(_ reference: PDFReference) {
        offsets.append((reference.number, reference.generation, bytes.count))
        bytes += "\(reference.number) \(reference.generation) obj\n".utf8
    }

    private mutating func end() { bytes += "\nendobj\n".utf8 }

    /// Writes the table and the trailer.
    ///
    /// - Parameter trailer: All but `/Size`; with `/Prev` in an update.
    package mutating func finish(_ trailer: PDFDictionary, size: Int) {
        let start = bytes.count
        bytes += "xref\n".utf8
        let isUpdate = trailer["Prev"] != nil
        if !isUpdate { offsets.insert((0, 65_535, 0), at: 0) }
        offsets.sort { $0.number < $1.number }
        var first = 0
        while first < offsets.count {
            var last = first
            while last + 1 < offsets.count, offsets[last + 1].number == offsets[last].number + 1 {
                last += 1
            }
            bytes += "\(offsets[first].number) \(last - first + 1)\n".utf8
            for place in offsets[first...last] {
                bytes += Self.padded(place.offset, 10)
                bytes.append(0x20)
                bytes += Self.padded(place.generation, 5)
                bytes += (place.number == 0 ? " f \n" : " n \n").utf8
            }
            first = last + 1
        }
        var trailer = trailer
        trailer["Size"] = .integer(size)
        bytes += "trailer\n".utf8
        write(.dictionary(trailer))
        bytes += "\nstartxref\n\(start)\n%%EOF\n".utf8
    }

    /// Writes an object by itself.
    mutating func append(_ object: PDFObject) { write(object) }

    /// Puts other bytes in the place of as many.
    package mutating func replace(at place: Int, with other: [UInt8]) {
        bytes.replaceSubrange(place..<(place + other.count), with: other)
    }

    private static func padded(_ number: Int, _ width: Int) -> [UInt8] {
        let digits = Array(String(number).utf8)
        return [UInt8](repeating: 0x30, count: max(0, width - digits.count)) + digits
    }

    // MARK: - Objects

    private mutating func write(_ object: PDFObject) {
        switch object {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .real(let text): bytes += text.utf8
        case .string(let content): write(string: content)
        case .name(let name): write(name: name)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(0x20) }
                write(item)
            }
            bytes.append(UInt8(ascii: "]"))
        case .dictionary(let dictionary): write(dictionary)
        case .reference(let reference):
            bytes += "\(reference.number) \(reference.generation) R".utf8
        case .stream(let stream):
            var dictionary = stream.dictionary
            dictionary["Length"] = .integer(stream.data.count)
            write(dictionary)
            bytes += "\nstream\n".utf8
            bytes += stream.data
            bytes += "\nendstream".utf8
        }
    }

    private mutating func write(_ dictionary: PDFDictionary) {
        bytes += "<<".utf8
        for (index, entry) in dictionary.entries.enumerated() {
            if index > 0 { bytes.append(0x20) }
            write(name: entry.key)
            bytes.append(0x20)
            write(entry.value)
        }
        bytes += ">>".utf8
    }

    private mutating func write(name: String) {
        bytes.append(UInt8(ascii: "/"))
        for scalar in name.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "#"), !PDFParser.isDelimiter(byte)
            {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "#"))
                bytes += Self.hexadecimal([byte])
            }
        }
    }

    /// Between brackets where it is text, in hexadecimal where not.
    private mutating func write(string content: [UInt8]) {
        guard content.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            bytes.append(UInt8(ascii: "<"))
            bytes += Self.hexadecimal(content)
            return bytes.append(UInt8(ascii: ">"))
        }
        bytes.append(UInt8(ascii: "("))
        for byte in content {
            if [UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\")].contains(byte) {
                bytes.append(UInt8(ascii: "\\"))
            }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: ")"))
    }

    package static func hexadecimal(_ content: some Sequence<UInt8>) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return content.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
