import CertAuthority
import Credentials
import Documents

/// Checks the rows of a cohort. A further check of a field or a row is one more call here.
struct RowLint: Sendable {
    private static let firstYear = 1990

    private let days: CountryDays
    /// The letters that can be printed; nil where nothing will be.
    private let letters: LetterCoverage?
    /// The sheets that there will be; nil where there will be none.
    private let sheets: SheetRehearsal?
    private var codes: CodeLint
    private var swaps: SwapLint

    init(
        programme: Programme, reference: ReferenceData, at instant: Timestamp,
        letters: LetterCoverage?, sheets: SheetRehearsal?
    ) {
        days = CountryDays(at: instant)
        self.letters = letters
        self.sheets = sheets
        codes = CodeLint(programme: programme, reference: reference)
        swaps = SwapLint(reference: reference)
    }

    /// The row, where it is sound by itself.
    mutating func row(_ fields: inout RowFields) -> CohortRow? {
        if isNoRow(&fields) { return nil }
        let row = checkedFields(&fields)
        if !fields.findings.isEmpty { swaps.check(&fields) }
        return fields.isSound ? row : nil
    }

    /// The same checks, with nothing counted yet.
    var fresh: RowLint {
        var lint = self
        lint.swaps = swaps.fresh
        return lint
    }

    /// Takes over what was counted in other rows.
    mutating func add(_ other: RowLint) { swaps.add(other.swaps) }

    /// What can be said only after the last row.
    func settle(_ findings: inout [CohortFinding], rows: Int) {
        swaps.settle(&findings, rows: rows)
    }

    private func isNoRow(_ fields: inout RowFields) -> Bool {
        guard fields.record.damagedFields.isEmpty else { return false }
        if fields[.name] == CohortColumn.name.name, fields[.email] == CohortColumn.email.name,
            fields[.country] == CohortColumn.country.name
        {
            fields.replace(
                findingsIn: [], by: .repeatedHeader, at: nil, "the columns' names once more",
                "remove the line")
            return true
        }
        return false
    }

    private mutating func checkedFields(_ fields: inout RowFields) -> CohortRow? {
        let reference = fields.optional(.learnerReference)
        let email = fields.optional(.email)
        if let reference { checkReference(reference, &fields) }
        if let email { EmailLint.check(email, &fields) }
        if reference == nil, email == nil, !fields.isDamaged(.learnerReference),
            !fields.isDamaged(.email)
        {
            fields.add(
                .noLearner, .learnerReference, "neither learner_ref nor email is given",
                "give at least one, to identify the learner")
        }
        let name = fields.required(.name)
        if let name {
            NameLint.check(name, &fields)
            if let letters, fields.isSound(.name) { GlyphLint.check(name, letters, &fields) }
        }
        let locale = codes.locale(&fields)
        let country = codes.country(&fields)
        let completedOn = checkDate(in: country, &fields)
        let delivery = codes.delivery(&fields)
        let groups = codes.groups(&fields)
        let ageBand = codes.ageBand(&fields)
        guard let name, let country, let completedOn, let delivery else { return nil }
        if let sheets, fields.isSound(.name) {
            GlyphLint.checkWidth(name, locale, on: completedOn, sheets, &fields)
        }
        return CohortRow(
            number: fields.record.number, learnerReference: reference, name: name, email: email,
            locale: locale, country: country, completedOn: completedOn, delivery: delivery,
            groups: groups, ageBand: ageBand)
    }

    private func checkReference(_ reference: String, _ fields: inout RowFields) {
        TextLint.check(reference, in: .learnerReference, longest: 64, &fields)
        let parts = reference.utf8.split(
            separator: UInt8(ascii: "+"), omittingEmptySubsequences: false)
        if parts.count == 2, parts[0].last == UInt8(ascii: "E"), parts[0].count >= 2,
            parts[0].dropLast().allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: ".") }),
            !parts[1].isEmpty, parts[1].allSatisfy(ASCII.isDigit)
        {
            fields.add(
                .mangledReference, .learnerReference, "a number that a spreadsheet has shortened",
                "give the column the format Text, fill it in again and save again")
        }
    }

    private func checkDate(in country: String?, _ fields: inout RowFields) -> CivilDate? {
        guard let text = fields.required(.completedOn) else { return nil }
        guard let date = CivilDate(text) else {
            let finding = DateLint.explain(text)
            fields.add(finding.kind, .completedOn, finding.reason, finding.remedy)
            return nil
        }
        let country = country ?? ""
        if !days.hasBegun(date, in: country) {
            let isBuddhist = date.year > 2400
            fields.add(
                .futureDate, .completedOn,
                "in the future"
                    + (days.latest(in: country).map { "; it is \($0) there now" } ?? ""),
                isBuddhist
                    ? "write the year of the common era, 543 less"
                    : "certify what has been completed")
        } else if date.year < Self.firstYear {
            fields.add(
                .dateTooOld, .completedOn, "before \(Self.firstYear)",
                (1300..<1500).contains(date.year)
                    ? "check the year; it may be one of the Persian or Islamic calendar"
                    : "check the year")
        }
        return date
    }
}
