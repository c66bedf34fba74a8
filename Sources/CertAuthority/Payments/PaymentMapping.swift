internal import LinkedData

/// Which columns of a bank's or payment provider's export hold what: a small YAML file, such as
/// `seeds/payments/stripe.yaml`.
public struct PaymentMapping: Sendable, Equatable {
    /// How days and instants are written.
    public enum DateForm: String, Sendable, CaseIterable {
        /// `2026-05-30`.
        case date
        /// `2026-05-30 14:05:09`, in UTC.
        case dateTime = "date-time"
        /// `2026-05-30T14:05:09Z`, or with an offset (RFC 3339).
        case rfc3339
        /// `30.05.2026` or `30/05/2026`.
        case dayFirst = "day-first"

        /// Whether it tells a day and no time.
        var isDay: Bool { self == .date || self == .dayFirst }
    }

    /// What separates units from decimals.
    public enum DecimalMark: String, Sendable, CaseIterable {
        case point
        case comma
    }

    /// What separates fields.
    public enum Separator: String, Sendable, CaseIterable {
        case comma
        case semicolon
        case tab

        /// The byte itself.
        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: 0x09
            }
        }
    }

    /// What stands between thousands.
    public enum ThousandsMark: String, Sendable, CaseIterable {
        /// Nothing.
        case none
        case point
        case comma
        case apostrophe
        /// A blank, also a no-break or a narrow one.
        case space
    }

    /// Whether the last line must be ended, which tells a file that was cut off.
    public enum FinalLineEnd: String, Sendable, CaseIterable {
        case required
        case optional
    }

    /// Names the provider in the store.
    public let provider: Slug
    /// The column of the provider's own identifier.
    public let id: String
    /// The column of the amount that was paid.
    public let amount: String
    /// The column of the currency's code, in any case.
    public let currency: String
    /// The column of the day or instant of payment.
    public let paid: String
    /// The columns in which an order's reference is looked for, the first that has one counts.
    public let order: [String]
    /// The column of what payments, refunds and chargebacks name a payment by; nil where the
    /// mapping has only payments.
    public let payment: String?
    /// Which rows are what; nil where all are payments.
    public let kinds: Kinds?
    /// How dates are written.
    public let dates: DateForm
    /// How decimals are written.
    public let decimals: DecimalMark
    /// What stands between thousands.
    public let thousands: ThousandsMark
    /// What may stand before or after an amount, such as `€` or `CHF`, with or without a blank.
    public let symbols: [String]
    /// What separates fields.
    public let separator: Separator
    /// Whether the last line must be ended.
    public let finalLineEnd: FinalLineEnd

    /// Reads a mapping.
    ///
    /// - Throws: every fault, with file, line and field.
    public init(_ file: SourceFile) throws(SourceFaults) {
        var source = SourceReader(file: file.path)
        let root = try YAMLDocument.read(file)
        let keys = [
            "provider", "columns", "rows", "dates", "separator", "decimals", "thousands", "symbols",
            "final-line-end",
        ]
        guard let fields = source.fields(root, path: "", keys: keys) else {
            throw SourceFaults(source.faults)
        }
        let provider = source.slug("provider", in: fields)
        let columns = source.required("columns", in: fields).flatMap {
            source.fields(
                $0, path: "columns",
                keys: ["id", "amount", "currency", "paid", "order", "payment"])
        }
        var names: [String: String] = [:]
        var order: [String] = []
        if let columns {
            for key in ["id", "amount", "currency", "paid"] {
                names[key] = source.text(key, in: columns)
            }
            order = source.unique("order", in: columns, atLeast: 1) { $0.text($1, path: $2) }
            if columns["payment"] != nil { names["payment"] = source.text("payment", in: columns) }
        }
        let kinds = fields["rows"].flatMap { Kinds($0, &source) }
        if let node = fields["rows"], kinds?.areAboutPayments == true, names["payment"] == nil {
            source.report(
                "refunds and chargebacks need a column that names their payment",
                remedy: "name it as payment: under columns:, such as charge_id", at: node.line,
                field: "rows", value: "")
        }
        let dates = source.choice("dates", in: fields, of: DateForm.self)
        let decimals =
            source.mark(
                "decimals", in: fields,
                ["point": .point, ".": .point, "comma": .comma, ",": .comma])
            ?? DecimalMark.point
        let thousands =
            source.mark(
                "thousands", in: fields,
                [
                    "none": .none, "point": .point, ".": .point, "comma": .comma, ",": .comma,
                    "apostrophe": .apostrophe, "'": .apostrophe, "\u{2019}": .apostrophe,
                    "space": .space,
                ]) ?? ThousandsMark.none
        if let node = fields["thousands"], thousands.rawValue == decimals.rawValue {
            source.report(
                "the same character separates decimals and thousands",
                remedy: "name the one that the file uses for each", at: node.line,
                field: "thousands", value: thousands.rawValue)
        }
        let separator =
            source.mark(
                "separator", in: fields,
                [
                    "comma": .comma, ",": .comma, "semicolon": .semicolon, ";": .semicolon,
                    "tab": .tab,
                ]) ?? Separator.comma
        let symbols =
            fields["symbols"] == nil
            ? [] : source.unique("symbols", in: fields, atLeast: 1) { $0.symbol($1, path: $2) }
        let finalLineEnd =
            fields["final-line-end"] == nil
            ? .required : source.choice("final-line-end", in: fields, of: FinalLineEnd.self)
        guard source.faults.isEmpty, let provider, let id = names["id"],
            let amount = names["amount"], let currency = names["currency"],
            let paid = names["paid"], let dates, let finalLineEnd
        else { throw SourceFaults(source.faults) }
        self.provider = provider
        self.id = id
        self.amount = amount
        self.currency = currency
        self.paid = paid
        self.order = order
        payment = names["payment"]
        self.kinds = kinds
        self.dates = dates
        self.decimals = decimals
        self.thousands = thousands
        self.symbols = symbols
        self.separator = separator
        self.finalLineEnd = finalLineEnd
    }

    /// All columns that the file must have.
    var columns: [String] {
        [id, amount, currency, paid] + order + (kinds.map { [$0.column] } ?? [])
    }
}

extension SourceReader {
    /// A mark by its name or as itself; nil where the key is left out or is none of them.
    fileprivate mutating func mark<Mark: RawRepresentable<String> & CaseIterable>(
        _ key: String, in fields: Fields, _ marks: [String: Mark]
    ) -> Mark? {
        guard let node = fields[key] else { return nil }
        let names = Mark.allCases.map(\.rawValue).joined(separator: ", ")
        return value(
            node, path: fields.path(key), expected: "a known value", remedy: "use one of \(names)"
        ) { text in marks.first { $0.key.isExactly(text) }?.value }
    }

    /// What may stand beside an amount: no digit and nothing that an amount is written with.
    fileprivate mutating func symbol(_ node: SourceNode, path: String) -> String? {
        value(
            node, path: path, expected: "a currency's symbol",
            remedy:
                "write letters or a sign such as CHF or \u{20AC}, without digits, blanks and marks"
        ) { text in
            let isSymbol =
                (1...8).contains(text.unicodeScalars.count)
                && text.unicodeScalars.allSatisfy { scalar in
                    scalar.properties.isAlphabetic
                        || scalar.properties.generalCategory == .currencySymbol || scalar == "."
                }
            return isSymbol && text != "." ? text : nil
        }
    }
}
