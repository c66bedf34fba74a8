/// A currency of ISO 4217.
public struct Currency: Hashable, Sendable {
    /// The alphabetic code, three capital letters, such as `XOF`.
    public let code: String
    /// How many decimal digits the minor unit has: 0 (XOF), 2 (CHF), 3 (KWD), rarely 4.
    public let digits: Int

    /// A currency, or nil when the code is not three capital letters or the digits are not 0 to 4.
    public init?(code: String, digits: Int) {
        let bytes = Array(code.utf8)
        guard bytes.count == 3, bytes.allSatisfy(ASCII.isCapital), (0...4).contains(digits) else {
            return nil
        }
        self.code = code
        self.digits = digits
    }
}

extension Currency: CustomStringConvertible {
    /// The code.
    public var description: String { code }
}
