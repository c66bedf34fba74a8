import CertAuthority

/// Finds values that stand in the wrong column: two of a row in each other's place, a row that is
/// shifted by one, or a whole file with two names in the header swapped.
struct SwapLint {
    private struct Pair: Hashable {
        let left: CohortColumn
        let right: CohortColumn

        var reason: String { "looks swapped with \(right.name)" }
    }

    private let reference: ReferenceData
    private var counts: [Pair: Int] = [:]

    init(reference: ReferenceData) { self.reference = reference }

    // MARK: Rows

    /// Looks at a row in which something was found; what a swap explains is told as that.
    mutating func check(_ fields: inout RowFields) {
        guard fields.record.damagedFields.isEmpty else { return }
        if let column = shift(fields) {
            fields.replace(
                findingsIn: CohortColumn.allCases, by: .shiftedValues, at: column,
                "the values stand one column away from theirs",
                "look from here on, where a value is missing or one too many")
        } else if let pair = swappedPair(fields) {
            counts[pair, default: 0] += 1
            let (left, right) = (fields[pair.left], fields[pair.right])
            fields.replace(
                findingsIn: [pair.left, pair.right], by: .swappedValues, at: pair.left, pair.reason,
                "write \"\(SourceFault.printable(right))\" here and "
                    + "\"\(SourceFault.printable(left))\" in \(pair.right.name)")
        }
    }

    private func swappedPair(_ fields: RowFields) -> Pair? {
        let columns = CohortColumn.allCases
        let misfits = columns.filter { column in
            !fields[column].isEmpty && !fits(fields[column], column)
        }
        for (index, left) in misfits.enumerated() {
            for right in misfits[(index + 1)...]
            where fits(fields[left], right) && fits(fields[right], left) {
                return Pair(left: left, right: right)
            }
        }
        return nil
    }

    /// The first column of a run of values that belong one column further on, or one before.
    private func shift(_ fields: RowFields) -> CohortColumn? {
        let order = fields.layout.order
        for step in [1, -1] {
            let displaced = order.indices.filter { index in
                let (text, target) = (fields[order[index]], index + step)
                return order.indices.contains(target) && Self.coded.contains(order[target])
                    && !text.isEmpty && !fits(text, order[index]) && fits(text, order[target])
            }
            if displaced.count >= 3, let first = displaced.first { return order[first] }
        }
        return nil
    }

    // MARK: The whole file

    /// The same checks, with nothing counted yet.
    var fresh: SwapLint { SwapLint(reference: reference) }

    /// Takes over what was counted in other rows.
    mutating func add(_ other: SwapLint) { counts.merge(other.counts, uniquingKeysWith: +) }

    /// One finding for the header, in place of those of the rows, where most rows have the same two
    /// values swapped.
    func settle(_ findings: inout [CohortFinding], rows: Int) {
        for (pair, count) in counts where count >= 3 && count * 2 > rows {
            findings.removeAll {
                $0.kind == .swappedValues && $0.column == pair.left.name && $0.reason == pair.reason
            }
            findings.append(
                CohortFinding(
                    .swappedColumns, line: 1, column: pair.left.name,
                    reason: "the columns \(pair.left.name) and \(pair.right.name) look swapped in "
                        + "\(count) of \(rows) rows",
                    remedy: "swap the two names in the first line"))
        }
    }

    // MARK: What belongs where

    private static let coded: Set<CohortColumn> = [
        .email, .locale, .country, .completedOn, .delivery, .groups, .ageBand,
    ]

    /// Whether the text has the form that is typical of the column, not only allowed in it.
    private func fits(_ text: String, _ column: CohortColumn) -> Bool {
        switch column {
        case .email: EmailAddress.isValid(text)
        case .completedOn: CivilDate(text) != nil
        case .country: reference.country(text) != nil
        case .delivery: DeliveryMode(rawValue: text) != nil
        case .groups:
            text.split(separator: ";").allSatisfy { LearnerGroup(rawValue: String($0)) != nil }
        case .ageBand: AgeBand(rawValue: text) != nil
        case .locale: isLocale(text)
        case .name: isName(text)
        case .learnerReference: isReference(text)
        }
    }

    private func isLocale(_ text: String) -> Bool {
        guard let first = text.utf8.first, !ASCII.isCapital(first) else { return false }
        return LanguageTag(text) != nil
    }

    private func isName(_ text: String) -> Bool {
        !text.utf8.contains { ASCII.isDigit($0) || $0 == UInt8(ascii: "@") }
            && text.unicodeScalars.contains(where: \.properties.isAlphabetic)
            && Self.coded.allSatisfy { !fits(text, $0) }
    }

    private func isReference(_ text: String) -> Bool {
        text.utf8.contains(where: ASCII.isDigit)
            && !text.utf8.contains { $0 <= 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: "@") }
            && CivilDate(text) == nil
    }
}
