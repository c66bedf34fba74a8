import CertAuthority
import LinkedData

/// A report as JSON and as tables for a terminal; docs/reports.md has the shape of the JSON.
extension ReportDocument {
    /// The report as a JSON object.
    var document: JSON {
        [
            "report": .string(kind), "title": .string(title), "coalition": .string(coalition),
            "from": period.from.map { .string("\($0)") } ?? .null,
            "to": period.through.map { .string("\($0)") } ?? .null,
            "tables": .array(tables.map(\.document)),
        ]
    }

    /// The report for a terminal.
    var text: String {
        let head = "\(title)\n\(coalition), \(period)"
        return ([head] + tables.map(\.text)).joined(separator: "\n\n")
    }
}

extension ReportTable {
    fileprivate var document: JSON {
        [
            "table": .string(id), "caption": .string(caption),
            "notes": .array(notes.map { .string($0) }),
            "rows": .array(
                rows.map { row in
                    var cells = JSONObject()
                    for (column, cell) in zip(columns.dropFirst(), row.cells) {
                        cells[column.id] = cell.document
                    }
                    return [
                        "row": .string(row.id), "label": .string(row.label),
                        "isTotal": .bool(row.isTotal), "cells": .object(cells),
                    ]
                }),
        ]
    }

    fileprivate var text: String {
        var lines = [caption]
        if rows.isEmpty {
            lines.append("none")
        } else {
            var table = TextTable(columns.map(\.heading))
            for row in rows { table.add([row.label] + row.cells.map(\.text)) }
            lines.append(table.text)
        }
        return (lines + notes).joined(separator: "\n")
    }
}

extension ReportCell {
    fileprivate var document: JSON {
        switch self {
        case .count(let count): .number(Double(count))
        case .money(let money): money.json
        case .share(let tenths): ["perMille": .number(Double(tenths)), "text": .string(text)]
        case .text(let text): .string(text)
        case .hidden: ["hidden": true]
        case .none: .null
        }
    }
}
