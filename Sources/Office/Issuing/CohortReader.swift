public import CertAuthority
public import Credentials
public import Documents

/// Reads a cohort's CSV and checks all of it; every finding is told, none is the first only.
public struct CohortReader: Sendable {
    private static let wave = 16_000

    private let programme: Programme
    private let reference: ReferenceData
    private let instant: Timestamp
    private let letters: LetterCoverage?
    private let sheets: SheetRehearsal?

    /// A reader for one programme.
    ///
    /// - Parameters:
    ///   - programme: Decides which deliveries there are.
    ///   - reference: The countries there are.
    ///   - instant: Now; completion lies in the past where the learner is.
    ///   - letters: What can be printed; nil where no sheets are made, and any letter is taken.
    ///   - sheets: The sheets on which names must fit; nil where none are made.
    public init(
        programme: Programme, reference: ReferenceData, at instant: Timestamp,
        letters: LetterCoverage? = nil, sheets: SheetRehearsal? = nil
    ) {
        self.programme = programme
        self.reference = reference
        self.instant = instant
        self.letters = letters
        self.sheets = sheets
    }

    /// The rows of a cohort and what was found in them.
    ///
    /// - Parameter bytes: The file's content, which should be CSV in UTF-8.
    public func read(_ bytes: [UInt8]) -> CohortReading {
        if let finding = FileForm.finding(bytes) {
            return CohortReading(rows: [], findings: [finding], isTable: false)
        }
        let document = CSVDocument(bytes)
        var findings = document.faults.map(\.finding)
        let isTable =
            !document.columns.isEmpty
            && !findings.contains { $0.kind == .wrongSeparator || $0.kind == .tooLarge }
        guard isTable else { return CohortReading(rows: [], findings: findings, isTable: false) }
        let header = HeaderLint.findings(document, reference: reference)
        if let first = header.first, [.noHeader, .separatorLine].contains(first.kind) {
            return CohortReading(rows: [], findings: header, isTable: false)
        }
        findings += header
        guard let layout = CohortLayout(document) else {
            return CohortReading(rows: [], findings: findings, isTable: true)
        }
        let hasFonts = letters.map { !$0.isEmpty } ?? true
        if !hasFonts { findings.append(GlyphLint.noFonts) }
        var lint = RowLint(
            programme: programme, reference: reference, at: instant,
            letters: hasFonts ? letters : nil, sheets: hasFonts ? sheets : nil)
        var duplicates = DuplicateLint(expecting: document.records.count)
        // In waves, so that what is only looked at on the way does not pile up.
        for start in stride(from: 0, to: document.records.count, by: Self.wave) {
            let wave = document.records[start..<min(start + Self.wave, document.records.count)]
            for part in RowChecks.parts(Array(wave), layout, lint.fresh) {
                lint.add(part.lint)
                for (checked, row) in part.rows {
                    var fields = checked
                    if let row { duplicates.check(row, &fields) }
                    findings += fields.findings
                }
            }
        }
        let rows = duplicates.compared
        lint.settle(&findings, rows: document.records.count)
        if document.records.isEmpty, findings.isEmpty {
            findings.append(
                CohortFinding(
                    .noRows, line: 1, reason: "there are no rows",
                    remedy: "add a line for each learner"))
        }
        return CohortReading(rows: rows, findings: findings, isTable: true)
    }
}
