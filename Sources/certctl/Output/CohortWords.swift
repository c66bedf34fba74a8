import ArgumentParser
import CertAuthority
import LinkedData
import Office

/// Tells what was found in a cohort, on standard error, as JSON and in a report.
struct CohortWords {
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

    /// Tells the warnings.
    func warn(_ reading: CohortReading) { tell(worded(reading.findings), .warning) }

    /// Tells why nothing is issued, and ends the command.
    func refuse(_ refusal: CohortRefusal) throws -> Never {
        let findings = worded(refusal.findings)
        let isOfRecord = refusal.reading.errors.isEmpty
        if !isOfRecord { tell(findings, .error) }
        try write(findings, refusal.reading)
        if json { tellRefusal(findings) }
        if isOfRecord, let faults = refusal.faults { throw faults }
        Terminal.complain("\(Count(refusal.errors.count, "fault")); nothing was changed")
        throw ExitCode(ExitStatus.refusedInput.rawValue)
    }

    /// Writes the report, where one is asked for.
    func write(_ findings: [CohortFinding], _ reading: CohortReading) throws {
        guard let report else { return }
        guard let table = reading.table else {
            return Terminal.complain(
                "no report was written: the file cannot be taken apart into rows")
        }
        // Names and addresses: for their owner alone.
        try FileSystem.createWhole(
            report, CohortReport.table(table, findings: worded(findings)), mode: 0o600)
        Terminal.complain("the report is \(report)")
    }

    private func worded(_ findings: [CohortFinding]) -> [CohortFinding] {
        findings.map { $0.worded(\.words) }
    }

    private func tell(_ findings: [CohortFinding], _ severity: CohortFinding.Severity) {
        let longest = Terminal.isInteractive ? Self.longestList : nil
        for line in findings.lines(of: severity, file: file, atMost: longest) {
            Terminal.complain(line)
        }
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
            "cell": cell.map { .string($0) } ?? .null,
            "value": value.map { .string($0) } ?? .null,
            "reason": .string(reason),
            "remedy": .string(remedy),
        ]
    }
}
