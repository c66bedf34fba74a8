/// Orders as a table to send out: what each learner owes, and what to write with the payment.
public enum OrderSheet {
    /// The columns.
    public static let columns = [
        "order", "learner_ref", "name", "email", "amount", "currency", "held_until", "quote",
    ]

    /// The table in UTF-8 with a header; no field of it is run as a formula by a spreadsheet.
    ///
    /// - Parameter entries: Each row of the cohort with its order; amounts are what is outstanding,
    ///   and `held_until` is the first day on which the price no longer holds.
    public static func table(_ entries: [(row: CohortRow, settlement: RowSettlement)]) -> [UInt8] {
        var bytes = Array((columns.joined(separator: ",") + "\n").utf8)
        for (row, settlement) in entries {
            let outstanding = settlement.order.account.outstanding
            let fields = [
                settlement.order.order.reference.description, row.learnerReference ?? "", row.name,
                row.email ?? "", outstanding?.decimal ?? "", outstanding?.currency.code ?? "",
                settlement.quote?.heldUntil.description ?? "",
                settlement.order.account.quote?.id ?? "",
            ]
            bytes += CSVField.line(fields)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
