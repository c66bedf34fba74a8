import CertAuthority
import Spreadsheets

/// Brings a cohort's file into UTF-8, or tells by its bytes why it cannot be a table, so that one plain
/// sentence stands for the thousand faults that reading it would give.
enum FileForm {
    /// Why a file is not read.
    struct Refusal: Error {
        let finding: CohortFinding
    }

    /// The file's text.
    ///
    /// What is marked as UTF-16 or UTF-32 by its first bytes is converted; any other encoding only
    /// where a person names it, since a guess could give somebody another name.
    ///
    /// A workbook's sheet is taken as text, cell by cell.
    ///
    /// - Parameter form: What a person said of the file.
    static func table(
        _ bytes: [UInt8], _ form: CohortForm
    ) throws(Refusal) -> CohortTable {
        if Workbook.isLikely(bytes) {
            guard form.encoding == nil else {
                throw contradiction("is a workbook, which says its encoding itself")
            }
            return try workbook(bytes, form.sheet)
        }
        let encoding = form.encoding
        if let name = OtherFormats.name(bytes) {
            throw refusal(
                .wrongFileType, "the file is \(name), neither a workbook (.xlsx) nor CSV",
                "save it as .xlsx without a password, or \(saving)")
        }
        if !bytes.isEmpty, bytes.allSatisfy({ $0 == 0 }) {
            throw refusal(
                .wrongFileType, "the file holds nothing but zeros; it is damaged",
                "get it again from where it comes from")
        }
        guard form.sheet == nil else {
            throw refusal(
                .wrongFileType, "the file is no workbook, and has no sheets",
                "\(do: .leaveSheetOut)")
        }
        // What is too large is refused as it is.
        guard bytes.count <= CSVLimits.standard.bytes else { return CohortTable(bytes) }
        if let marked = UnicodeForm.marked(bytes) {
            guard encoding == nil || encoding == marked else {
                throw contradiction("says by its first bytes that it is \(marked.title)")
            }
            return marked == .utf8 ? CohortTable(bytes) : try converted(bytes, from: marked)
        }
        let invalid = firstInvalid(bytes)
        guard let encoding else {
            if let found = UnicodeForm.found(bytes) {
                throw offer([found], bytes, invalid: nil)
            }
            let guesses = invalid == nil ? [] : LegacyEncoding.guesses(bytes)
            guard guesses.isEmpty else { throw offer(guesses, bytes, invalid: invalid) }
            return CohortTable(bytes)
        }
        guard encoding != .utf8 else { return CohortTable(bytes) }
        if invalid == nil, bytes.contains(where: { $0 >= 0x80 }), !bytes.contains(0) {
            throw contradiction("is in UTF-8 already")
        }
        return try converted(bytes, from: encoding)
    }

    /// How spreadsheets write what is wanted.
    static let saving =
        "save it as CSV UTF-8: in Excel \"Save as\", \"CSV UTF-8\"; in LibreOffice \"Save as\", "
        + "\"Text CSV\", character set \"Unicode (UTF-8)\""

    private static func workbook(
        _ bytes: [UInt8], _ sheet: String?
    ) throws(Refusal) -> CohortTable {
        do throws(WorkbookError) {
            let workbook = try Workbook(bytes)
            let sheet = try workbook.sheet(named: sheet)
            if let table = CohortTable(sheet, isOnly: workbook.sheetNames.count == 1) {
                return table
            }
        } catch {
            let kind: CohortFindingKind =
                switch error.kind {
                case .otherFormat: .wrongFileType
                case .damaged: .damagedFile
                case .tooLarge: .tooLarge
                case .refused: .unsafeFile
                case .noSheet: .noSheet
                case .failedFormula, .cell: .unreadableCell
                }
            throw Refusal(
                finding: CohortFinding(
                    kind, line: error.row, row: nil, cell: error.cell,
                    printable: error.value.map(SourceFault.printable), reason: error.reason,
                    advice: RemedyText(error.remedy)))
        }
        throw refusal(
            .tooLarge, "the sheet has more text than \(CSVLimits.standard.bytes) bytes",
            "split it")
    }

    private static func converted(
        _ bytes: [UInt8], from encoding: TextEncoding
    ) throws(Refusal) -> CohortTable {
        do throws(TextConversion.Failure) {
            return CohortTable(
                try TextConversion.utf8(bytes, from: encoding), wasConverted: true)
        } catch {
            switch error {
            case .invalid(let byte, let line):
                let value = bytes.indices.contains(byte) ? hexadecimal(bytes[byte]) : nil
                throw refusal(
                    .wrongEncoding,
                    "the file is not in \(encoding.title): it cannot be read so from byte \(byte) on"
                        + (value.map { " (\($0))" } ?? ""),
                    "name the encoding that it has, or \(saving)", line: line)
            case .noTable:
                throw refusal(
                    .wrongEncoding, "this machine cannot convert \(encoding.title)",
                    "install the C library's tables of character sets, or \(saving)")
            }
        }
    }

    /// Says what the file looks like, how a text of it reads then, and what converts it.
    private static func offer(
        _ guesses: [TextEncoding], _ bytes: [UInt8], invalid place: Int?
    ) -> Refusal {
        var readings: [(encoding: TextEncoding, text: String?)] = []
        for guess in guesses {
            let text = place.flatMap { EncodingSample.text(bytes, at: $0, in: guess) }
            // A guess by which the text cannot be read is none.
            guard place == nil || text != nil, !readings.contains(where: { $0.text == text })
            else { continue }
            readings.append((guess, text))
        }
        if readings.isEmpty { readings = guesses.prefix(1).map { ($0, nil) } }
        var remedy: RemedyText = ""
        for (encoding, text) in readings {
            let convert = Remedy.convertFrom(encoding.rawValue)
            remedy =
                remedy
                + (text.map { "if \"\($0)\" is right, \(do: convert); " } ?? "\(do: convert); ")
        }
        let names = readings.map(\.encoding.title).joined(separator: " or ")
        let found = place.map { " (byte \($0) is \(hexadecimal(bytes[$0])))" } ?? ""
        return refusal(
            .wrongEncoding, "the file looks like \(names), not UTF-8\(found)",
            remedy + "or \(saving)",
            line: place.map { place in bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1 } ?? 1
        )
    }

    private static func contradiction(_ fact: String) -> Refusal {
        refusal(.wrongEncoding, "the file \(fact)", "\(do: .leaveEncodingOut)")
    }

    private static func refusal(
        _ kind: CohortFindingKind, _ reason: String, _ advice: RemedyText, line: Int = 1
    ) -> Refusal {
        Refusal(
            finding: CohortFinding(
                kind, line: line, row: nil, printable: nil, reason: reason, advice: advice))
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        "0x" + String(byte, radix: 16, uppercase: true)
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
