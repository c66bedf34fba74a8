/// A statement as PostgreSQL has it: its arguments are `$1`, `$2` and so on.
struct PostgresText: Sendable {
    let sql: String
    /// The arguments by their places: their names, nil where they have none.
    let names: [String?]

    /// Reads a statement whose arguments are `?`, each a new one, or `:name`, of which one may stand at
    /// several places. What stands in quotation marks or comments is left as it is, and so is `::`.
    init(_ text: String) {
        var sql: [UInt8] = []
        var names: [String?] = []
        let bytes = Array(text.utf8)
        var index = 0
        func isName(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let end = bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count - 1
                sql += bytes[index...end]
                index = end + 1
            case UInt8(ascii: "-") where next == UInt8(ascii: "-"):
                let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1
                sql += bytes[index...end]
                index = end + 1
            case UInt8(ascii: ":") where next == UInt8(ascii: ":"):
                sql += [byte, next]
                index += 2
            case UInt8(ascii: ":") where isName(next) && !(48...57).contains(next):
                let end = bytes[(index + 1)...].firstIndex { !isName($0) } ?? bytes.count
                let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
                let place = names.firstIndex(of: name) ?? names.count
                if place == names.count { names.append(name) }
                sql += Array("$\(place + 1)".utf8)
                index = end
            case UInt8(ascii: "?"):
                names.append(nil)
                sql += Array("$\(names.count)".utf8)
                index += 1
            default:
                sql.append(byte)
                index += 1
            }
        }
        self.sql = String(decoding: sql, as: UTF8.self)
        self.names = names
    }
}
