public import CertAuthority

/// What a person wants put right in a certificate, as texts of a cohort's columns; nil leaves a
/// column as it is, and an empty `email` or `locale` takes it away.
public struct Correction: Sendable, Equatable {
    /// The learner's name.
    public let name: String?
    /// The learner's address.
    public let email: String?
    /// The language that the learner reads.
    public let locale: String?
    /// The day on which the learning ended, `YYYY-MM-DD`.
    public let completedOn: String?
    /// How it was taken.
    public let delivery: String?

    /// Describes a correction.
    public init(
        name: String? = nil, email: String? = nil, locale: String? = nil,
        completedOn: String? = nil, delivery: String? = nil
    ) {
        self.name = name
        self.email = email
        self.locale = locale
        self.completedOn = completedOn
        self.delivery = delivery
    }

    /// A row as corrected, with the columns that differ from what it was.
    ///
    /// The columns that are given must pass every check of a cohort; those that stay were checked
    /// when they were issued.
    ///
    /// - Parameter check: Checks a cohort's bytes, and throws ``SourceFaults``.
    /// - Throws: ``SourceFaults``; ``IssuingError`` where nothing would change.
    public func row(
        from old: CohortRow, check: ([UInt8]) throws -> Void
    ) throws -> (row: CohortRow, corrected: [String]) {
        let before = Self.texts(of: old)
        let texts = before.merging(given) { $1 }
        let corrected = CohortReader.columns.filter { column in
            guard let text = given[column], let old = before[column] else { return false }
            return !text.utf8.elementsEqual(old.utf8)
        }
        guard !corrected.isEmpty else {
            throw IssuingError(
                "there is nothing to correct: the certificate says so already")
        }
        do {
            try check(Self.table(texts))
        } catch let faults as SourceFaults {
            // Without an address the reference tells learners apart, and is then asked for.
            let columns = corrected + (corrected.contains("email") ? ["learner_ref"] : [])
            let own = faults.faults.filter { fault in
                columns.contains { fault.field.hasSuffix(" \($0)") }
            }
            guard own.isEmpty else { throw SourceFaults(own) }
        }
        guard let completedOn = CivilDate(texts["completed_on"] ?? ""),
            let delivery = DeliveryMode(rawValue: texts["delivery"] ?? "")
        else { throw IssuingError("the corrected row cannot be read") }
        let row = CohortRow(
            number: old.number, learnerReference: old.learnerReference, name: texts["name"] ?? "",
            email: texts["email"].flatMap { $0.isEmpty ? nil : $0 },
            locale: texts["locale"].flatMap { LanguageTag($0) }, country: old.country,
            completedOn: completedOn, delivery: delivery, groups: old.groups)
        return (row, corrected)
    }

    private var given: [String: String] {
        let members: [(String, String?)] = [
            ("name", name), ("email", email), ("locale", locale), ("completed_on", completedOn),
            ("delivery", delivery),
        ]
        return Dictionary(
            uniqueKeysWithValues: members.compactMap { name, text in text.map { (name, $0) } })
    }

    /// A row's value in a column of a cohort, as it is written there; empty where it has none.
    public static func text(_ column: String, of row: CohortRow) -> String {
        texts(of: row)[column] ?? ""
    }

    private static func texts(of row: CohortRow) -> [String: String] {
        [
            "learner_ref": row.learnerReference ?? "", "name": row.name, "email": row.email ?? "",
            "locale": row.locale?.text ?? "", "country": row.country,
            "completed_on": row.completedOn.description, "delivery": row.delivery.rawValue,
            "groups": row.groups.sorted().joined(separator: ";"),
        ]
    }

    /// A cohort of that one row, every field between double quotes (RFC 4180 §2.5–2.7).
    private static func table(_ texts: [String: String]) -> [UInt8] {
        let fields = CohortReader.columns.map { CSVField.quoted(Array((texts[$0] ?? "").utf8)) }
        return Array(CohortReader.columns.joined(separator: ",").utf8) + [0x0A]
            + Array(fields.joined(separator: [UInt8(ascii: ",")])) + [0x0A]
    }
}
