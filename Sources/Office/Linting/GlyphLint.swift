import CertAuthority
import Documents

/// Checks that a name can be printed: once it is signed, a letter without a font is too late.
enum GlyphLint {
    /// Checks that a name fits its line, by laying the sheet out where that can be in question.
    static func checkWidth(
        _ name: String, _ locale: LanguageTag?, on day: CivilDate, _ sheets: SheetRehearsal,
        _ fields: inout RowFields
    ) {
        guard SheetRehearsal.mayOverflow(name),
            let fault = sheets.fault(name: name, locale: locale, completedOn: day),
            fault.code == .overflow
        else { return }
        fields.add(
            .nameTooWide, .name, "too long for its line on the certificate sheet",
            "shorten it, as the learner would, or issue it by an organisation with sheets: "
                + "{made: false}")
    }

    static func check(_ name: String, _ letters: LetterCoverage, _ fields: inout RowFields) {
        if TextSafety.isPrintableASCII(name.utf8Span.span) { return }
        let missing = letters.missing(in: name)
        guard !missing.isEmpty else { return }
        fields.add(
            .missingGlyph, .name, LetterCoverage.reason(missing), letters.remedy(missing))
    }

    /// What is said once where no font of the sheets is there.
    static let noFonts = CohortFinding(
        .noFonts, reason: "the fonts of the certificate sheets are not installed",
        remedy: LetterCoverage.bareRemedy)
}
