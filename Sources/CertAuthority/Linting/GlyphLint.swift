/// Checks that a name can be printed: once it is signed, a letter without a font is too late.
enum GlyphLint {
    static func check(_ name: String, _ letters: LetterCoverage, _ fields: inout RowFields) {
        if TextLint.isPrintableASCII(name.utf8Span.span) { return }
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
