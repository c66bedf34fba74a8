/// A number of things in English: "1 certificate", "2 certificates", "0 certificates". What is
/// said in other languages has the plural forms of ``Wording``.
public struct Count: Sendable, CustomStringConvertible {
    private let number: Int64
    private let one: String
    private let many: String

    /// - Parameters:
    ///   - one: What stands behind 1: a noun, perhaps with its verb.
    ///   - many: What stands behind every other number; a noun's regular plural where it is left out.
    public init(_ number: some FixedWidthInteger, _ one: String, _ many: String? = nil) {
        self.number = Int64(clamping: number)
        self.one = one
        self.many = many ?? Self.plural(one)
    }

    /// The number and the noun.
    public var description: String { "\(number) \(number == 1 ? one : many)" }

    private static func plural(_ noun: String) -> String {
        let vowels = "aeiou"
        if noun.last == "y", let before = noun.dropLast().last, !vowels.contains(before) {
            return noun.dropLast() + "ies"
        }
        return noun + (["s", "x", "ch", "sh"].contains { noun.hasSuffix($0) } ? "es" : "s")
    }
}
