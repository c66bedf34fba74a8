import LinkedData

/// Reads a cohort's CSV and checks every row; all faults are reported, none is the first only.
public struct CohortReader: Sendable {
    /// The columns of a cohort, in the order in which they are documented.
    public static let columns = [
        "learner_ref", "name", "email", "locale", "country", "completed_on", "delivery", "groups",
    ]

    private let programme: Programme
    private let isCountry: @Sendable (String) -> Bool
    private let groups: Set<String>
    private let latestDay: CivilDate
    private let file: String

    /// A reader for one programme.
    ///
    /// - Parameters:
    ///   - file: The file's name, for the report.
    ///   - programme: Decides which deliveries there are.
    ///   - isCountry: Knows the ISO 3166-1 alpha-2 codes.
    ///   - groups: The learner groups there are.
    ///   - latestDay: The last day that has begun anywhere on Earth.
    public init(
        file: String, programme: Programme, isCountry: @escaping @Sendable (String) -> Bool,
        groups: Set<String>, latestDay: CivilDate
    ) {
        self.file = file
        self.programme = programme
        self.isCountry = isCountry
        self.groups = groups
        self.latestDay = latestDay
    }

    /// The rows of a cohort.
    ///
    /// - Parameter bytes: The file's content, UTF-8.
    /// - Throws: ``SourceFaults`` with every fault by line and column.
    public func read(_ bytes: [UInt8]) throws(SourceFaults) -> [CohortRow] {
        let document = CSVDocument(bytes)
        var faults = document.faults.map(fault)
        faults += headerFaults(document)
        var rows: [CohortRow] = []
        if faults.allSatisfy({ $0.line != 1 }) {
            var seen: [RowKey: CSVDocument.Record] = [:]
            for record in document.records {
                var fields = RowFields(record: record, document: document, file: file)
                if let row = check(&fields) {
                    rows.append(row)
                    let key = RowKey(
                        programme: programme.slug, learner: row.learner,
                        completedOn: row.completedOn)
                    if let earlier = seen[key] {
                        fields.fault(
                            row.learnerReference == nil ? "email" : "learner_ref",
                            "the learner and day of line \(earlier.line) again",
                            "remove one of the two rows")
                    } else {
                        seen[key] = record
                    }
                }
                faults += fields.faults
            }
            if document.records.isEmpty, faults.isEmpty {
                faults.append(
                    SourceFault(
                        file: file, line: 1, field: "", reason: "there are no rows",
                        remedy: "add a line for each learner"))
            }
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return rows
    }

    private func fault(_ error: CSVError) -> SourceFault {
        let parts = error.reason.split(separator: "; ", maxSplits: 1).map(String.init)
        let row = error.record.map { "row \($0)" }
        return SourceFault(
            file: file, line: error.line,
            field: [row, error.column].compactMap { $0 }.joined(separator: ", "),
            reason: "byte \(error.byte): \(parts.first ?? error.reason)",
            remedy: parts.count == 2 ? parts[1] : "mend the file")
    }

    private func headerFaults(_ document: CSVDocument) -> [SourceFault] {
        guard !document.columns.isEmpty else { return [] }
        let missing = Self.columns.filter { document.index(of: $0) == nil }
        let unknown = document.columns.filter { name in
            !Self.columns.contains { $0.isExactly(name) }
        }
        let expected = "the columns are \(Self.columns.joined(separator: ","))"
        return missing.map {
            SourceFault(
                file: file, line: 1, field: $0, reason: "the column is missing", remedy: expected)
        }
            + unknown.map {
                SourceFault(
                    file: file, line: 1, field: $0, value: $0, reason: "there is no such column",
                    remedy: "remove or rename it; \(expected)")
            }
    }

    private func check(_ fields: inout RowFields) -> CohortRow? {
        let reference = fields.optional("learner_ref")
        let email = fields.optional("email")
        if let reference { checkReference(reference, &fields) }
        if let email { checkEmail(email, &fields) }
        if reference == nil, email == nil, !fields.isDamaged("learner_ref"),
            !fields.isDamaged("email")
        {
            fields.fault(
                "learner_ref", "neither learner_ref nor email is given",
                "give at least one, to tell learners apart")
        }
        let name = fields.required("name")
        if let name { checkName(name, &fields) }
        var locale: LanguageTag?
        if let text = fields.optional("locale") {
            locale = LanguageTag(text)
            if locale == nil {
                fields.fault("locale", "not a language tag", "use a tag such as en, zh or pt-BR")
            }
        }
        let country = fields.required("country")
        if let country, !isCountry(country) {
            fields.fault(
                "country", "not a country",
                "use the two capital letters of ISO 3166-1, such as KE")
        }
        let completedOn = checkDate(&fields)
        let delivery = checkDelivery(&fields)
        let groups = checkGroups(&fields)
        guard fields.faults.isEmpty, fields.record.damagedFields.isEmpty, let name, let country,
            let completedOn, let delivery
        else {
            return nil
        }
        return CohortRow(
            number: fields.record.number, learnerReference: reference, name: name, email: email,
            locale: locale, country: country, completedOn: completedOn, delivery: delivery,
            groups: groups)
    }

    private func checkReference(_ reference: String, _ fields: inout RowFields) {
        fields.checkText("learner_ref", reference, longest: 64)
    }

    private func checkName(_ name: String, _ fields: inout RowFields) {
        fields.checkText("name", name, longest: 200)
        if !name.unicodeScalars.contains(where: \.properties.isAlphabetic) {
            fields.fault("name", "no letter in it", "give the learner's name")
        }
    }

    private func checkEmail(_ email: String, _ fields: inout RowFields) {
        guard EmailAddress.isValid(email) else {
            return fields.fault("email", "not an e-mail address", "mend it or leave it empty")
        }
    }

    private func checkDate(_ fields: inout RowFields) -> CivilDate? {
        guard let text = fields.required("completed_on") else { return nil }
        guard let date = CivilDate(text) else {
            fields.fault("completed_on", "not a date", "write it as YYYY-MM-DD, such as 2025-06-30")
            return nil
        }
        if date > latestDay {
            fields.fault("completed_on", "in the future", "certify what has been completed")
        } else if date.year < 1990 {
            fields.fault("completed_on", "too long ago", "check the year")
        }
        return date
    }

    private func checkDelivery(_ fields: inout RowFields) -> DeliveryMode? {
        guard let text = fields.required("delivery") else { return nil }
        let offered = programme.delivery.map(\.rawValue).joined(separator: ", ")
        guard let mode = DeliveryMode(rawValue: text) else {
            fields.fault("delivery", "not a delivery mode", "use one of \(offered)")
            return nil
        }
        if !programme.delivery.contains(mode) {
            fields.fault(
                "delivery", "\(programme.slug) is not offered that way", "use one of \(offered)")
        }
        return mode
    }

    private func checkGroups(_ fields: inout RowFields) -> Set<String> {
        guard let text = fields.optional("groups") else { return [] }
        let named = text.split(separator: ";").map(String.init)
        for name in named where !groups.contains(where: name.isExactly) {
            fields.fault(
                "groups", "there is no learner group \(name.debugDescription)",
                "use any of \(groups.sorted().joined(separator: ";"))")
        }
        return Set(named)
    }
}

/// The fields of one record and what is wrong with them.
private struct RowFields {
    let record: CSVDocument.Record
    let document: CSVDocument
    let file: String
    var faults: [SourceFault] = []

    init(record: CSVDocument.Record, document: CSVDocument, file: String) {
        self.record = record
        self.document = document
        self.file = file
    }

    /// The field's text, or nil where it is empty or could not be read.
    func optional(_ column: String) -> String? {
        guard let index = document.index(of: column), !record.fields[index].isEmpty,
            !isDamaged(column)
        else { return nil }
        return record.fields[index]
    }

    mutating func required(_ column: String) -> String? {
        if let text = optional(column) { return text }
        if !isDamaged(column) { fault(column, "missing", "fill it in") }
        return nil
    }

    /// True for a field that the reader of the file has reported already.
    func isDamaged(_ column: String) -> Bool {
        document.index(of: column).map(record.damagedFields.contains) ?? false
    }

    mutating func fault(_ column: String, _ reason: String, _ remedy: String) {
        faults.append(
            SourceFault(
                file: file, line: record.line, field: "row \(record.number), \(column)",
                value: optional(column), reason: reason, remedy: remedy))
    }

    /// What holds for every free text that will be shown or exported again.
    mutating func checkText(_ column: String, _ text: String, longest: Int) {
        let scalars = text.unicodeScalars
        if scalars.count > longest {
            fault(column, "longer than \(longest) characters", "shorten it")
        }
        if scalars.contains(where: TextSafety.isControl) {
            fault(column, "a control character or line break in it", "remove it")
        }
        if let first = scalars.first, "=+-@".unicodeScalars.contains(first) {
            fault(
                column, "begins like a spreadsheet formula", "remove the leading \"\(first)\"")
        }
        if let first = scalars.first, let last = scalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        {
            fault(column, "begins or ends with a blank", "remove it")
        }
    }
}
