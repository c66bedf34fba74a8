/// The encodings in which editors and programs save text, brought to UTF-8.
struct TextEncoding {
    /// The text in UTF-8, without a byte order mark.
    let bytes: [UInt8]
    /// What was other than plain UTF-8, in words that complete "it was …"; nil where nothing was.
    let remark: String?

    /// Reads bytes by their mark, or by the zeros that UTF-16 puts between the signs of JSON.
    ///
    /// - Throws: ``SubmissionError`` where they begin as UTF-16 or UTF-32 and are not.
    init(_ bytes: [UInt8]) throws(SubmissionError) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self.bytes = Array(bytes.dropFirst(3))
            remark = "saved with a byte order mark"
            return
        }
        guard let (width, isLittle, mark) = Self.wide(bytes) else {
            self.bytes = bytes
            remark = nil
            return
        }
        let name = "UTF-\(8 * width)"
        let text = bytes.dropFirst(mark)
        guard text.count.isMultiple(of: width),
            let scalars = width == 2
                ? Self.scalars(text, isLittle) : Self.wideScalars(text, isLittle)
        else {
            throw SubmissionError(
                .malformed, "it begins as text in \(name) and breaks its rules; save it as UTF-8")
        }
        self.bytes = Array(String(scalars).utf8)
        remark = "saved as \(name)"
    }

    /// The width of a code unit, the order of its bytes, and the length of the mark.
    private static func wide(_ bytes: [UInt8]) -> (width: Int, isLittle: Bool, mark: Int)? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (4, true, 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (4, false, 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (2, true, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (2, false, 2) }
        guard bytes.count >= 4 else { return nil }
        let isSign = bytes.prefix(4).map { (0x09...0x7E).contains($0) }
        let isZero = bytes.prefix(4).map { $0 == 0 }
        if isSign[0], isZero[1], isSign[2], isZero[3] { return (2, true, 0) }
        if isZero[0], isSign[1], isZero[2], isSign[3] { return (2, false, 0) }
        return nil
    }

    private static func scalars(
        _ bytes: ArraySlice<UInt8>, _ isLittle: Bool
    ) -> String.UnicodeScalarView? {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 2) {
            let (first, second) = (UInt16(bytes[start]), UInt16(bytes[start + 1]))
            units.append(isLittle ? second << 8 | first : first << 8 | second)
        }
        var scalars = String.UnicodeScalarView()
        var decoder = UTF16()
        var iterator = units.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): scalars.append(scalar)
            case .emptyInput: return scalars
            case .error: return nil
            }
        }
    }

    private static func wideScalars(
        _ bytes: ArraySlice<UInt8>, _ isLittle: Bool
    ) -> String.UnicodeScalarView? {
        var scalars = String.UnicodeScalarView()
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 4) {
            let unit = bytes[start..<start + 4].enumerated().reduce(UInt32(0)) { value, byte in
                let place = isLittle ? byte.offset : 3 - byte.offset
                return value | UInt32(byte.element) << UInt32(8 * place)
            }
            guard let scalar = Unicode.Scalar(unit) else { return nil }
            scalars.append(scalar)
        }
        return scalars
    }
}
