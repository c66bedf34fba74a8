extension CSVDocument {
    /// The same table with other names of its columns, as many as there are.
    package func naming(_ names: [String]) -> CSVDocument {
        CSVDocument(columns: names, records: records, faults: faults)
    }

    /// The same table, told by where it stands in what it was made of.
    ///
    /// - Parameters:
    ///   - lines: The line of the header, and of each record after it by its number; as many as
    ///     the table has, empty records among them.
    ///   - damaged: Fields that mean nothing, by record number and index.
    package func standing(at lines: [Int], damaged: [Int: Set<Int>]) -> CSVDocument {
        func line(_ number: Int) -> Int {
            lines.indices.contains(number) ? lines[number] : lines.last ?? 1
        }
        return CSVDocument(
            columns: columns,
            records: records.map { record in
                Record(
                    number: record.number, line: line(record.number), fields: record.fields,
                    damagedFields: record.damagedFields.union(damaged[record.number] ?? []))
            },
            faults: faults.map { fault in
                CSVError(
                    code: fault.code, line: line(fault.record ?? 0), record: fault.record,
                    field: fault.field, column: fault.column, byte: fault.byte,
                    reason: fault.reason)
            })
    }
}
