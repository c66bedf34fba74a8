extension ReportDocument {
    /// The report as one table of CSV (RFC 4180, UTF-8): a line for each cell, so that one file
    /// holds all tables. `value` is a whole number (certificates, minor units, tenths of a per
    /// cent); no field begins a spreadsheet's formula.
    public var csv: [UInt8] {
        var bytes = Array("table,row,column,kind,currency,value,text\r\n".utf8)
        for table in tables {
            for row in table.rows {
                for (column, cell) in zip(table.columns.dropFirst(), row.cells) {
                    let fields = [table.id, row.id, column.id] + cell.fields + [cell.text]
                    bytes += CSVField.line(fields)
                    bytes += Array("\r\n".utf8)
                }
            }
        }
        return bytes
    }
}

extension ReportCell {
    /// Kind, currency and value.
    fileprivate var fields: [String] {
        switch self {
        case .count(let count): ["count", "", "\(count)"]
        case .money(let money): ["money", money.currency.code, "\(money.minorUnits)"]
        case .share(let tenths): ["share", "", "\(tenths)"]
        case .text: ["text", "", ""]
        case .hidden: ["hidden", "", ""]
        case .none: ["none", "", ""]
        }
    }
}
