import CertAuthority
internal import LinkedData

/// What holds for every free text that will be shown or exported again.
enum TextLint {
    /// Checks a text of a row; printable ASCII is passed over quickly.
    static func check(
        _ text: String, in column: CohortColumn, longest: Int, _ fields: inout RowFields
    ) {
        let bytes = text.utf8Span.span
        let isPlain = TextSafety.isPrintableASCII(bytes)
        if bytes.count > longest, text.unicodeScalars.count > longest {
            fields.add(.tooLong, column, "longer than \(longest) characters", "shorten it")
        }
        checkFormula(text, in: column, &fields)
        checkSpreadsheetError(text, in: column, &fields)
        if isPlain {
            if bytes[0] == 0x20 || bytes[bytes.count - 1] == 0x20 {
                fields.add(.outerBlank, column, "begins or ends with a blank", "remove it")
            }
            return
        }
        checkCharacters(text, in: column, &fields)
    }

    /// What spreadsheets run instead of showing it, also in the full-width forms that some accept.
    static func checkFormula(_ text: String, in column: CohortColumn, _ fields: inout RowFields) {
        guard let first = text.unicodeScalars.first, CSVField.isFormulaStart(first) else { return }
        fields.add(
            .formula, column, "begins like a spreadsheet formula",
            "remove the leading \"\(first)\"")
    }

    /// What a failed formula leaves in a cell, in the words of any of Excel's commoner languages.
    private static func checkSpreadsheetError(
        _ text: String, in column: CohortColumn, _ fields: inout RowFields
    ) {
        guard text.utf8.first == UInt8(ascii: "#") else { return }
        let errors = ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#NV"]
        let isFilledUp = text.utf8.count >= 3 && text.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
        guard isFilledUp || errors.contains(where: text.isExactly) else { return }
        fields.add(
            .spreadsheetError, column, "what a spreadsheet shows instead of a value",
            "correct the formula or the column's width in the spreadsheet, and save again")
    }

    private static func checkCharacters(
        _ text: String, in column: CohortColumn, _ fields: inout RowFields
    ) {
        let scalars = text.unicodeScalars
        if let first = scalars.first, let last = scalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        {
            fields.add(.outerBlank, column, "begins or ends with a blank", "remove it")
        }
        if let mended = Mojibake.mended(text) {
            return fields.add(
                .mojibake, column, "letters that were read in the wrong encoding",
                "write \(mended.debugDescription) if that is meant, and save as CSV UTF-8")
        }
        var previous: Unicode.Scalar?
        var found: Set<CohortFindingKind> = []
        for scalar in scalars {
            defer { previous = scalar }
            guard scalar.value < 0x20 || scalar.value > 0x7E,
                let kind = fault(scalar, after: previous, in: text),
                found.insert(kind).inserted
            else { continue }
            let name = "U+\(TextSafety.hexadecimal(scalar))"
            fields.add(kind, column, reason(kind, name), remedy(kind))
        }
    }

    private static func fault(
        _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, in text: String
    ) -> CohortFindingKind? {
        switch scalar.value {
        case 0x0A, 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: return .lineBreak
        case 0xFFFD: return .replacementCharacter
        case 0x202A...0x202E, 0x2066...0x2069: return .directionalControl
        default: break
        }
        if InvisibleCharacters.isMisplaced(scalar, after: previous, in: text) {
            return .invisibleCharacter
        }
        switch scalar.properties.generalCategory {
        case .control, .surrogate: return .controlCharacter
        case .unassigned, .privateUse: return .unassignedCharacter
        default: return nil
        }
    }

    private static func reason(_ kind: CohortFindingKind, _ name: String) -> String {
        switch kind {
        case .lineBreak: "a line break in it (\(name))"
        case .replacementCharacter: "a letter was lost when the file was converted (\(name))"
        case .directionalControl: "a control of the writing direction in it (\(name))"
        case .invisibleCharacter: "a character that draws nothing in it (\(name))"
        case .unassignedCharacter: "a character without a common meaning in it (\(name))"
        default: "a control character in it (\(name))"
        }
    }

    private static func remedy(_ kind: CohortFindingKind) -> String {
        switch kind {
        case .lineBreak: "write it in one line"
        case .replacementCharacter: "write it again from the source, and save as CSV UTF-8"
        default: "remove it; typing the text again does so"
        }
    }
}
