import LinkedData

extension SeededGenerator {
    /// A random value, with awkward names, strings and numbers in it.
    mutating func json(depth: Int = 4) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return .number(number())
        case 3, 4: return .string(text())
        case 5:
            return .array(
                (0..<Int.random(in: 0...5, using: &self)).map { _ in json(depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...20, using: &self) {
                object[text()] = json(depth: depth - 2)
            }
            return .object(object)
        }
    }

    private mutating func number() -> Double {
        let any = Double(bitPattern: next())
        switch Int.random(in: 0..<3, using: &self) {
        case 0: return Double(Int.random(in: -1000...1000, using: &self))
        case 1: return Double(Int64.random(in: .min ... .max, using: &self))
        default: return any.isFinite ? any : 0
        }
    }

    private mutating func text() -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7F, 0x80...0x7FF, 0xE000...0xFFFF, 0x1_0000...0x10_FFFF,
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &self) {
            let range = ranges[Int.random(in: 0..<ranges.count, using: &self)]
            let value = UInt32.random(in: range, using: &self)
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
