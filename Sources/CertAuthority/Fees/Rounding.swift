/// A share in hundredths of a per cent: 10,000 is the whole, 2,500 a quarter.
public struct BasisPoints: Hashable, Sendable {
    /// The share, 0 to 10,000.
    public let value: Int

    /// A share, or nil outside 0 to 10,000.
    public init?(_ value: Int) {
        guard (0...10_000).contains(value) else { return nil }
        self.value = value
    }

    private init(unchecked value: Int) { self.value = value }

    /// All of it.
    public static let whole = BasisPoints(unchecked: 10_000)
}

extension BasisPoints: CustomStringConvertible {
    /// The share in per cent, such as `25 %` or `12.5 %`.
    public var description: String {
        let (percent, rest) = value.quotientAndRemainder(dividingBy: 100)
        guard rest > 0 else { return "\(percent) %" }
        let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
        return "\(percent).\(digits) %"
    }
}

/// What becomes of a fraction of a minor unit, or of a coin.
public enum Rounding: String, CaseIterable, Sendable {
    /// To the nearest unit; a half to the even neighbour.
    case halfEven = "half-even"
    /// To the nearest unit; a half away from zero.
    case halfUp = "half-up"

    /// The nearest whole quotient; a half goes as this says. The divisor is positive.
    func divide(_ dividend: Int128, by divisor: Int128) -> Int128 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        let doubled = remainder.magnitude * 2
        guard doubled >= divisor.magnitude else { return quotient }
        if doubled == divisor.magnitude, self == .halfEven, quotient.isMultiple(of: 2) {
            return quotient
        }
        return quotient + remainder.signum()
    }
}
