/// Refuses addresses that could mean one thing here and another elsewhere.
enum RequestPath {
    /// True where a path is written plainly: no empty or dotted steps, no encoded slash, backslash,
    /// dot or control, nothing that RFC 3986 §3.3 does not allow.
    static func isPlain(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        guard bytes.first == UInt8(ascii: "/") else { return false }
        var step: [UInt8] = []
        var offset = 1
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "/"):
                guard isStep(step) else { return false }
                step = []
            case UInt8(ascii: "%"):
                guard offset + 2 < bytes.count, let high = value(bytes[offset + 1]),
                    let low = value(bytes[offset + 2])
                else { return false }
                let decoded = high << 4 | low
                guard decoded >= 0x20, decoded != 0x7F,
                    !Array("/\\.%".utf8).contains(decoded)
                else { return false }
                step.append(decoded)
                offset += 2
            case 0x21...0x7E where !Array("\"<>\\^`{|}#?".utf8).contains(byte): step.append(byte)
            default: return false
            }
            offset += 1
        }
        // One slash at the end does no harm.
        return step.isEmpty || isStep(step)
    }

    private static func isStep(_ step: [UInt8]) -> Bool {
        !step.isEmpty && step != Array(".".utf8) && step != Array("..".utf8)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
