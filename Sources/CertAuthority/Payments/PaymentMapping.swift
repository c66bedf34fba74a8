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
    }

    /// What separates units from decimals.
    public enum DecimalMark: String, Sendable, CaseIterable {
        case point
        case comma
    }

    /// Whether the last line must be ended, which tells a file that was cut off.
    public enum FinalLineEnd: String, Sendable, CaseIterable {
        case required
        case optional
    }

    /// Which rows are payments, where a column tells.
    public struct Kinds: Sendable, Equatable {
        /// The column.
        public let column: String
        /// What it holds for payments; other rows are passed over and counted.
        public let payments: [String]
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
    /// Which rows are payments; nil where all are.
    public let kinds: Kinds?
    /// How dates are written.
    public let dates: DateForm
    /// How decimals are written.
    public let decimals: DecimalMark
    /// Whether the last line must be ended.
    public let finalLineEnd: FinalLineEnd

    /// Reads a mapping.
    ///
    /// - Throws: every fault, with file, line and field.
    public init(_ file: SourceFile) throws(SourceFaults) {
        var source = SourceReader(file: file.path)
        let root = try YAMLDocument.read(file)
        let keys = ["provider", "columns", "rows", "dates", "decimals", "final-line-end"]
        guard let fields = source.fields(root, path: "", keys: keys) else {
            throw SourceFaults(source.faults)
        }
        let provider = source.slug("provider", in: fields)
        let columns = source.required("columns", in: fields).flatMap {
            source.fields(
                $0, path: "columns", keys: ["id", "amount", "currency", "paid", "order"])
        }
        var names: [String: String] = [:]
        var order: [String] = []
        if let columns {
            for key in ["id", "amount", "currency", "paid"] {
                names[key] = source.text(key, in: columns)
            }
            order = source.unique("order", in: columns, atLeast: 1) { $0.text($1, path: $2) }
        }
        var kinds: Kinds?
        if let node = fields["rows"],
            let rows = source.fields(node, path: "rows", keys: ["column", "payments"])
        {
            let values = source.unique("payments", in: rows, atLeast: 1) { $0.text($1, path: $2) }
            kinds = source.text("column", in: rows).map { Kinds(column: $0, payments: values) }
        }
        let dates = source.choice("dates", in: fields, of: DateForm.self)
        let decimals =
            fields["decimals"] == nil
            ? .point : source.choice("decimals", in: fields, of: DecimalMark.self)
        let finalLineEnd =
            fields["final-line-end"] == nil
            ? .required : source.choice("final-line-end", in: fields, of: FinalLineEnd.self)
        guard source.faults.isEmpty, let provider, let id = names["id"],
            let amount = names["amount"], let currency = names["currency"],
            let paid = names["paid"], let dates, let decimals, let finalLineEnd
        else { throw SourceFaults(source.faults) }
        self.provider = provider
        self.id = id
        self.amount = amount
        self.currency = currency
        self.paid = paid
        self.order = order
        self.kinds = kinds
        self.dates = dates
        self.decimals = decimals
        self.finalLineEnd = finalLineEnd
    }

    /// All columns that the file must have.
    var columns: [String] {
        [id, amount, currency, paid] + order + (kinds.map { [$0.column] } ?? [])
    }
}
