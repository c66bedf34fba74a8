/// An amount in the minor units of one currency, exact.
public struct Money: Hashable, Sendable {
    /// The amount in minor units: cents for USD, whole francs for XOF.
    public let minorUnits: Int64
    /// The currency.
    public let currency: Currency

    /// So many minor units of a currency.
    public init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Nothing, in a currency.
    public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency) }

    /// The most that one payment, one price or one gift can plausibly be, in minor units: a
    /// thousand million of a currency with two decimals. What is beyond is refused where it is
    /// written down, and not counted where a store has it from before, so that no sum of fewer than
    /// ninety million amounts overflows.
    public static let mostPlausible: Int64 = 100_000_000_000

    /// True for an amount that nobody pays: beyond ``mostPlausible``, on either side of zero.
    public var isImplausible: Bool { minorUnits.magnitude > UInt64(Self.mostPlausible) }

    /// True when nothing is owed.
    public var isZero: Bool { minorUnits == 0 }

    /// The sum.
    ///
    /// - Throws: `MoneyError.mixedCurrencies` or `.overflow`.
    public func adding(_ other: Money) throws(MoneyError) -> Money {
        try requireSameCurrency(other)
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        if overflow { throw .overflow }
        return Money(minorUnits: sum, currency)
    }

    /// The difference, which may be negative.
    ///
    /// - Throws: `MoneyError.mixedCurrencies` or `.overflow`.
    public func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try requireSameCurrency(other)
        let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        if overflow { throw .overflow }
        return Money(minorUnits: difference, currency)
    }

    /// True when this is less than the other.
    ///
    /// - Throws: `MoneyError.mixedCurrencies`.
    public func isLess(than other: Money) throws(MoneyError) -> Bool {
        try requireSameCurrency(other)
        return minorUnits < other.minorUnits
    }

    /// A share of this amount, rounded once to whole minor units.
    ///
    /// - Throws: `MoneyError.overflow` where the result does not fit.
    public func share(_ share: BasisPoints, rounding: Rounding) throws(MoneyError) -> Money {
        // The product of two 64-bit numbers is exact in 128 bits, and so is its remainder.
        let product = Int128(minorUnits) * Int128(share.value)
        return try exact(rounding.divide(product, by: Int128(BasisPoints.whole.value)))
    }

    /// This amount rounded to what can be paid in coins: 5 for CHF 0.05, 100 for whole SEK.
    ///
    /// - Parameter step: The smallest amount that can be paid, in minor units; 1 or more.
    /// - Throws: `MoneyError.overflow` where the result does not fit.
    public func rounded(toMultipleOf step: Int64, rounding: Rounding) throws(MoneyError) -> Money {
        let step = Int128(max(step, 1))
        return try exact(rounding.divide(Int128(minorUnits), by: step) * step)
    }

    /// The sum of amounts in one currency; nothing, where there are none.
    ///
    /// - Throws: `MoneyError.mixedCurrencies`, or `.overflow` where the result does not fit, whatever
    ///   the order of the amounts.
    public static func sum(
        _ amounts: some Sequence<Money>, in currency: Currency
    ) throws(MoneyError) -> Money {
        var units: Int128 = 0
        for amount in amounts {
            try zero(currency).requireSameCurrency(amount)
            units += Int128(amount.minorUnits)
        }
        return try zero(currency).exact(units)
    }

    /// This amount, if it is one that somebody may pay.
    ///
    /// - Throws: `MoneyError.implausible`.
    public func plausible() throws(MoneyError) -> Money {
        guard isImplausible else { return self }
        throw .implausible(most: "\(Money(minorUnits: Self.mostPlausible, currency))")
    }

    private func exact(_ units: Int128) throws(MoneyError) -> Money {
        guard let units = Int64(exactly: units) else { throw .overflow }
        return Money(minorUnits: units, currency)
    }

    private func requireSameCurrency(_ other: Money) throws(MoneyError) {
        guard currency == other.currency else {
            throw .mixedCurrencies(currency.code, other.currency.code)
        }
    }
}

extension Money: CustomStringConvertible {
    /// The code and the exact decimal amount, such as `USD 120.00`, `XOF 72000` or `KWD -0.500`.
    public var description: String { "\(currency.code) \(decimal)" }

    /// The exact amount in major units with all digits of the currency, such as `120.00`.
    public var decimal: String { Self.decimal(Int128(minorUnits), currency) }

    /// The same of a sum of any size, in minor units.
    package static func decimal(_ units: Int128, _ currency: Currency) -> String {
        let digits = String(units.magnitude)
        let sign = units < 0 ? "-" : ""
        guard currency.digits > 0 else { return sign + digits }
        let padding = max(0, currency.digits + 1 - digits.utf8.count)
        let padded = String(repeating: "0", count: padding) + digits
        return sign + padded.dropLast(currency.digits) + "." + padded.suffix(currency.digits)
    }

    /// Reads an exact decimal such as `120`, `120.5` or `-0.50`: ASCII digits, at most as many after
    /// the point as the currency has, no grouping, no exponent.
    ///
    /// - Throws: `MoneyError.malformed`, `.tooManyDigits` or `.overflow`.
    public init(decimal text: String, _ currency: Currency) throws(MoneyError) {
        var bytes = Array(text.utf8)[...]
        let negative = bytes.first == UInt8(ascii: "-")
        if negative { bytes.removeFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
            parts.allSatisfy({ $0.allSatisfy(ASCII.isDigit) })
        else { throw .malformed(text) }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        guard fraction.count <= currency.digits else {
            throw .tooManyDigits(text, currency: currency.code, digits: currency.digits)
        }
        let zeros = repeatElement(UInt8(ascii: "0"), count: currency.digits - fraction.count)
        // Digits are taken away from zero on the negative side too, so that Int64.min is reached.
        var units: Int64 = 0
        for digit in Array(parts[0]) + fraction + zeros {
            let value = Int64(digit - UInt8(ascii: "0"))
            let (tenfold, overflowed) = units.multipliedReportingOverflow(by: 10)
            let (next, overflowedAgain) = tenfold.addingReportingOverflow(negative ? -value : value)
            if overflowed || overflowedAgain { throw .overflow }
            units = next
        }
        self.init(minorUnits: units, currency)
    }
}

/// Why a sum of money could not be worked out or read.
public enum MoneyError: Error, Hashable, Sendable {
    /// Amounts of two currencies met; the codes.
    case mixedCurrencies(String, String)
    /// The amount does not fit into 64 bits of minor units.
    case overflow
    /// The text is not a plain decimal number.
    case malformed(String)
    /// More than anybody pays; the most, such as `USD 1000000000.00`.
    case implausible(most: String)
    /// The text has more decimal digits than the currency.
    case tooManyDigits(String, currency: String, digits: Int)
}

extension MoneyError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .mixedCurrencies(let left, let right):
            "amounts in \(left) and \(right) cannot be combined"
        case .overflow: "the amount is too large"
        case .implausible(let most): "the amount exceeds \(most), the largest plausible payment"
        case .malformed(let text):
            "\"\(text)\" is not an amount; write plain digits such as 120 or 120.50"
        case .tooManyDigits(let text, let currency, let digits):
            "\"\(text)\" has more decimals than \(currency) has (\(digits))"
        }
    }
}
