public import CertAuthority
public import Credentials
public import Documents

/// Reads a cohort's file and checks all of it; every finding is told, none is the first only.
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
    /// - Parameters:
    ///   - bytes: The file's content: a workbook (.xlsx), or CSV with commas, semicolons or tabs, in
    ///     UTF-8 or in another encoding of Unicode that its first bytes name.
    ///   - form: What a person said of the file, where it does not show.
    public func read(_ bytes: [UInt8], as form: CohortForm = CohortForm()) -> CohortReading {
        do throws(FileForm.Refusal) {
            let table = try FileForm.table(bytes, form)
            var document = CSVDocument(table.bytes, separator: table.separator)
            if let places = table.places { document = places.placed(document) }
            let naming = ColumnNaming(document.columns, form)
            document = document.naming(naming.names)
            let reading = read(document, table, naming.findings)
            guard let places = table.places else { return reading }
            return reading.with(
                (reading.findings + places.findings(document)).map {
                    places.placed($0, document.columns)
                })
        } catch {
            return CohortReading(rows: [], findings: [error.finding], table: nil)
        }
    }

    private func read(
        _ document: CSVDocument, _ table: CohortTable, _ naming: [CohortFinding]
    ) -> CohortReading {
        var findings = document.faults.map(\.finding) + naming
        let isTable =
            !document.columns.isEmpty
            && !findings.contains { $0.kind == .wrongSeparator || $0.kind == .tooLarge }
        guard isTable else { return CohortReading(rows: [], findings: findings, table: nil) }
        let optional = CohortLayout.optional(document, programme: programme)
        let header = HeaderLint.findings(document, reference: reference, optional: optional)
        if let first = header.first, [.noHeader, .separatorLine].contains(first.kind) {
            return CohortReading(rows: [], findings: header, table: nil)
        }
        findings += header
        guard naming.isEmpty, let layout = CohortLayout(document, optional: optional) else {
            return CohortReading(rows: [], findings: findings, table: table)
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
        return CohortReading(rows: rows, findings: findings, table: table)
    }
}
