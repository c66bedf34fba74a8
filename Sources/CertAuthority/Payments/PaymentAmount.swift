internal import LinkedData

/// Reads an amount as a bank writes it, by a mapping: with a mark between thousands, a sign, a
/// currency's symbol.
struct PaymentAmount {
    private let mapping: PaymentMapping

    init(_ mapping: PaymentMapping) { self.mapping = mapping }

    /// What to write where an amount cannot be read.
    var remedy: String {
        var parts = ["digits and a decimal \(mapping.decimals.rawValue)"]
        if mapping.thousands != .none {
            parts.append("thousands apart by \(mapping.thousands.rawValue)")
        }
        if !mapping.symbols.isEmpty {
            parts.append("one of \(mapping.symbols.joined(separator: " "))")
        }
        let more =
            mapping.thousands == .none || mapping.symbols.isEmpty
            ? "; the mapping's thousands: and symbols: say what else may stand there" : ""
        return "write \(parts.joined(separator: ", ")), nothing else\(more)"
    }

    /// The amount.
    ///
    /// - Throws: `MoneyError`, also for what nobody pays.
    func read(_ text: String, _ currency: Currency) throws(MoneyError) -> Money {
        var rest = Array(text.unicodeScalars)[...]
        var isNegative = false
        takeSign(&rest, &isNegative)
        takeSymbol(&rest)
        takeSign(&rest, &isNegative)
        guard let digits = digits(rest) else { throw .malformed(text) }
        let plain = (isNegative ? "-" : "") + Self.withoutZeros(digits, currency)
        do throws(MoneyError) {
            return try Money(decimal: plain, currency).plausible()
        } catch .malformed {
            throw .malformed(text)
        }
    }

    private func takeSign(_ rest: inout ArraySlice<Unicode.Scalar>, _ isNegative: inout Bool) {
        guard let first = rest.first, first == "+" || first == "-" || first == "\u{2212}" else {
            return
        }
        isNegative = isNegative || first != "+"
        rest = rest.dropFirst()
    }

    /// Takes a symbol at either end away, with the blanks between it and the digits.
    private func takeSymbol(_ rest: inout ArraySlice<Unicode.Scalar>) {
        for symbol in mapping.symbols.sorted(by: { $0.utf8.count > $1.utf8.count }) {
            let scalars = Array(symbol.unicodeScalars)
            if rest.starts(with: scalars) {
                rest = rest.dropFirst(scalars.count).drop(while: Self.isBlank)
                return
            }
            if rest.suffix(scalars.count).elementsEqual(scalars) {
                rest = rest.dropLast(scalars.count)
                while let last = rest.last, Self.isBlank(last) { rest.removeLast() }
                return
            }
        }
    }

    /// Digits with a decimal point at most; nil where marks stand where none can.
    private func digits(_ text: ArraySlice<Unicode.Scalar>) -> String? {
        let decimal: Unicode.Scalar = mapping.decimals == .comma ? "," : "."
        let parts = text.split(separator: decimal, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        let groups = parts[0].split(
            omittingEmptySubsequences: false, whereSeparator: isThousandsMark)
        // The last group has three digits; in India those before it have two.
        guard let last = groups.last, let first = groups.first,
            groups.count == 1
                || last.count == 3 && (1...3).contains(first.count)
                    && groups.dropFirst().dropLast().allSatisfy({ (2...3).contains($0.count) })
        else { return nil }
        let all = [groups.flatMap(Array.init)] + parts.dropFirst().map(Array.init)
        guard all.joined().allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return all.map { String(String.UnicodeScalarView($0)) }.joined(separator: ".")
    }

    private func isThousandsMark(_ scalar: Unicode.Scalar) -> Bool {
        switch mapping.thousands {
        case .none: false
        case .point: scalar == "."
        case .comma: scalar == ","
        case .apostrophe: scalar == "'" || scalar == "\u{2019}"
        case .space: Self.isBlank(scalar)
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .spaceSeparator
    }

    /// Without zeros beyond the currency's digits: exports write `2500.00` for yen too.
    private static func withoutZeros(_ text: String, _ currency: Currency) -> String {
        var bytes = Array(text.utf8)
        guard let point = bytes.firstIndex(of: UInt8(ascii: ".")), point + 1 < bytes.count else {
            return text
        }
        while bytes.count - point - 1 > currency.digits, bytes.last == UInt8(ascii: "0") {
            bytes.removeLast()
        }
        if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
