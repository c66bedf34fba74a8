/// Compact JSON some of whose strings are filled in later.
public struct JSONTemplate: Sendable {
    /// The document without those strings.
    private let bytes: [UInt8]
    /// Where they stand in the bytes, and which they are.
    private let gaps: [(offset: Int, index: Int)]

    /// A template of a document.
    ///
    /// - Parameters:
    ///   - document: Has a ``Placeholder`` for each string that is filled in.
    ///   - count: How many strings that are.
    /// - Returns: Nil where a placeholder is missing, or is a member's name or part of a text.
    public init?(_ document: JSON, count: Int) {
        var texts: [String] = []
        guard Self.collect(document, &texts) else { return nil }
        let whole = document.compactBytes()
        var bytes: [UInt8] = []
        var gaps: [(offset: Int, index: Int)] = []
        var rest = whole[...]
        // Collected in the order in which they are written.
        for text in texts {
            guard let index = Placeholder.index(text), index < count,
                let range = rest.firstRange(of: Array("\"\(text)\"".utf8))
            else { return nil }
            bytes += rest[..<range.lowerBound]
            gaps.append((bytes.count, index))
            rest = rest[range.upperBound...]
        }
        guard Set(gaps.map(\.index)).count == count else { return nil }
        self.bytes = bytes + rest
        self.gaps = gaps
    }

    /// The document with its strings, in the form of ``JSON/compactBytes()``.
    public func compactBytes(_ values: [String]) -> [UInt8] {
        var writer = JSONWriter(
            capacity: bytes.count + values.reduce(0) { $0 + $1.utf8.count + 2 } + 64)
        var start = 0
        for gap in gaps {
            writer.append(bytes[start..<gap.offset])
            writer.fill(values[gap.index])
            start = gap.offset
        }
        writer.append(bytes[start...])
        return writer.take()
    }

    /// Collects the placeholders; false where one stands where nothing can be filled in.
    private static func collect(_ value: JSON, _ texts: inout [String]) -> Bool {
        switch value {
        case .null, .bool, .number: return true
        case .string(let text):
            if Placeholder.index(text) != nil { texts.append(text) }
            return !Placeholder.isHidden(in: text)
        case .array(let elements): return elements.allSatisfy { collect($0, &texts) }
        case .object(let object):
            return object.members.allSatisfy { member in
                Placeholder.index(member.name) == nil && !Placeholder.isHidden(in: member.name)
                    && collect(member.value, &texts)
            }
        }
    }
}
