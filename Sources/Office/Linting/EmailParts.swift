import CertAuthority
internal import LinkedData

/// An address taken apart, for comparing it with others.
struct EmailParts {
    private let local: [UInt8]
    private let domain: [UInt8]

    init(_ email: String) {
        let bytes = email.utf8.map { ASCII.isCapital($0) ? $0 | 0x20 : $0 }
        let at = bytes.lastIndex(of: UInt8(ascii: "@")) ?? bytes.endIndex
        local = Array(bytes[..<at])
        domain = Array(bytes[at...])
    }

    /// True for the same address in any letter case.
    func isSame(as other: EmailParts) -> Bool { local == other.local && domain == other.domain }

    /// A number for the part before the @ without points and without what follows a plus; nil
    /// where that says nothing of a person.
    var key: UInt64? {
        let plain = local.prefix { $0 != UInt8(ascii: "+") }.filter { $0 != UInt8(ascii: ".") }
        guard plain.count >= 5, plain.contains(where: ASCII.isLetter),
            !Self.offices.contains(where: { $0.utf8.elementsEqual(plain) })
        else { return nil }
        return plain.reduce(0) { Hash64.adding(UInt64($1), to: $0) }
    }

    private static let offices = [
        "admin", "office", "contact", "training", "school", "principal", "secretary", "learning",
        "students", "student", "enquiries", "hello", "webmaster", "support",
    ]

    /// True where one letter, not a digit, makes the difference before the same domain.
    func isMistyped(_ other: EmailParts) -> Bool {
        domain == other.domain && local.count >= 5 && SmallChange.isOneLetter(local, other.local)
    }
}

/// Differences of one keystroke.
enum SmallChange {
    /// True where one letter is another, missing or one too many, or two neighbours are swapped.
    static func isOne(_ left: String, _ right: String) -> Bool {
        isOne(Array(left.unicodeScalars), Array(right.unicodeScalars)) != nil
    }

    /// The same for bytes, where a digit is never the difference: numbers are counted on.
    static func isOneLetter(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard let changed = isOne(left, right) else { return false }
        return changed.allSatisfy { !ASCII.isDigit($0) }
    }

    /// The elements that make the difference, or nil where it is none or more than one.
    private static func isOne<Element: Equatable>(
        _ left: [Element], _ right: [Element]
    ) -> [Element]? {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard long.count - short.count <= 1 else { return nil }
        guard let first = short.indices.first(where: { short[$0] != long[$0] }) else {
            return long.count > short.count ? [long[short.count]] : nil
        }
        if long.count > short.count {
            return short[first...].elementsEqual(long[(first + 1)...]) ? [long[first]] : nil
        }
        if short[(first + 1)...].elementsEqual(long[(first + 1)...]) {
            return [short[first], long[first]]
        }
        guard first + 1 < short.count, short[first] == long[first + 1],
            short[first + 1] == long[first],
            short[(first + 2)...].elementsEqual(long[(first + 2)...])
        else { return nil }
        return [short[first], short[first + 1]]
    }
}
