/// What a reader's software accepts, each with how much it is liked: the value of `Accept`,
/// `Accept-Language` or `Accept-Encoding` (RFC 9110 §12.4.2, §12.5).
package struct QualityList: Sendable {
    /// One member of the list.
    package struct Range: Sendable, Equatable {
        /// What is accepted, as it was written: a media range, a language range or a coding.
        package let name: String
        /// In thousandths, from 0 for what is not accepted to 1000.
        package let weight: Int
        /// Whether something else than the weight is said of it.
        package let hasParameters: Bool
    }

    /// The members in their order; those whose weight is malformed are passed over.
    package let ranges: [Range]

    /// Longer lists are a stranger's whim.
    private static let limit = 32

    /// Reads the value of such a header; nil where there is none. Only the first 32 members count.
    package init(_ header: String?) {
        ranges = (header ?? "").utf8.split(separator: UInt8(ascii: ",")).prefix(Self.limit)
            .compactMap(Self.range)
    }

    private static func range(_ member: Substring.UTF8View) -> Range? {
        var parts = member.split(separator: UInt8(ascii: ";"))[...]
        guard let name = parts.popFirst().map(trimmed), !name.isEmpty else { return nil }
        for (place, part) in parts.enumerated() {
            let parameter = trimmed(part)
            guard let letter = parameter.first, letter | 0x20 == UInt8(ascii: "q"),
                parameter.dropFirst().first == UInt8(ascii: "=")
            else { continue }
            return weight(parameter.dropFirst(2)).map {
                Range(name: text(name), weight: $0, hasParameters: place > 0 || parts.count > 1)
            }
        }
        return Range(name: text(name), weight: 1000, hasParameters: !parts.isEmpty)
    }

    /// `0.8` as 800: up to three decimals, at most 1.
    private static func weight(_ value: Substring.UTF8View) -> Int? {
        let bytes = Array(value)
        guard (1...5).contains(bytes.count), bytes.count < 2 || bytes[1] == UInt8(ascii: ".")
        else { return nil }
        var weight = 0
        for place in [0, 2, 3, 4] {
            let byte = place < bytes.count ? bytes[place] : UInt8(ascii: "0")
            guard ASCII.isDigit(byte) else { return nil }
            weight = weight * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return weight <= 1000 ? weight : nil
    }

    private static func text(_ bytes: Substring.UTF8View) -> String { String(Substring(bytes)) }

    private static func trimmed(_ bytes: Substring.UTF8View) -> Substring.UTF8View {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 9 }
        var rest = bytes.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }
}
