/// Numbers as lexical forms of XML Schema datatypes (JSON-LD 1.1 API §8.6).
enum XSDNumberText {
    /// The number as an `xsd:integer`.
    ///
    /// - Parameter number: An integer of a magnitude below 10^21.
    static func integer(_ number: Double) -> String {
        if let small = Int64(exactly: number) { return String(small) }
        let (digits, exponent) = decimalExpansion(number.magnitude)
        let text = String(decoding: digits.prefix(exponent + 1).map { $0 + 48 }, as: UTF8.self)
        return number < 0 ? "-" + text : text
    }

    /// The number as an `xsd:double`: one digit, a point, up to 15 digits, `E` and the exponent,
    /// rounded from the exact value as `printf("%.15E")` rounds it.
    static func double(_ number: Double) -> String {
        guard number != 0 else { return number.sign == .minus ? "-0.0E0" : "0.0E0" }
        var (digits, exponent) = decimalExpansion(number.magnitude)
        if digits.count > 16 {
            let isUp =
                digits[16] > 5
                || digits[16] == 5
                    && (digits[17...].contains { $0 != 0 } || !digits[15].isMultiple(of: 2))
            digits.removeSubrange(16...)
            if isUp, increment(&digits) { exponent += 1 }
        }
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
        if digits.count == 1 { digits.append(0) }
        let text = digits.map { $0 + 48 }
        let mantissa = String(decoding: text[1...], as: UTF8.self)
        return "\(number < 0 ? "-" : "")\(digits[0]).\(mantissa)E\(exponent)"
    }

    /// Adds one to the last digit; true when the number has become a power of ten, the next one.
    private static func increment(_ digits: inout [UInt8]) -> Bool {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return false
            }
            digits[index] = 0
        }
        digits[0] = 1
        return true
    }

    /// All digits of the exact value `d0.d1d2… × 10^exponent`, without leading zeros.
    ///
    /// A double is `m × 2^e`; for a negative `e` that is `m × 5^-e` with the point moved, so one
    /// long multiplication by 2 or 5 gives every digit.
    private static func decimalExpansion(
        _ number: Double
    ) -> (digits: [UInt8], exponent: Int) {
        let isSubnormal = number.isSubnormal
        var mantissa = number.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
        var power = (isSubnormal ? 1 : Int(number.exponentBitPattern)) - 1075
        let zeros = mantissa.trailingZeroBitCount
        mantissa >>= UInt64(zeros)
        power += zeros

        let limbBase: UInt64 = 1_000_000_000
        var limbs: [UInt64] = []
        while mantissa > 0 {
            limbs.append(mantissa % limbBase)
            mantissa /= limbBase
        }
        for _ in 0..<abs(power) {
            var carry: UInt64 = 0
            for index in limbs.indices {
                let product = limbs[index] * (power < 0 ? 5 : 2) + carry
                limbs[index] = product % limbBase
                carry = product / limbBase
            }
            if carry > 0 { limbs.append(carry) }
        }
        var digits: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        digits.reverse()
        return (digits, digits.count - 1 + min(power, 0))
    }
}
