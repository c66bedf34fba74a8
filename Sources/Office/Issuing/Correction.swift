public import CertAuthority
import LinkedData

/// What a person wants put right in a certificate, as texts of a cohort's columns; what is not named
/// stays as it is, and an empty text takes the value away.
public struct Correction: Sendable, Equatable {
    private let texts: [CohortColumn: String]

    /// Describes a correction; nil leaves a column as it is.
    public init(_ texts: KeyValuePairs<CohortColumn, String?>) {
        self.texts = texts.reduce(into: [:]) { $0[$1.key] = $1.value }
    }

    /// A row as corrected, with the columns that differ from what it was, in their order.
    ///
    /// The columns that are given must pass every check of a cohort; those that stay were checked
    /// when they were issued.
    ///
    /// - Parameter check: Checks a cohort's bytes, and throws ``SourceFaults``.
    /// - Throws: ``SourceFaults``; ``IssuingError`` where nothing would change.
    public func row(
        from old: CohortRow, check: ([UInt8]) throws -> Void
    ) throws -> (row: CohortRow, corrected: [CohortColumn]) {
        let corrected = CohortColumn.allCases.filter { column in
            texts[column].map { !$0.isExactly(old[column] ?? "") } ?? false
        }
        guard !corrected.isEmpty else {
            throw IssuingError(
                "there is nothing to correct: the certificate says so already")
        }
        do {
            try check(table(old))
        } catch let faults as SourceFaults {
            // Without an address the reference tells learners apart, and is then asked for.
            let columns =
                corrected + (corrected.contains(.email) ? [CohortColumn.learnerReference] : [])
            let own = faults.faults.filter { fault in
                columns.contains { fault.field.hasSuffix(" \($0.name)") }
            }
            guard own.isEmpty else { throw SourceFaults(own) }
        }
        let row = CohortRow(number: old.number) { column in
            guard let text = texts[column] else { return old[column] }
            return text.isEmpty ? nil : text
        }
        guard let row else { throw IssuingError("the corrected row cannot be read") }
        return (row, corrected)
    }

    /// A cohort of that one row, every field between double quotes (RFC 4180 §2.5–2.7).
    private func table(_ old: CohortRow) -> [UInt8] {
        let fields = CohortColumn.allCases.map {
            CSVField.quoted(Array((texts[$0] ?? old[$0] ?? "").utf8))
        }
        return Array(CohortColumn.names.joined(separator: ",").utf8) + [0x0A]
            + Array(fields.joined(separator: [UInt8(ascii: ",")])) + [0x0A]
    }
}
