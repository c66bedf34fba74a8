public import Credentials
internal import LinkedData

/// Reads a bank's or payment provider's export by a mapping. All faults are found and told by
/// line; a file with one fault gives nothing.
public struct PaymentReader: Sendable {
    /// What a file holds.
    public struct Contents: Sendable, Equatable {
        /// The payments, in the order of the file.
        public let payments: [Payment]
        /// The refunds and chargebacks, in the order of the file.
        public let returns: [PaymentReturn]
        /// How many rows of other kinds were passed over, by kind.
        public let passedOver: [String: Int]
        /// Whether they are dated by days alone.
        let areDatedByDays: Bool

        /// The payments that are dated after an instant: nobody pays tomorrow. A day counts from
        /// when it begins anywhere, fourteen hours before it does in UTC.
        public func future(at instant: Timestamp) -> [Payment] {
            payments.filter { $0.isFuture(at: instant, isDay: areDatedByDays) }
        }
    }

    private let mapping: PaymentMapping
    private let file: String
    private let currency: @Sendable (String) -> Currency?

    /// A reader.
    ///
    /// - Parameters:
    ///   - file: The name by which faults call the file.
    ///   - currency: The currency of a code of three capital letters (ISO 4217), or nil.
    public init(
        _ mapping: PaymentMapping, file: String, currency: @escaping @Sendable (String) -> Currency?
    ) {
        self.mapping = mapping
        self.file = file
        self.currency = currency
    }

    /// Reads a file's bytes.
    ///
    /// - Throws: every fault, with line and column.
    public func read(_ bytes: [UInt8]) throws(SourceFaults) -> Contents {
        let document = CSVDocument(bytes, separator: mapping.separator.byte)
        var faults = document.faults.map { fault in
            SourceFault(
                file: file, line: fault.line, field: fault.column ?? "", reason: fault.reason,
                remedy: fault.code == .wrongSeparator
                    ? "or say separator: in the mapping, one of comma, semicolon, tab"
                    : "export the file again")
        }
        if !document.faults.contains(where: { $0.code == .wrongSeparator }) {
            faults += missingColumns(document)
        }
        if let last = CSVReader.withoutEndMark(bytes).last, last != 0x0A, last != 0x0D,
            mapping.finalLineEnd == .required
        {
            faults.append(
                SourceFault(
                    file: file, line: document.records.last?.line ?? 1, field: "",
                    reason: "the last line has no end, so the file may have been cut off",
                    remedy: "export it again, or say final-line-end: optional in the mapping"))
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        if document.index(of: mapping.payment ?? "") == nil {
            faults += missingPaymentColumn(document)
        }
        var payments: [Payment] = []
        var returns: [PaymentReturn] = []
        var passedOver: [String: Int] = [:]
        var lines: [ExactString: Int] = [:]
        for record in document.records {
            let row = Row(document: document, record: record)
            let rowKind = mapping.kinds.map { $0.kind(of: row[$0.column]) } ?? .payment
            guard let rowKind else {
                let column = mapping.kinds?.column ?? ""
                let kind = row[column]
                if kind.unicodeScalars.contains(where: TextSafety.isControl) {
                    faults.append(
                        fault(
                            row, column, "a control character in the row's kind",
                            "export it again"))
                }
                passedOver[kind, default: 0] += 1
                continue
            }
            guard let money = money(row, rowKind, &faults) else { continue }
            if let first = lines.updateValue(row.line, forKey: ExactString(row[mapping.id])) {
                faults.append(
                    fault(
                        row, mapping.id, "the same payment is on line \(first)",
                        "each must be in the file once; export it again"))
            }
            switch money {
            case .arrived(let payment): payments.append(payment)
            case .wentBack(let told): returns.append(told)
            }
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return Contents(
            payments: payments, returns: returns, passedOver: passedOver,
            areDatedByDays: mapping.dates.isDay)
    }

    // MARK: Rows

    private struct Row {
        let document: CSVDocument
        let record: CSVDocument.Record

        var line: Int { record.line }

        subscript(column: String) -> String {
            document.index(of: column).map { record.fields[$0] } ?? ""
        }
    }

    private func missingColumns(_ document: CSVDocument) -> [SourceFault] {
        guard !document.columns.isEmpty else { return [] }
        return mapping.columns.filter { document.index(of: $0) == nil }.map { column in
            SourceFault(
                file: file, line: 1, field: column, reason: "missing column",
                remedy: "export it too, or name another column in the mapping")
        }
    }

    /// Money of a row.
    private enum RowMoney {
        case arrived(Payment)
        case wentBack(PaymentReturn)
    }

    /// Files of payments alone do without the column by which refunds name them.
    private func missingPaymentColumn(_ document: CSVDocument) -> [SourceFault] {
        guard let column = mapping.payment, let kinds = mapping.kinds else { return [] }
        let first = document.records.first { record in
            let row = Row(document: document, record: record)
            let kind = kinds.kind(of: row[kinds.column])
            return kind != nil && kind != .payment
        }
        return first.map { record in
            [
                SourceFault(
                    file: file, line: record.line, field: column,
                    reason: "a refund or chargeback, and no column that names its payment",
                    remedy: "export that column too, or name another as payment: in the mapping")
            ]
        } ?? []
    }

    private func money(
        _ row: Row, _ kind: PaymentMapping.Kinds.Kind, _ faults: inout [SourceFault]
    ) -> RowMoney? {
        let before = faults.count
        let id = row[mapping.id]
        if let reason = PaymentIdentifier.fault(id) {
            faults.append(
                fault(
                    row, mapping.id, reason,
                    "each payment needs the provider's own identifier, exactly as given"))
        }
        let reference = mapping.payment.map { row[$0] }.flatMap { $0.isEmpty ? nil : $0 }
        if let column = mapping.payment, kind != .payment || reference != nil,
            let reason = PaymentIdentifier.fault(reference ?? "")
        {
            faults.append(
                fault(
                    row, column, reason,
                    "it names the payment, exactly as the provider gives it; export it again"))
        }
        let amount = amount(row, goesBack: kind == .refund || kind == .chargeback, &faults)
        guard let paid = paid(row[mapping.paid]) else {
            faults.append(
                fault(
                    row, mapping.paid, "not a date of the form \(mapping.dates.rawValue)",
                    "see dates: in the mapping"))
            return nil
        }
        guard faults.count == before, let amount else { return nil }
        switch kind {
        case .payment:
            return .arrived(
                Payment(
                    provider: mapping.provider, id: id, amount: amount, paid: paid,
                    order: order(row), line: row.line, reference: reference))
        case .restored:
            return .arrived(
                Payment(
                    provider: mapping.provider, id: id, amount: amount, paid: paid,
                    order: .asPayment(reference ?? ""), line: row.line))
        case .refund, .chargeback:
            return .wentBack(
                PaymentReturn(
                    kind: kind == .refund ? .refund : .chargeback, provider: mapping.provider,
                    id: id, payment: reference ?? "", amount: amount, at: paid, line: row.line))
        }
    }

    /// The amount of a row, above zero.
    ///
    /// - Parameter goesBack: Whether it stands in the file below zero.
    private func amount(
        _ row: Row, goesBack: Bool, _ faults: inout [SourceFault]
    ) -> Money? {
        let code = ASCII.uppered(Array(row[mapping.currency].utf8))
        guard let currency = currency(code) else {
            faults.append(
                fault(
                    row, mapping.currency, "not a currency that is known",
                    "use a code of ISO 4217; the table is reference/currencies.csv"))
            return nil
        }
        let reader = PaymentAmount(mapping)
        do throws(MoneyError) {
            let money = try reader.read(row[mapping.amount], currency)
            if goesBack ? money.minorUnits < 0 : money.minorUnits > 0 {
                return Money(minorUnits: abs(money.minorUnits), currency)
            }
            faults.append(
                fault(
                    row, mapping.amount,
                    goesBack
                        ? "a refund or chargeback is below zero" : "a payment is above zero",
                    "remove other rows, or distinguish them with rows: in the mapping"))
        } catch {
            let remedy =
                if case .malformed = error { reader.remedy } else { "find out what was paid" }
            faults.append(fault(row, mapping.amount, error.description, remedy))
        }
        return nil
    }

    private func paid(_ text: String) -> Timestamp? {
        switch mapping.dates {
        case .date: return CivilDate(text).map { Timestamp(seconds: $0.startUnixTime) }
        case .rfc3339: return Timestamp(text)?.wholeSecond
        case .dateTime:
            let parts = text.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            return Timestamp("\(parts[0])T\(parts[1])Z")?.wholeSecond
        case .dayFirst:
            let parts = text.split(
                omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "/" })
            guard parts.count == 3 else { return nil }
            return CivilDate("\(parts[2])-\(parts[1])-\(parts[0])").map {
                Timestamp(seconds: $0.startUnixTime)
            }
        }
    }

    private func order(_ row: Row) -> Payment.NamedOrder {
        for column in mapping.order {
            let found = OrderReference.all(in: row[column])
            if found.count > 1 { return .several }
            if let reference = found.first { return .one(reference) }
        }
        return .none
    }

    private func fault(
        _ row: Row, _ column: String, _ reason: String, _ remedy: String
    ) -> SourceFault {
        SourceFault(
            file: file, line: row.line, field: column, value: row[column], reason: reason,
            remedy: remedy)
    }
}
