import CertAuthority
import Office
import Testing
@testable import TestSupport

@Suite("Cohorts")
struct CohortReaderTests {
    private static let header =
        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
    private static let good =
        "A-1,Ada Obi,ada@learners.example,en,KE,2026-05-30,hybrid,woman;youth\n"

    private func reader(_ programme: String = "ai-foundations") throws -> CohortReader {
        try CohortText.reader(programme)
    }

    private func faults(_ bytes: [UInt8], programme: String = "ai-foundations") throws
        -> [SourceFault]
    {
        try reader(programme).read(bytes).errors.map { $0.fault(in: "cohort.csv") }
    }

    private func faults(_ rows: String, programme: String = "ai-foundations") throws
        -> [SourceFault]
    {
        try faults(Array((Self.header + rows).utf8), programme: programme)
    }

    @Test("A good row is read whole")
    func goodRow() throws {
        let rows = try reader().read(Array((Self.header + Self.good).utf8)).soundRows(
            of: "cohort.csv")
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(row.number == 1)
        #expect(row.learnerReference == "A-1")
        #expect(row.name == "Ada Obi")
        #expect(row.email == "ada@learners.example")
        #expect(row.locale == (try language("en")))
        #expect(row.country == "KE")
        #expect(row.completedOn == (try date("2026-05-30")))
        #expect(row.delivery == .hybrid)
        #expect(row.groups == ["woman", "youth"])
        #expect(row.learner == "A-1")
    }

    @Test("A learner may go without reference or address, but not without both")
    func learner() throws {
        let rows = try reader().read(
            Array(
                (Self.header + "A-1,Ada Obi,,,KE,2026-05-30,hybrid,\n"
                    + ",Bo Ek,bo@learners.example,,KE,2026-05-30,hybrid,\n").utf8)
        ).soundRows(of: "cohort.csv")
        #expect(rows.map(\.learner) == ["A-1", "bo@learners.example"])
        #expect(rows.allSatisfy { $0.locale == nil && $0.groups.isEmpty })
        let missing = try faults(",Ada Obi,,en,KE,2026-05-30,hybrid,\n")
        #expect(missing.map(\.field) == ["row 1, learner_ref"])
    }

    /// A row with one field replaced, and the column that must be blamed.
    private static let badFields: [(column: String, value: String)] = [
        ("name", ""), ("name", "12345"), ("name", "\u{202E}adA"), ("name", "Ada\u{7}Obi"),
        ("name", "\"Ada\nObi\""), ("name", "=HYPERLINK(1)"), ("name", "+Ada"), ("name", "-Ada"),
        ("name", "@Ada"), ("name", " Ada"), ("name", "Ada\u{3000}"), ("name", "\u{FEFF}Ada"),
        ("name", "Ada\u{2028}Obi"), ("name", String(repeating: "n", count: 201)),
        ("learner_ref", "=1"), ("learner_ref", String(repeating: "r", count: 65)),
        ("email", "ada"), ("email", "ada@"), ("email", "@learners.example"),
        ("email", "ada@learners"), ("email", "a@b@learners.example"), ("email", "a..b@x.example"),
        ("email", "ada obi@learners.example"), ("email", "ada@-x.example"),
        ("locale", "english language"), ("locale", "e"), ("locale", "en_GB"),
        ("country", ""), ("country", "ZZ"), ("country", "ke"), ("country", "KEN"),
        ("completed_on", ""), ("completed_on", "30.05.2026"), ("completed_on", "2026-02-30"),
        ("completed_on", "2026-5-30"), ("completed_on", "1989-12-31"),
        ("completed_on", "2026-06-02"), ("completed_on", "２０２６-05-30"),
        ("delivery", ""), ("delivery", "Hybrid"), ("delivery", "by post"),
        ("groups", "women"), ("groups", "woman,youth"), ("groups", "Woman"),
    ]

    @Test("A bad field is named with its line, row, column and value", arguments: badFields)
    func badField(column: String, value: String) throws {
        let columns = CohortColumn.names
        var fields = [
            "A-1", "Ada Obi", "ada@learners.example", "en", "KE", "2026-05-30", "hybrid", "",
        ]
        let index = try #require(columns.firstIndex(of: column))
        let quoted = value.contains(",") ? "\"\(value)\"" : value
        fields[index] = quoted
        let found = try faults(Self.good + fields.joined(separator: ",") + "\n")
        // The good row has the same reference; a duplicate may be told beside it.
        let fault = try #require(found.first { $0.field == "row 2, \(column)" }, "\(found)")
        #expect(fault.file == "cohort.csv")
        #expect(fault.line == 3)
        #expect((fault.value == nil) == value.isEmpty)
        #expect(!fault.reason.isEmpty && !fault.remedy.isEmpty)
        #expect(
            !fault.description.unicodeScalars.contains { $0.properties.generalCategory == .control }
        )
    }

    @Test("Every fault of a file is told, not only the first")
    func allFaults() throws {
        var bytes = Array(
            (Self.header + Self.good + "A-2,,ada2@learners.example,en,ZZ,31/05/2026,hybrid,\n"
                + "A-3,Bo ").utf8)
        bytes += [0xFF] + Array(" Ek,bo@learners.example,en,KE,2026-05-30,hybrid,\n".utf8)
        bytes += Array("A-4,=HYPERLINK(1),cy@learners.example,en,KE,2026-05-30,hybrid,\n".utf8)
        bytes += Array(Self.good.utf8)
        let found = try faults(bytes)
        #expect(
            Set(found.filter { $0.line == 3 }.map(\.field))
                == ["row 2, name", "row 2, country", "row 2, completed_on"])
        #expect(found.contains { $0.line == 4 && $0.reason.contains("UTF-8") })
        #expect(found.contains { $0.line == 5 && $0.field == "row 4, name" })
        #expect(found.contains { $0.line == 6 && $0.reason.contains("line 2 again") })
        #expect(found.count == 6, "\(found)")
    }

    @Test("A row twice is a duplicate by reference and day, or by address where there is none")
    func duplicates() throws {
        #expect(try faults(Self.good + Self.good).map(\.line) == [3])
        // Another day is another certificate.
        #expect(
            try faults(Self.good + Self.good.replacing("2026-05-30", with: "2026-05-29")).isEmpty)
        let nameless = ",Ada Obi,ada@learners.example,en,KE,2026-05-30,hybrid,\n"
        let twice = try faults(nameless + nameless)
        #expect(twice.map(\.field) == ["row 2, email"])
    }

    @Test("A wrong header is told once by column, and no row is blamed for it")
    func header() throws {
        let renamed = try faults(
            Array("id,name,email,locale,country,completed_on,delivery,groups\nx\n".utf8))
        #expect(
            renamed.contains { $0.line == 1 && $0.field == "learner_ref" && $0.value == "id" })
        let rows = try faults(
            Array("id,name,email,locale,country,completed_on,delivery,groups\n,,,,,,,\n".utf8))
        #expect(rows.allSatisfy { $0.line == 1 })
        #expect(try !faults(Array("".utf8)).isEmpty)
        #expect(try faults(Array(Self.header.utf8)).map(\.reason) == ["there are no rows"])
    }

    @Test("The columns may stand in any order")
    func columnOrder() throws {
        let rows = try reader().read(
            Array(
                ("name,groups,delivery,completed_on,country,locale,email,learner_ref\n"
                    + "Ada Obi,youth,hybrid,2026-05-30,KE,en,ada@learners.example,A-1\n").utf8)
        ).soundRows(of: "cohort.csv")
        #expect(rows.map(\.name) == ["Ada Obi"])
        #expect(rows.map(\.learnerReference) == ["A-1"])
    }

    @Test("A delivery that the programme does not offer is refused with those it offers")
    func delivery() throws {
        let found = try faults(
            Self.good.replacing("hybrid", with: "self-paced"), programme: "ai-vibes-webinar")
        #expect(found.map(\.field) == ["row 1, delivery"])
        #expect(found.first?.remedy == "use one of webinar")
    }

    @Test("The day of completion has begun where the learner is, at the latest at this moment")
    func dayBoundary() throws {
        // Noon in Greenwich: the second of June has begun east of UTC+12 alone.
        for (country, day, accepted) in [
            ("KE", "2026-05-31", true), ("KE", "2026-06-01", true), ("KE", "2026-06-02", false),
            ("KE", "1990-01-01", true), ("KI", "2026-06-02", true), ("KI", "2026-06-03", false),
            ("NZ", "2026-06-02", true), ("FJ", "2026-06-02", true), ("AU", "2026-06-02", false),
            ("AS", "2026-06-01", true), ("AS", "2026-06-02", false),
        ] {
            let row = Self.good.replacing("2026-05-30", with: day)
                .replacing(",KE,", with: ",\(country),")
            let found = try faults(row)
            #expect(found.isEmpty == accepted, "\(country) \(day): \(found)")
        }
    }

    @Test(
        "Names of many scripts are kept byte for byte, composed or not",
        arguments: [
            "Zoë Müller-Åkesson", "Zoe\u{308} Mu\u{308}ller", "ليلى الحسيني", "陈晓雯", "आरव मेहरा",
            "ሰላማዊት ተስፋዬ", "ณัฐพล ศรีสุข", "D’Arcy O'Neill", "N\u{2019}Golo", "می\u{200C}خواهم",
            "क्\u{200D}ष", "𠮷野家", "Ng", "J. R. 2nd",
        ])
    func names(name: String) throws {
        let rows = try reader().read(
            Array((Self.header + Self.good.replacing("Ada Obi", with: name)).utf8)
        ).soundRows(of: "cohort.csv")
        #expect(rows.map { Array($0.name.utf8) } == [Array(name.utf8)])
    }

    @Test(
        "The shared cohorts are accepted whole, every name as it stands in the file",
        .enabled(if: SharedVectors.isPresent("cohorts"), "needs the folder ../shared/cohorts"),
        arguments: [
            ("ai-vibes-webinar.csv", 297, "ai-vibes-webinar"),
            ("foundations-multiscript.csv", 36, "ai-foundations"),
            ("governance-ldc.csv", 60, "ai-governance"),
            ("coalition-20k.csv", 20_000, "ai-foundations"),
        ])
    func sharedCohorts(file: String, count: Int, programme: String) throws {
        let bytes = try SharedVectors.bytes("cohorts/\(file)")
        let reading = try reader(programme).read(bytes)
        #expect(reading.findings.isEmpty, "\(reading.findings.prefix(5))")
        let rows = reading.rows
        #expect(rows.count == count)
        let document = CSVDocument(bytes)
        let column = try #require(document.index(of: "name"))
        #expect(
            zip(rows, document.records).allSatisfy {
                $0.name.utf8.elementsEqual($1.fields[column].utf8)
            })
    }
}
