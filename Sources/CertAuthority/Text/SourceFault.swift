/// Something wrong in a file that people edit, told so that they can mend it.
public struct SourceFault: Error, Hashable, Sendable {
    /// The file's path as it was named to the reader, such as `seeds/programmes.yaml`.
    public let file: String
    /// The line, counted from 1, or nil when the fault belongs to no line (a missing file).
    public let line: Int?
    /// Where in the data: a path such as `programmes[2].title.zh`, or a column's name.
    public let field: String
    /// The row of a cohort that is meant, counted from 1, or nil.
    public let row: Int?
    /// The value that was found, shortened and without control characters, or nil when it is missing.
    public let value: String?
    /// What is wrong.
    public let reason: String
    /// What to do about it.
    public let advice: RemedyText

    /// Describes a fault; `value` may be raw, it is made fit to print here.
    public init(
        file: String, line: Int?, field: String, row: Int? = nil, value: String? = nil,
        reason: String, remedy: String
    ) {
        self.init(
            file: file, line: line, field: field, row: row, printable: value.map(Self.printable),
            reason: reason, remedy: RemedyText(remedy))
    }

    /// Describes a fault; `value` may be raw, it is made fit to print here.
    public init(
        file: String, line: Int?, field: String, row: Int? = nil, value: String? = nil,
        reason: String, remedy: RemedyText
    ) {
        self.init(
            file: file, line: line, field: field, row: row, printable: value.map(Self.printable),
            reason: reason, remedy: remedy)
    }

    /// Describes a fault whose value is fit to print already.
    package init(
        file: String, line: Int?, field: String, row: Int?, printable value: String?,
        reason: String, remedy: RemedyText
    ) {
        self.file = file
        self.line = line
        self.field = field
        self.row = row
        self.value = value
        self.reason = reason
        advice = remedy
    }

    /// What to do about it, with each remedy by its plain name.
    public var remedy: String { advice.text(\.name) }

    /// The fault with its remedies in the words of a face.
    public func worded(_ words: RemedyWording) -> SourceFault {
        SourceFault(
            file: file, line: line, field: field, row: row, printable: value, reason: reason,
            remedy: RemedyText(advice.text(words)))
    }

    private static let longestValue = 60

    /// The text shortened, and with what draws nothing or steers a terminal written out.
    package static func printable(_ value: String) -> String {
        var text = ""
        for (count, scalar) in value.unicodeScalars.enumerated() {
            if count == longestValue { return text + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension SourceFault: CustomStringConvertible {
    /// `file:line: field: reason (found "value"); remedy`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let found = value.map { " (found \"\($0)\")" } ?? ""
        let name = field.isEmpty ? "" : "\(field): "
        return "\(place): \(name)\(reason)\(found); \(remedy)"
    }
}

/// All that is wrong in a set of files, never only the first fault.
public struct SourceFaults: Error, Equatable, Sendable {
    /// The faults by file and line; never empty.
    public let faults: [SourceFault]

    /// Orders faults; the caller makes sure that there is one.
    public init(_ faults: [SourceFault]) {
        self.faults = faults.sorted { left, right in
            if !(left.file == right.file) { return left.file < right.file }
            return (left.line ?? 0, left.field) < (right.line ?? 0, right.field)
        }
    }
}

extension SourceFaults: CustomStringConvertible {
    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
