import Credentials
import LinkedData

/// What may be done with orders, and what follows: the rules, over the rows of any engine, within one
/// transaction and by one author.
///
/// Each call writes its audit entry. What an order or a pool does not allow is a ``StoreError`` with
/// the code `conflict`, and what does not exist one with `notFound`.
package struct Ledger<Rows: LedgerRows> {
    let rows: Rows
    let authorship: Authorship

    /// Rules over rows.
    package init(_ rows: Rows, _ authorship: Authorship) {
        self.rows = rows
        self.authorship = authorship
    }

    func required(_ reference: OrderReference) throws -> OrderRecord {
        guard let record = try rows.order(reference) else {
            throw StoreError(.notFound, "there is no order \(reference)")
        }
        return record
    }

    /// Writes an event to an order, where it takes it.
    func write(
        _ event: OrderEvent, to record: OrderRecord, voucherUse: Int64? = nil
    ) throws {
        try record.check(event)
        try rows.insert(
            event, to: record.order.reference, voucherUse: voucherUse, authorship)
    }

    func audit(_ action: AuditEvent.Action, _ subject: String, _ details: JSON) throws {
        try rows.append(action, subject: subject, details: details, authorship)
    }

    /// One change of one order with its audit entry.
    func change(
        _ reference: OrderReference, _ action: AuditEvent.Action, _ details: JSON,
        _ body: (OrderRecord) throws -> Void
    ) throws -> OrderRecord {
        try body(required(reference))
        try audit(action, reference.description, details)
        return try required(reference)
    }
}

extension OrderRecord {
    /// Whether the order would take an event.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where it would not.
    func check(_ event: OrderEvent) throws(StoreError) {
        var account = account
        do throws(OrderError) { try account.apply(event) } catch {
            throw StoreError(.conflict, "\(order.reference) \(error)")
        }
    }
}
