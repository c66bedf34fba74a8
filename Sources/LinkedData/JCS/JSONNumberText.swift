/// Numbers as ECMAScript writes them (ECMA-262 §6.1.6.1.20 `Number::toString`), which RFC 8785
/// §3.2.2.3 takes over.
public enum JSONNumberText {
    /// The shortest text that reads back as the same double; `-0` becomes `0`.
    ///
    /// - Parameter number: A finite number; JSON has no other.
    public static func shortest(_ number: Double) -> String {
        precondition(number.isFinite, "JSON has no text for \(number)")
        if number == 0 { return "0" }
        if let integer = Int64(exactly: number), abs(integer) < 1 << 53 { return String(integer) }
        let (digits, exponent) = decimal(number.magnitude)
        return (number < 0 ? "-" : "") + layOut(digits, exponent: exponent)
    }

    /// The shortest decimal digits `d1 d2 …` and the exponent such that the value is
    /// `0.d1d2… × 10^exponent`. Swift's own description finds the digits; only the lay-out is its
    /// own.
    private static func decimal(_ number: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var exponent = 0
        var fraction = false
        var scientific = 0
        let text = Array(number.description.utf8)
        for (index, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                fraction = true
            } else if byte == UInt8(ascii: "e") {
                scientific = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
                if !fraction { exponent += 1 }
            }
        }
        let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leadingZeros)
        exponent -= leadingZeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, exponent + scientific)
    }

    private static func layOut(_ digits: [UInt8], exponent: Int) -> String {
        let text = String(decoding: digits, as: UTF8.self)
        let count = digits.count
        if count <= exponent, exponent <= 21 {
            return text + String(repeating: "0", count: exponent - count)
        }
        if exponent > 0, exponent <= 21 {
            return text.prefix(exponent) + "." + text.dropFirst(exponent)
        }
        if exponent > -6, exponent <= 0 {
            return "0." + String(repeating: "0", count: -exponent) + text
        }
        let power = exponent - 1
        let mantissa = count == 1 ? text : text.prefix(1) + "." + text.dropFirst(1)
        return mantissa + "e" + (power < 0 ? "-" : "+") + String(power.magnitude)
    }
}
