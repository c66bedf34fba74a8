/// An object of a PDF (ISO 32000-2 §7.3).
package indirect enum PDFObject: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A number with a point, as it is written.
    case real(String)
    /// A string's bytes, whichever way they were written.
    case string([UInt8])
    /// A name without its slash; bytes beyond ASCII as the scalars of the same numbers.
    case name(String)
    case array([PDFObject])
    case dictionary(PDFDictionary)
    case reference(PDFReference)
    /// Stands only as an indirect object of its own.
    case stream(PDFStream)

    var integerValue: Int? { if case .integer(let value) = self { value } else { nil } }
    var nameValue: String? { if case .name(let value) = self { value } else { nil } }
    var stringValue: [UInt8]? { if case .string(let value) = self { value } else { nil } }
    var arrayValue: [PDFObject]? { if case .array(let value) = self { value } else { nil } }
    var dictionaryValue: PDFDictionary? {
        if case .dictionary(let value) = self { value } else { nil }
    }
    var referenceValue: PDFReference? {
        if case .reference(let value) = self { value } else { nil }
    }
    var streamValue: PDFStream? { if case .stream(let value) = self { value } else { nil } }
}

/// Names an indirect object.
package struct PDFReference: Sendable, Hashable {
    let number: Int
    var generation = 0

    package init(number: Int, generation: Int = 0) {
        self.number = number
        self.generation = generation
    }
}

/// A dictionary in the order in which it was written.
package struct PDFDictionary: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    private(set) var entries: [Entry]

    struct Entry: Sendable, Equatable {
        let key: String
        var value: PDFObject
    }

    init(_ entries: [Entry] = []) { self.entries = entries }

    package init(dictionaryLiteral elements: (String, PDFObject)...) {
        entries = elements.map { Entry(key: $0.0, value: $0.1) }
    }

    /// The value of a key; of one that stands twice, the last. Nil takes it out.
    package subscript(key: String) -> PDFObject? {
        get { entries.last { $0.key == key }?.value }
        set {
            guard let newValue else { return entries.removeAll { $0.key == key } }
            if let place = entries.lastIndex(where: { $0.key == key }) {
                entries[place].value = newValue
            } else {
                entries.append(Entry(key: key, value: newValue))
            }
        }
    }
}

/// A stream: its dictionary and its data as they are in the file, still under their filters.
package struct PDFStream: Sendable, Equatable {
    var dictionary: PDFDictionary
    var data: ArraySlice<UInt8>
}
