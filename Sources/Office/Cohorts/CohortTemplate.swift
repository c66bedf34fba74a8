public import CertAuthority
import Credentials
public import Documents
public import Spreadsheets

/// An empty table of a programme's learners, to be filled in and issued.
public struct CohortTemplate: Sendable {
    /// The columns, from the left.
    public let columns: [WorkbookForm.Column]

    /// The template of a programme.
    public init(_ programme: Programme, _ reference: ReferenceData) {
        columns = CohortColumn.allCases.compactMap { column in
            // Where there is but one way, nobody need say it.
            if column == .delivery, programme.delivery.count == 1 { return nil }
            return WorkbookForm.Column(
                column.name, Self.entry(column, programme, reference),
                isRequired: [.name, .country, .completedOn, .delivery].contains(column),
                hint: Self.hint(column))
        }
    }

    /// The header as CSV, with a byte order mark, by which spreadsheets know UTF-8.
    public var csv: [UInt8] {
        [0xEF, 0xBB, 0xBF] + columns.map { Array($0.name.utf8) }.joined(separator: [0x2C])
            + [0x0D, 0x0A]
    }

    /// A workbook (.xlsx) with values to choose from.
    ///
    /// - Throws: ``ZipError``, which cannot happen with these names.
    public func workbook() throws(ZipError) -> [UInt8] {
        var archive = ZipWriter()
        var bytes: [UInt8] = []
        for (path, content) in WorkbookForm(sheet: "Cohort", columns: columns).parts {
            bytes += try archive.entry(path, content)
        }
        return bytes + archive.end()
    }

    private static func entry(
        _ column: CohortColumn, _ programme: Programme, _ reference: ReferenceData
    ) -> WorkbookForm.Entry {
        switch column {
        case .learnerReference, .name, .email: .text
        case .completedOn: .day
        case .locale: .any(of: languages(programme))
        case .country:
            .one(
                of: reference.countries.sorted { $0.alpha2 < $1.alpha2 }
                    .map { .init($0.alpha2, $0.name.english) })
        case .delivery: .one(of: programme.delivery.map { .init($0.rawValue) })
        case .groups: .any(of: LearnerGroup.allCases.map { .init($0.rawValue) })
        case .ageBand: .one(of: AgeBand.allCases.map { .init($0.rawValue) })
        }
    }

    /// The languages of the pages first, then those that the programme is taught in besides.
    private static func languages(_ programme: Programme) -> [WorkbookForm.Choice] {
        let known = Language.allCases.map(\.rawValue)
        let taught = programme.languages.map(\.text).filter { tag in !known.contains { $0 == tag } }
        return (known + taught).map { .init($0) }
    }

    private static func hint(_ column: CohortColumn) -> String {
        switch column {
        case .learnerReference:
            "Your own reference of the learner. Give this or the e-mail address, or both."
        case .name: "The learner's name exactly as the certificate is to show it, in any script."
        case .email:
            "The learner's address, for the link to the certificate. It is in no credential."
        case .locale: "The language in which the learner reads, such as en, zh or pt-BR."
        case .country: "The learner's country: two capital letters, as on the sheet Lists."
        case .completedOn: "The day on which the learning ended, such as 2026-05-30."
        case .delivery: "How the learner took it."
        case .groups:
            "For fees and statistics only; several are separated by semicolons, such as "
                + "woman;youth. Leave it empty if the learner does not say."
        case .ageBand:
            "The learner's age, only ever counted. Leave it empty if the learner does not say."
        }
    }
}
