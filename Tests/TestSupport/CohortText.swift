import CertAuthority
import Credentials
import Documents
import Office
import Spreadsheets
import Testing

/// Cohorts as text, and what a reader finds in them.
enum CohortText {
    static let header = "learner_ref,name,email,locale,country,completed_on,delivery,groups"

    /// The repository's own catalogue, read once for all tests.
    private static let contents = Result { try SeedFiles.load() }

    /// A reader at noon of 1 June 2026.
    static func reader(
        _ programme: String = "ai-foundations", letters: LetterCoverage? = nil
    ) throws -> CohortReader {
        let contents = try contents.get()
        return CohortReader(
            programme: try #require(contents.catalogue.programme(slug(programme))),
            reference: contents.reference, at: try #require(Timestamp("2026-06-01T12:00:00Z")),
            letters: letters)
    }

    /// How a file in an encoding is read.
    static func form(_ encoding: TextEncoding) -> CohortForm {
        var form = CohortForm()
        form.encoding = encoding
        return form
    }

    /// The fields of a sound row.
    static func fields(_ number: Int) -> [String] {
        [
            "S-\(number)", "Ada Obi", "learner\(number)@learners.example", "en", "KE", "2026-05-30",
            "hybrid", "woman",
        ]
    }

    /// A line of a file; a field with a comma, a quote or a line break in it is quoted.
    static func line(_ fields: [String]) -> String {
        fields.map { field in
            field.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) } ? quoted(field) : field
        }.joined(separator: ",")
    }

    /// A field between quotes, byte by byte: a mark after a quote is one character with it.
    static func quoted(_ field: String) -> String {
        let bytes = field.utf8.flatMap { $0 == 0x22 ? [$0, $0] : [$0] }
        return "\"" + String(decoding: bytes, as: UTF8.self) + "\""
    }

    /// The file that `docs/cohorts.md` shows; its first row has something in every column.
    static func documented() throws -> [UInt8] {
        let lines = String(decoding: try SeedFiles.bytes("../docs/cohorts.md"), as: UTF8.self)
            .split(separator: "\n")
        let start = try #require(
            lines.firstIndex { $0.hasPrefix(CohortColumn.learnerReference.name + ",") })
        return Array(lines[start...].prefix { $0 != "```" }.joined(separator: "\n").utf8)
    }

    /// A row that has something in every column.
    static func wholeRow() throws -> CohortRow {
        try #require(try reader().read(documented()).rows.first)
    }

    /// A file with a sound row in which one field is another.
    static func file(_ column: String, _ value: String) throws -> [UInt8] {
        let place = try #require(CohortColumn.names.firstIndex(of: column))
        var (header, fields) = (header, fields(1))
        if place == fields.count {
            // A column that a file may do without.
            header += ",\(column)"
            fields.append("")
        }
        fields[place] = value
        return Array("\(header)\n\(line(fields))\n".utf8)
    }

    /// What is found in a sound row in which one field is another.
    static func findings(_ column: String, _ value: String) throws -> [CohortFinding] {
        try reader().read(try file(column, value)).findings
    }
}
