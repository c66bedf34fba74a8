public import CertAuthority
public import Credentials
import Foundation
import Verification

/// Verifies every stored certificate, on all cores, and compares each with its row.
///
/// Costs a signature for each certificate: some thousands a second on each core. Memory does not
/// grow with the record.
public struct RecordExamination<Store: StoreExamination>: Sendable {
    private let store: Store
    private let verification: CertificateVerification<Store>

    private static var page: Int { 512 }

    /// An examination of a store's record.
    ///
    /// - Parameter store: Best opened for reading only, which reads on several connections.
    public init(store: Store, installation: Installation) {
        self.store = store
        verification = CertificateVerification(
            store: store, installation: installation, remembered: 2)
    }

    /// How many certificates there are to examine.
    ///
    /// - Throws: ``StoreError``.
    public func size() async throws(StoreError) -> Int { try await store.examinableCount() }

    /// Examines all.
    ///
    /// - Parameters:
    ///   - instant: The time of the verdicts; what is revoked or expired is no fault.
    ///   - progress: Is given how many are done.
    /// - Throws: ``StoreError``.
    public func report(
        at instant: Timestamp, progress: (Int) -> Void = { _ in }
    ) async throws -> RecordReport {
        var report = RecordReport()
        var last: Int64 = 0
        while true {
            let page = try await store.examinable(after: last, limit: Self.page)
            guard let end = page.last else { return report }
            last = end.sequence
            let sentences = try await sentences(of: page, at: instant)
            report.examined += page.count
            for (row, sentence) in zip(page, sentences) {
                guard let sentence else { continue }
                report.count += 1
                guard report.findings.count < AuditReport.mostFindings else { continue }
                report.findings.append(
                    AuditFinding(.record, nil, "certificate \(row.number): \(sentence)"))
            }
            progress(report.examined)
        }
    }

    /// What is wrong with each, in the order of the page.
    private func sentences(
        of page: [ExaminableRow], at instant: Timestamp
    ) async throws -> [String?] {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return try await withThrowingTaskGroup(of: [(Int, String)].self) { group in
            for core in 0..<cores {
                group.addTask {
                    var found: [(Int, String)] = []
                    for place in stride(from: core, to: page.count, by: cores) {
                        if let sentence = try await fault(of: page[place], at: instant) {
                            found.append((place, sentence))
                        }
                    }
                    return found
                }
            }
            var sentences = [String?](repeating: nil, count: page.count)
            for try await found in group {
                for (place, sentence) in found { sentences[place] = sentence }
            }
            return sentences
        }
    }

    private func fault(
        of row: ExaminableRow, at instant: Timestamp
    ) async throws(StoreError) -> String? {
        guard let finding = try await verification.verify(row.number, at: instant) else {
            return "it cannot be found by its number"
        }
        guard finding.genuine != nil else {
            let check = finding.report.checks.first {
                $0.bearing == .genuineness && $0.result != .passed
            }
            return check.map { "\($0.name): \($0.detail)" } ?? finding.report.verdict.rawValue
        }
        return row.keyFault
    }
}

/// What came of examining a record.
public struct RecordReport: Sendable {
    /// How many certificates were examined; erased ones have nothing to examine.
    public internal(set) var examined = 0
    /// The first faults, at most ``AuditReport/mostFindings``.
    public internal(set) var findings: [AuditFinding] = []
    /// How many faults there are.
    public internal(set) var count = 0
}
