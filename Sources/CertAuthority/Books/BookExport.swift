import Credentials
internal import LinkedData

/// The books as a file, written piece by piece: as a table of one row for each line, or as one JSON
/// document of entries, with the sums at its end.
public struct BookExport: Sendable {
    /// How it is written.
    public enum Format: String, Sendable, CaseIterable {
        /// CSV in UTF-8 (RFC 4180).
        case csv
        /// JSON, amounts as text: decimals of the currency, and minor units.
        case json
    }

    /// The columns of the table.
    public static let columns = [
        "entry", "day", "kind", "account", "debit", "credit", "debit_minor", "credit_minor",
        "currency", "organisation", "programme", "order", "pool", "text",
    ]

    /// What was written so far.
    public private(set) var totals = BookTotals()
    private let format: Format
    private let filter: BookFilter
    private var bytes: [UInt8] = []
    private var json = JSONWriter(.canonical, capacity: 1 << 16)

    /// Begins a file.
    ///
    /// - Parameter coalition: The installation's name, for the JSON document.
    public init(_ format: Format, coalition: String, _ filter: BookFilter) {
        self.format = format
        self.filter = filter
        switch format {
        case .csv: bytes = Array((Self.columns.joined(separator: ",") + "\r\n").utf8)
        case .json:
            json.beginObject()
            json.name("coalition")
            json.string(coalition)
            json.name("entries")
            json.beginArray()
        }
    }

    /// Adds an entry.
    ///
    /// - Throws: ``StoreError`` with the code `corrupt` where it does not balance.
    public mutating func add(_ entry: BookEntry) throws(StoreError) {
        try totals.add(entry)
        switch format {
        case .csv: for line in entry.lines { bytes += Self.row(line, of: entry) + [0x0D, 0x0A] }
        case .json: json.write(Self.document(entry))
        }
    }

    /// How many bytes wait to be taken.
    public var count: Int { bytes.count + json.count }

    /// The bytes since the last time.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return format == .json ? json.take() : bytes
    }

    /// Ends the file.
    ///
    /// - Returns: The rest of its bytes.
    public mutating func finish() -> [UInt8] {
        guard format == .json else { return take() }
        json.endArray()
        let members: [(String, JSON)] = [
            ("from", filter.period.from.map { .string("\($0)") } ?? .null),
            ("organisation", filter.organisation.map { .string($0.text) } ?? .null),
            ("programme", filter.programme.map { .string($0.text) } ?? .null),
            ("sums", .array(totals.currencies.map(sums))),
            ("to", filter.period.through.map { .string("\($0)") } ?? .null),
        ]
        for (name, value) in members {
            json.name(name)
            json.write(value)
        }
        json.endObject()
        return json.take() + [0x0A]
    }

    private static func row(_ line: BookLine, of entry: BookEntry) -> [UInt8] {
        func decimal(_ units: Int64) -> String {
            units == 0 ? "" : Money(minorUnits: units, entry.currency).decimal
        }
        func minor(_ units: Int64) -> String { units == 0 ? "" : String(units) }
        return CSVField.line([
            entry.number, entry.at.dateText, entry.kind.rawValue, line.account.rawValue,
            decimal(line.debit), decimal(line.credit), minor(line.debit), minor(line.credit),
            entry.currency.code, entry.organisation?.text ?? "", entry.programme?.text ?? "",
            entry.order?.description ?? "", entry.pool?.text ?? "", entry.text,
        ])
    }

    private static func document(_ entry: BookEntry) -> JSON {
        [
            "entry": .string(entry.number), "day": .string(entry.at.dateText),
            "at": .string("\(entry.at)"), "kind": .string(entry.kind.rawValue),
            "currency": .string(entry.currency.code),
            "organisation": entry.organisation.map { .string($0.text) } ?? .null,
            "programme": entry.programme.map { .string($0.text) } ?? .null,
            "order": entry.order.map { .string("\($0)") } ?? .null,
            "pool": entry.pool.map { .string($0.text) } ?? .null, "text": .string(entry.text),
            "lines": .array(
                entry.lines.map { line in
                    [
                        "account": .string(line.account.rawValue),
                        "debit": amount(Int128(line.debit), entry.currency),
                        "credit": amount(Int128(line.credit), entry.currency),
                    ]
                }),
        ]
    }

    private func sums(_ currency: Currency) -> JSON {
        func document(_ sum: BookTotals.Sum) -> JSONObject {
            var document = JSONObject()
            document["debit"] = Self.amount(sum.debit, currency)
            document["credit"] = Self.amount(sum.credit, currency)
            document["balance"] = Self.amount(sum.balance, currency)
            return document
        }
        var all = document(totals[currency])
        all["currency"] = .string(currency.code)
        all["accounts"] = .array(
            BookAccount.allCases.map { account in
                var own = document(totals[currency, account])
                own["account"] = .string(account.rawValue)
                return .object(own)
            })
        return .object(all)
    }

    private static func amount(_ units: Int128, _ currency: Currency) -> JSON {
        [
            "amount": .string(Money.decimal(units, currency)),
            "minorUnits": .string(String(units)),
        ]
    }
}
