internal import LinkedData

extension PaymentMapping {
    /// Which rows are what, where a column tells.
    public struct Kinds: Sendable, Equatable {
        /// What a row is.
        enum Kind: String, CaseIterable {
            /// Money that arrived.
            case payment = "payments"
            /// Money that the office sent back.
            case refund = "refunds"
            /// Money that the payer's bank took back.
            case chargeback = "chargebacks"
            /// Money that came back after all: a refund that failed, a chargeback that was won.
            case restored
        }

        /// The column.
        public let column: String
        /// What it holds for payments; rows that no list names are passed over and counted.
        public let payments: [String]
        /// What it holds for refunds.
        public let refunds: [String]
        /// What it holds for chargebacks.
        public let chargebacks: [String]
        /// What it holds where a refund or a chargeback came back.
        public let restored: [String]

        /// Whether there are rows that name the payment that they are about.
        var areAboutPayments: Bool { !(refunds + chargebacks + restored).isEmpty }

        /// What a row is, by its value in the column; nil where no list has that.
        func kind(of value: String) -> Kind? {
            func has(_ values: [String]) -> Bool { values.contains(where: value.isExactly) }
            if has(payments) { return .payment }
            if has(refunds) { return .refund }
            if has(chargebacks) { return .chargeback }
            return has(restored) ? .restored : nil
        }

        /// Reads `rows:` of a mapping; nil where a fault was found.
        init?(_ node: SourceNode, _ source: inout SourceReader) {
            let lists = Kind.allCases.map(\.rawValue)
            guard let rows = source.fields(node, path: "rows", keys: ["column"] + lists) else {
                return nil
            }
            var values: [Kind: [String]] = [:]
            for kind in Kind.allCases where kind == .payment || rows[kind.rawValue] != nil {
                values[kind] = source.unique(kind.rawValue, in: rows, atLeast: 1) {
                    $0.text($1, path: $2)
                }
            }
            let all = values.values.joined().map { ExactString($0) }
            if Set(all).count < all.count {
                source.report(
                    "a value stands in two lists", remedy: "name what its rows are once",
                    at: node.line, field: "rows", value: "")
            }
            guard let column = source.text("column", in: rows) else { return nil }
            self.column = column
            payments = values[.payment] ?? []
            refunds = values[.refund] ?? []
            chargebacks = values[.chargeback] ?? []
            restored = values[.restored] ?? []
        }
    }
}
