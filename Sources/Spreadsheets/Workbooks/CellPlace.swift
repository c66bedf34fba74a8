/// Where a cell stands.
struct CellPlace: Hashable, CustomStringConvertible {
    /// From 1.
    let row: Int
    /// From 0.
    let column: Int

    /// Columns of the largest sheet (ECMA-376 part 1, §18.3.1.73 and Excel's own bound).
    static let columns = 16_384
    /// Rows of the largest sheet.
    static let rows = 1_048_576

    init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads a reference such as `B17`; nil for others and those outside the largest sheet.
    init?(_ reference: [UInt8]) {
        var column = 0
        var row = 0
        var place = reference.startIndex
        while place < reference.endIndex, (0x41...0x5A).contains(reference[place]), column < 32_768
        {
            column = column * 26 + Int(reference[place] - 0x40)
            place += 1
        }
        let digits = reference[place...]
        guard (1...CellPlace.columns).contains(column), (1...7).contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        for digit in digits { row = row * 10 + Int(digit - 0x30) }
        guard (1...CellPlace.rows).contains(row) else { return nil }
        self.init(row: row, column: column - 1)
    }

    var description: String { Self.letters(column) + "\(row)" }

    /// What a column is called, counted from 0: A, B, …, Z, AA.
    static func letters(_ column: Int) -> String {
        var (letters, rest) = ("", column + 1)
        while rest > 0 {
            rest -= 1
            letters = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + letters
            rest /= 26
        }
        return letters
    }
}
