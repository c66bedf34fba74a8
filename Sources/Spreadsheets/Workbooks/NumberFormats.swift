/// How a workbook shows numbers (ECMA-376 part 1, §18.8): which are days, and which have zeros
/// before them.
struct NumberFormats {
    /// How a number is shown.
    enum Form: Equatable {
        /// As a number.
        case plain
        /// As a number of at least so many digits, such as 00042.
        case padded(Int)
        /// As a day, or a day with its time.
        case day
        /// As a time of day or a length of time.
        case time
    }

    /// The form of each style, in their order.
    private var forms: [Form] = []

    /// No styles.
    init() {}

    /// Reads the part that has the styles.
    ///
    /// - Throws: ``WorkbookError``.
    init(_ reader: PartReader) throws(WorkbookError) {
        var reader = reader
        var codes: [Int: String] = [:]
        var isInCells = false
        while let token = try reader.next() {
            switch token {
            case .start(let tag):
                if tag.isCalled("numFmt"),
                    let number = try tag.text("numFmtId").flatMap({ Int($0) }),
                    let code = try tag.text("formatCode")
                {
                    codes[number] = code
                } else if tag.isCalled("cellXfs") {
                    isInCells = true
                } else if isInCells, tag.isCalled("xf") {
                    let number = try tag.text("numFmtId").flatMap { Int($0) } ?? 0
                    forms.append(codes[number].map(Self.form) ?? Self.builtIn(number))
                    guard forms.count <= 65_536 else { throw .refused("there are too many styles") }
                }
            case .end(let name): if name.isText("cellXfs") { isInCells = false }
            case .text: break
            }
        }
    }

    /// How a style shows a number.
    func form(ofStyle style: Int?) -> Form {
        guard let style, forms.indices.contains(style) else { return .plain }
        return forms[style]
    }

    /// The formats that have no code in the file (§18.8.30): 14 to 22 and 45 to 47, and those of
    /// East Asian and Thai editions.
    private static func builtIn(_ number: Int) -> Form {
        switch number {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58, 71...76, 81: .day
        case 18...21, 32...35, 45...47, 55, 56, 77...80: .time
        default: .plain
        }
    }

    /// What a format's code shows: letters between quotes and brackets, and after a backslash, mean
    /// nothing.
    static func form(_ code: String) -> Form {
        let first = code.split(separator: ";", omittingEmptySubsequences: false).first ?? ""
        var letters: [Character] = []
        var place = first.startIndex
        while place < first.endIndex {
            let character = first[place]
            place = first.index(after: place)
            switch character {
            case "\"", "[":
                let close: Character = character == "[" ? "]" : "\""
                let inside = first[place...].prefix { $0 != close }
                // Lengths of time stand in brackets: [h]:mm.
                if close == "]", ["h", "hh", "m", "mm", "s", "ss"].contains(inside.lowercased()) {
                    letters.append("h")
                }
                place =
                    first[place...].firstIndex(of: close).map(first.index(after:))
                    ?? first.endIndex
            case "\\", "_", "*":
                if place < first.endIndex { place = first.index(after: place) }
            default: letters.append(contentsOf: character.lowercased())
            }
        }
        if letters.contains(where: { "yd年月日".contains($0) }) || isEra(letters) { return .day }
        if letters.contains(where: { "hs".contains($0) }) { return .time }
        if letters.contains("m"), !letters.contains(where: { "0#?".contains($0) }) { return .day }
        let isPadded = !letters.isEmpty && letters.allSatisfy { $0 == "0" }
        return isPadded && letters.count > 1 ? .padded(letters.count) : .plain
    }

    /// Years of an era: `e`, and the Thai `b`.
    private static func isEra(_ letters: [Character]) -> Bool {
        !letters.contains { "0#?.".contains($0) } && letters.contains { "eb".contains($0) }
            && letters.contains("m")
    }
}
