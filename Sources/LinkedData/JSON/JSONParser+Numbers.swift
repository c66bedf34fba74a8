extension JSONParser {
    /// Reads a number (RFC 8259 §6) as the nearest double.
    mutating func number() throws(JSONError) -> Double {
        let start = position
        let negative = peek == UInt8(ascii: "-")
        if negative { position += 1 }
        let integerStart = position
        if peek == UInt8(ascii: "0") { position += 1 } else { try digits() }
        let integerEnd = position
        if peek == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let exactDigits = 15
        if position == integerEnd, integerEnd - integerStart <= exactDigits {
            var integer = 0
            for byte in bytes[integerStart..<integerEnd] {
                integer = integer * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return negative ? -Double(integer) : Double(integer)
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw JSONError(.numberRange, "the number is beyond a double's range", offset: start)
        }
        return value
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            position += 1
        }
        guard position > start else { throw fault("a digit belongs here") }
    }
}
