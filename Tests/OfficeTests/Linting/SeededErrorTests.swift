import CertAuthority
import Office
import Testing
@testable import TestSupport

/// A cohort with one fault of each kind, each in a row of its own.
@Suite("Seeded errors")
struct SeededErrorTests {
    /// A row that is sound but for one field, and what must be found there.
    private struct Seed {
        let kind: CohortFindingKind
        let column: String
        let value: String

        init(_ kind: CohortFindingKind, _ column: String, _ value: String) {
            self.kind = kind
            self.column = column
            self.value = value
        }
    }

    private static let seeds: [Seed] = [
        Seed(.missingValue, "country", ""),
        Seed(.spreadsheetError, "learner_ref", "#REF!"),
        Seed(.tooLong, "name", String(repeating: "n", count: 201)),
        Seed(.controlCharacter, "name", "Ada\u{7}Obi"),
        Seed(.lineBreak, "name", "Ada\nObi"),
        Seed(.directionalControl, "name", "Ada \u{202E}ibO"),
        Seed(.unassignedCharacter, "name", "Ada \u{E000}bi"),
        Seed(.invisibleCharacter, "name", "Ada\u{200B}Obi"),
        Seed(.formula, "name", "=HYPERLINK(1)"),
        Seed(.formula, "email", "+ada@learners.example"),
        Seed(.outerBlank, "name", "Ada Obi "),
        Seed(.replacementCharacter, "name", "Jos\u{FFFD} Obi"),
        Seed(.mojibake, "name", "JosÃ© GarcÃ­a"),
        Seed(.lostLetters, "name", "Jos? Garc?a"),
        Seed(.noLetter, "name", "12345"),
        Seed(.lookAlikeLetters, "name", "Ad\u{430} Obi"),
        Seed(.lookAlikeWord, "name", "Ada \u{421}\u{43E}\u{440}"),
        Seed(.combiningMarkFirst, "name", "\u{301}Ada"),
        Seed(.markupInName, "name", "Andr&eacute; <b>Obi</b>"),
        Seed(.quotedName, "name", "“Ada Obi”"),
        Seed(.addressInName, "name", "Ada ada@learners.example"),
        Seed(.placeholderName, "name", "Learner 17"),
        Seed(.loneTitle, "name", "Dr."),
        Seed(.digitInName, "name", "Ada Obi 2"),
        Seed(.symbolInName, "name", "Ada Obi ☺"),
        Seed(.unusualSpace, "name", "Ada\u{A0}Obi"),
        Seed(.doubleSpace, "name", "Ada  Obi"),
        Seed(.mangledReference, "learner_ref", "2.02506E+14"),
        Seed(.emailForm, "email", "ada.learners.example"),
        Seed(.emailLink, "email", "mailto:ada@learners.example"),
        Seed(.emailDisplayName, "email", "Ada Obi <ada@learners.example>"),
        Seed(.severalEmails, "email", "ada@learners.example;obi@learners.example"),
        Seed(.emailBlank, "email", "ada obi@learners.example"),
        Seed(.emailComma, "email", "ada@learners,example"),
        Seed(.emailDomainTypo, "email", "ada@gmial.com"),
        Seed(.emailDomainNotASCII, "email", "ada@l\u{435}arners.example"),
        Seed(.localeUnderscore, "locale", "pt_BR"),
        Seed(.notALanguage, "locale", "english language"),
        Seed(.countryLetterCase, "country", "ke"),
        Seed(.countryAlpha3, "country", "KEN"),
        Seed(.countryName, "country", "Kenya"),
        Seed(.countryWithdrawn, "country", "UK"),
        Seed(.unknownCountry, "country", "ZZ"),
        Seed(.deliveryLetterCase, "delivery", "Webinar"),
        Seed(.unknownDelivery, "delivery", "workshp"),
        Seed(.unknownGroup, "groups", "woman;youths"),
        Seed(.groupsSeparator, "groups", "woman,youth"),
        Seed(.repeatedGroup, "groups", "woman;youth;woman"),
        Seed(.unknownAgeBand, "age_band", "29"),
        Seed(.ambiguousDate, "completed_on", "03/04/2025"),
        Seed(.dateForm, "completed_on", "30 June 2025"),
        Seed(.dateSerial, "completed_on", "45838"),
        Seed(.dateDigits, "completed_on", "٢٠٢٥-٠٦-٣٠"),
        Seed(.impossibleDate, "completed_on", "2025-02-30"),
        Seed(.twoDigitYear, "completed_on", "30/06/25"),
        Seed(.dateWithTime, "completed_on", "2025-06-30 00:00:00"),
        Seed(.notADate, "completed_on", "last summer"),
        Seed(.futureDate, "completed_on", "2026-06-02"),
        Seed(.dateTooOld, "completed_on", "1404-04-09"),
    ]

    /// Rows that are wrong beside another, or as a whole.
    private static let rows: [(kind: CohortFindingKind?, column: String?, line: String)] = [
        (nil, nil, "D-1,Rida Benslimane,rida@learners.example,fr,DZ,2026-05-30,hybrid,woman"),
        (.duplicateRow, "learner_ref", "D-1,Rida Benslimane,,fr,DZ,2026-05-30,hybrid,woman"),
        (.learnerNameConflict, "name", "D-1,Reda Benslimane,,fr,DZ,2026-05-29,hybrid,woman"),
        (
            .learnerEmailConflict, "email",
            "D-1,Rida Benslimane,other@learners.example,fr,DZ,2026-05-28,hybrid,woman"
        ),
        (
            .duplicateEmail, "email",
            "D-2,BENSLIMANE Rida,rida@learners.example,fr,DZ,2026-05-27,hybrid,woman"
        ),
        (
            .sharedEmail, "email",
            "D-3,Amina Ait,rida@learners.example,fr,DZ,2026-05-30,hybrid,woman"
        ),
        (
            .nearDuplicate, "name",
            "d 01,Benslimane Rída,bens@elsewhere.example,fr,DZ,2026-05-30,hybrid,woman"
        ),
        (.noLearner, "learner_ref", ",Ada Obi,,en,KE,2026-05-30,hybrid,"),
        (
            .swappedValues, "name",
            "D-5,cy@learners.example,Cy Oh,en,KE,2026-05-30,hybrid,"
        ),
        (.swappedValues, "locale", "D-6,Di Um,di@learners.example,KE,en,2026-05-30,hybrid,"),
        (.shiftedValues, "name", "D-7,ed@learners.example,en,KE,2026-05-30,hybrid,woman,"),
        (.repeatedHeader, nil, CohortText.header),
        (.tooFewFields, nil, "D-8,Fe Go"),
        (.tooManyFields, nil, "D-9,Go, Hu,,en,KE,2026-05-30,hybrid,woman"),
        (.textAfterQuote, "name", "D-10,\"Ha\" Il,,en,KE,2026-05-30,hybrid,"),
        (.strayQuote, "name", "D-11,Il \"Jo\" Ka,,en,KE,2026-05-30,hybrid,"),
        (.nulByte, "name", "D-12,Ka\u{0}Lo,,en,KE,2026-05-30,hybrid,"),
        (.unterminatedQuote, "name", "D-13,\"Lo Mi,,en,KE,2026-05-30,hybrid,"),
    ]

    private static let lines: [String] =
        [CohortText.header + ",age_band"]
        + seeds.enumerated().map { index, seed in
            var fields = CohortText.fields(index + 1) + ["25-30"]
            fields[CohortColumn.names.firstIndex(of: seed.column) ?? 0] = seed.value
            return CohortText.line(fields)
        } + rows.map { $0.kind == .tooFewFields ? $0.line : $0.line + "," }

    private static let file = Array((lines.joined(separator: "\n") + "\n").utf8)

    @Test("Each fault is found at its line, row and column, with its kind, and nothing else is")
    func seeded() throws {
        let findings = try CohortText.reader().read(Self.file).findings
        var line = 2
        for index in 0..<(Self.seeds.count + Self.rows.count) {
            let row = index + 1
            let (kind, column) =
                index < Self.seeds.count
                ? (Self.seeds[index].kind, Self.seeds[index].column)
                : (
                    Self.rows[index - Self.seeds.count].kind,
                    Self.rows[index - Self.seeds.count].column
                )
            let found = findings.filter { $0.row == row }
            #expect(found.map(\.kind) == [kind].compactMap { $0 }, "row \(row): \(found)")
            if let finding = found.first {
                #expect(finding.line == line, "\(finding)")
                if let column { #expect(finding.column == column, "\(finding)") }
                #expect(!finding.reason.isEmpty && !finding.remedy.isEmpty)
                let text = finding.fault(in: "seeded-errors.csv").description
                #expect(
                    !text.unicodeScalars.contains { $0.properties.generalCategory == .control })
            }
            line += 1 + Self.lines[row].utf8.count { $0 == 0x0A }
        }
        #expect(findings.allSatisfy { $0.row != nil })
        #expect(Set(findings.map(\.kind)).count >= 70)
    }

    @Test("Every kind is seeded here or told of the file as a whole")
    func coverage() {
        let whole: Set<CohortFindingKind> = [
            .wrongFileType, .wrongEncoding, .emptyFile, .tooLarge, .tooManyFaults, .wrongSeparator,
            .separatorLine, .invalidUTF8, .noHeader, .unnamedColumn, .repeatedColumn,
            .missingColumn, .unknownColumn, .misspelledColumn, .swappedColumns, .noRows,
            .deliveryNotOffered, .refusedByRecord, .missingGlyph, .noFonts,
            .nameTooWide, .learnerTwoDays, .certifiedBefore, .unmappedColumn, .damagedFile,
            .unsafeFile, .noSheet, .unreadableCell, .dayAsReference,
            .hiddenRow,
        ]
        let seeded = Set(Self.seeds.map(\.kind) + Self.rows.compactMap(\.kind))
        #expect(seeded.union(whole) == Set(CohortFindingKind.allCases))
        #expect(seeded.isDisjoint(with: whole))
    }

    @Test("The documentation lists every kind, and marks the warnings")
    func documented() throws {
        let text = String(decoding: try SeedFiles.bytes("../docs/cohorts.md"), as: UTF8.self)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        for kind in CohortFindingKind.allCases {
            let line = lines.first { $0.contains("`\(kind.rawValue)`") }
            #expect(line != nil, "\(kind.rawValue)")
            #expect(line?.contains("(warning") == (kind.severity == .warning), "\(kind.rawValue)")
        }
    }

    @Test("A list for a terminal tells the first of each kind and counts the rest")
    func capped() throws {
        var lines = [CohortText.header]
        for number in 1...60 {
            var fields = CohortText.fields(number)
            fields[5] = "03/04/2025"
            if number <= 2 { fields[1] = "Ada  Obi" }
            lines.append(CohortText.line(fields))
        }
        let findings = try CohortText.reader().read(Array(lines.joined(separator: "\n").utf8))
            .findings
        let errors = findings.lines(of: .error, file: "c.csv", atMost: 50)
        #expect(errors.count == 51)
        #expect(
            errors[0]
                == "c.csv:2: row 1, completed_on: may be read in more than one way (found "
                + "\"03/04/2025\"); write 2025-04-03 or 2025-03-04, whichever is meant "
                + "[ambiguous-date]")
        #expect(errors[50] == "c.csv: 10 more of [ambiguous-date]")
        let warnings = findings.lines(of: .warning, file: "c.csv", atMost: 50)
        #expect(warnings.count == 2)
        #expect(warnings.allSatisfy { $0.hasPrefix("warning: c.csv:") })
        #expect(findings.lines(of: .error, file: "c.csv").count == 60)
    }
}
