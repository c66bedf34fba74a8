/// A country or territory of ISO 3166-1.
public struct Country: Hashable, Sendable {
    /// Two capital letters, such as `KE`.
    public let alpha2: String
    /// Three capital letters, such as `KEN`.
    public let alpha3: String
    /// Its short name, in the languages for which one is known.
    public let name: LocalizedText
    /// The code of its main currency, or nil where it has none.
    public let currency: String?

    /// A country as the reference table has it.
    public init(alpha2: String, alpha3: String, name: LocalizedText, currency: String?) {
        self.alpha2 = alpha2
        self.alpha3 = alpha3
        self.name = name
        self.currency = currency
    }
}
