/// The little of ASN.1's distinguished encoding (X.690 §10) that keys, signatures and certificates
/// need.
enum DER {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let null: UInt8 = 0x05
    static let objectIdentifier: UInt8 = 0x06
    static let utf8String: UInt8 = 0x0C
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31

    /// A context-specific tag.
    static func context(_ number: UInt8, constructed: Bool) -> UInt8 {
        (constructed ? 0xA0 : 0x80) | number
    }

    /// One element: tag, shortest length, contents.
    static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        var output: [UInt8] = [tag]
        switch contents.count {
        case ..<0x80: output.append(UInt8(contents.count))
        case ..<0x100: output += [0x81, UInt8(contents.count)]
        case ..<0x1_0000:
            output += [0x82, UInt8(contents.count >> 8), UInt8(contents.count & 0xFF)]
        default:
            output += [
                0x83, UInt8(truncatingIfNeeded: contents.count >> 16),
                UInt8(truncatingIfNeeded: contents.count >> 8),
                UInt8(truncatingIfNeeded: contents.count),
            ]
        }
        return output + contents
    }

    /// A SEQUENCE of ready elements.
    static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(sequence, Array(elements.joined()))
    }

    /// A SET OF ready elements, in the order that distinguished encoding asks for (X.690 §11.6).
    static func set(_ elements: [[UInt8]], tag: UInt8 = set) -> [UInt8] {
        element(tag, Array(elements.sorted { $0.lexicographicallyPrecedes($1) }.joined()))
    }

    /// An OBJECT IDENTIFIER.
    static func identifier(_ arcs: [UInt64]) -> [UInt8] {
        element(objectIdentifier, identifierContents(arcs))
    }

    /// The contents of an OBJECT IDENTIFIER of at least two arcs.
    static func identifierContents(_ arcs: [UInt64]) -> [UInt8] {
        ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap { arc in
            var digits = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                digits.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
                rest >>= 7
            }
            return digits
        }
    }

    /// An INTEGER that is not negative, from big-endian bytes of any length.
    static func unsigned(_ magnitude: some Collection<UInt8>) -> [UInt8] {
        var contents = Array(magnitude.drop { $0 == 0 })
        if contents.isEmpty || contents[0] >= 0x80 { contents.insert(0, at: 0) }
        return element(integer, contents)
    }
}

/// Reads distinguished encoding from front to back; nil wherever the bytes are anything else.
struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }
    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// True when nothing is left.
    var isAtEnd: Bool { rest.isEmpty }

    /// The contents of the next element, which must have that tag and the shortest length form.
    mutating func element(_ tag: UInt8) -> ArraySlice<UInt8>? {
        guard rest.popFirst() == tag, let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard count == 1 || count == 2, rest.count >= count else { return nil }
            length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(count)
            guard length >= (count == 1 ? 0x80 : 0x100) else { return nil }
        }
        guard rest.count >= length else { return nil }
        let contents = rest.prefix(length)
        rest = rest.dropFirst(length)
        return contents
    }

    /// The next element's tag, if there is one.
    var nextTag: UInt8? { rest.first }

    /// The next element with its tag and length, whatever it is.
    mutating func whole() -> ArraySlice<UInt8>? {
        let before = rest
        guard let tag = rest.first, let contents = element(tag) else { return nil }
        return before[before.startIndex..<contents.endIndex]
    }

    /// A reader of the contents of the next element, a SEQUENCE.
    mutating func sequence() -> DERReader? { element(DER.sequence).map(DERReader.init) }

    /// The magnitude, without leading zeros, of the next element: an INTEGER that is not negative
    /// and has no needless leading byte.
    mutating func unsigned() -> ArraySlice<UInt8>? {
        guard let contents = element(DER.integer), let first = contents.first, first < 0x80 else {
            return nil
        }
        guard first == 0 else { return contents }
        let magnitude = contents.dropFirst()
        guard magnitude.isEmpty || magnitude[magnitude.startIndex] >= 0x80 else { return nil }
        return magnitude
    }
}
