import CertAuthority
import Dispatch
import Synchronization

/// Checks each row of a cohort by itself, on all cores: what a row says does not hang on the others.
enum RowChecks {
    /// A stretch of the file.
    struct Part: Sendable {
        /// The rows in their order; nil where one is not sound by itself.
        var rows: [(fields: RowFields, row: CohortRow?)] = []
        /// What was counted on the way.
        var lint: RowLint
    }

    private static let length = 1_000

    /// The checked rows, stretch by stretch, in the order of the file.
    static func parts(
        _ records: [CSVDocument.Record], _ layout: CohortLayout, _ lint: RowLint
    ) -> [Part] {
        let starts = Array(stride(from: 0, to: records.count, by: length))
        let parts = Mutex([Part?](repeating: nil, count: starts.count))
        DispatchQueue.concurrentPerform(iterations: starts.count) { index in
            var part = Part(lint: lint)
            for record in records[starts[index]..<min(starts[index] + length, records.count)] {
                var fields = RowFields(record, layout)
                let row = part.lint.row(&fields)
                part.rows.append((fields, row))
            }
            let done = part
            parts.withLock { $0[index] = done }
        }
        return parts.withLock { $0.compactMap(\.self) }
    }
}
