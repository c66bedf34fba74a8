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

    /// Reads a share in per cent as people write it, such as `50%`, `12.5 %` or `33.33%`; nil for
    /// other texts, more than two decimals, and more than the whole.
    public init?(percent text: String) {
        guard text.hasSuffix("%") else { return nil }
        let number = text.dropLast().last == " " ? text.dropLast(2) : text.dropLast()
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...3).contains(parts[0].count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(ASCII.isDigit) }),
            parts.count == 1 || parts[1].count <= 2, let whole = Int(parts[0])
        else { return nil }
        let fraction = parts.count == 1 ? "00" : (parts[1] + "0").prefix(2)
        guard let hundredths = Int(fraction) else { return nil }
        self.init(whole * 100 + hundredths)
    }

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
