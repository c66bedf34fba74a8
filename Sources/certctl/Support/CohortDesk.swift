import ArgumentParser
import CertAuthority
import LinkedData
import Office

/// Tells what was found in a cohort, on standard error, as JSON and in a report.
struct CohortDesk {
    private static let longestList = 50

    private let file: String
    private let report: String?
    private let json: Bool

    /// Makes sure that the report can be written before anything is checked.
    init(file: String, report: String?, json: Bool) throws {
        self.file = file
        self.report = report
        self.json = json
        if let report, FileSystem.exists(report) {
            throw CommandFailure(
                .conflict, "\(report) exists already; name a new file for the report")
        }
    }

    /// Tells the findings and ends the command where there are errors; otherwise makes the further
    /// checks, whose faults go into the report too, and so do the warnings that they give.
    func conclude<Result>(
        _ reading: CohortReading, _ content: [UInt8],
        further: ([CohortRow]) async throws -> (Result, [IssueWarning])
    ) async throws -> Result {
        let longest = Terminal.isInteractive ? Self.longestList : nil
        for line in reading.findings.lines(of: .warning, file: file, atMost: longest) {
            Terminal.complain(line)
        }
        let errors = reading.errors.count
        guard errors == 0 else {
            for line in reading.findings.lines(of: .error, file: file, atMost: longest) {
                Terminal.complain(line)
            }
            try write(reading, content, reading.findings)
            if json { tellRefusal(reading.findings) }
            Terminal.complain("\(Count(errors, "fault")); nothing was changed")
            throw ExitCode(ExitStatus.refusedInput.rawValue)
        }
        do {
            let (result, warnings) = try await further(reading.rows)
            try write(
                reading, content, reading.findings + warnings.compactMap(CohortFinding.init))
            return result
        } catch let faults as SourceFaults {
            let findings = reading.findings + faults.faults.map(CohortFinding.init)
            try write(reading, content, findings)
            if json { tellRefusal(findings) }
            throw faults
        }
    }

    private func write(
        _ reading: CohortReading, _ content: [UInt8], _ findings: [CohortFinding]
    ) throws {
        guard let report else { return }
        guard reading.isTable else {
            return Terminal.complain(
                "no report was written: the file cannot be taken apart into rows")
        }
        // Names and addresses: for their owner alone.
        try FileSystem.createWhole(
            report, CohortReport.table(content, findings: findings), mode: 0o600)
        Terminal.complain("the report is \(report)")
    }

    private func tellRefusal(_ findings: [CohortFinding]) {
        Terminal.say([
            "faults": .array(findings.filter { $0.severity == .error }.map(\.json)),
            "warnings": .array(findings.filter { $0.severity == .warning }.map(\.json)),
        ])
    }
}

extension CohortFinding {
    /// The finding for scripts; members that do not apply are null.
    var json: JSON {
        [
            "kind": .string(kind.rawValue),
            "severity": .string(severity.rawValue),
            "line": line.map { .number(Double($0)) } ?? .null,
            "row": row.map { .number(Double($0)) } ?? .null,
            "column": column.map { .string($0) } ?? .null,
            "value": value.map { .string($0) } ?? .null,
            "reason": .string(reason),
            "remedy": .string(remedy),
        ]
    }

    /// What the record says of a row that is left out; nil for other warnings.
    fileprivate init?(_ warning: IssueWarning) {
        guard let kind = CohortFindingKind(rawValue: warning.kind.rawValue), let row = warning.row
        else { return nil }
        let parts = warning.message.split(separator: "; ", maxSplits: 1).map(String.init)
        self.init(kind, row: row, reason: parts.first ?? "", remedy: parts.last ?? "")
    }

    /// A fault that the record or the fees gave, about a row.
    fileprivate init(_ fault: SourceFault) {
        self.init(
            .refusedByRecord, line: fault.line, row: fault.row, value: fault.value,
            reason: fault.reason, remedy: fault.remedy)
    }
}
