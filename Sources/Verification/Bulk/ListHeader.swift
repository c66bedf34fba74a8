import CertAuthority
internal import LinkedData

/// What the first line of a list says: how its fields are separated, and which of them hold what is
/// looked for.
///
/// Spreadsheets write commas, semicolons or tabs, by their settings; which of them, the header tells.
struct ListHeader: Sendable {
    /// The columns that are known, in the order in which they count; each may be written in any
    /// case, with blanks around it, hyphens or underscores in it.
    static let columns = ["number", "url", "credential"]

    private static let names: [String: String] = [
        "number": "number", "certificate number": "number", "certificate no": "number",
        "no": "number", "url": "url", "address": "url", "link": "url", "certificate url": "url",
        "certificate link": "url", "credential": "credential",
    ]
    private static let separators: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), 0x09,
    ]

    private static let named = separators + [UInt8(ascii: "|")]

    private let line: [UInt8]
    private let separator: UInt8
    private let places: [Int]

    /// Reads a first line.
    ///
    /// - Parameter separator: What separates fields, where an earlier line `sep=;` said so.
    /// - Throws: ``SubmissionError`` (`malformedLine`) where no column is known, or one is named
    ///   twice.
    init(
        _ line: [UInt8], separator: UInt8? = nil, limits: CSVLimits
    ) throws(SubmissionError) {
        let line = Windows1252.utf8(line)
        var fault: CSVError?
        for separator in separator.map({ [$0] }) ?? Self.separators {
            let document = CSVDocument(line, limits: limits, separator: separator)
            let known = document.columns.map { Self.names[Self.folded($0)] }
            let places = Self.columns.compactMap { known.firstIndex(of: $0) }
            guard !places.isEmpty else { continue }
            for column in Self.columns where known.count(where: { $0 == column }) > 1 {
                throw Self.refusal("two columns hold a \(column); remove one of them")
            }
            // Names in quotation marks, with another separator between them, are no fault yet.
            if let serious = document.faults.first(where: Self.isSerious) {
                fault = fault ?? serious
                continue
            }
            self.line = line
            self.separator = separator
            self.places = places
            return
        }
        let document = CSVDocument(line, limits: limits)
        if let fault = fault ?? document.faults.first(where: { $0.code == .unterminatedQuote }) {
            throw Self.refusal("the header cannot be read: \(fault.reason)")
        }
        throw Self.refusal(Self.wanted)
    }

    /// What is said where there is no header.
    static let wanted =
        "the first line must name a column number, url or credential, with commas, semicolons or "
        + "tabs between the columns"

    /// The separator that a line such as `sep=;` names for spreadsheets, or nil for another line.
    static func separator(namedBy line: [UInt8]) -> UInt8? {
        let text = SubmittedDocument.trimmed(line[...])
        guard text.count == 5, ASCII.lowered(Array(text.prefix(4))) == "sep=" else {
            // A tab is white space, and is trimmed away.
            return text.count == 4 && ASCII.lowered(Array(text)) == "sep=" ? 0x09 : nil
        }
        return text.last.flatMap { named.contains($0) ? $0 : nil }
    }

    /// What the first column that is known and not empty holds in a record; nil for a row of empty
    /// fields, which spreadsheets leave at the end.
    ///
    /// - Throws: ``SubmissionError`` (`malformedLine`) for a record that cannot be read.
    func value(of record: [UInt8], limits: CSVLimits) throws(SubmissionError) -> [UInt8]? {
        let record = Windows1252.utf8(record)
        let document = CSVDocument(line + [0x0A] + record, limits: limits, separator: separator)
        if let fault = document.faults.first(where: Self.isSerious) {
            throw Self.refusal(fault.reason)
        }
        guard let fields = document.records.first?.fields else { return nil }
        guard document.records.count == 1 else {
            throw Self.refusal("end each line with a line feed")
        }
        func isEmpty(_ field: String) -> Bool {
            field.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        }
        guard !fields.allSatisfy(isEmpty) else { return nil }
        return Array((places.map { fields[$0] }.first { !isEmpty($0) } ?? "").utf8)
    }

    /// Other columns than those that are looked for may be called what they will.
    private static func isSerious(_ fault: CSVError) -> Bool {
        fault.code != .emptyColumnName && fault.code != .duplicateColumnName
    }

    private static func refusal(_ reason: String) -> SubmissionError {
        SubmissionError(.malformedLine, reason)
    }

    private static func folded(_ name: String) -> String {
        TypedText.folded(name).lowercased()
            .split { $0.isWhitespace || $0 == "_" || $0 == "-" || $0 == "." || $0 == ":" }
            .joined(separator: " ")
    }
}
