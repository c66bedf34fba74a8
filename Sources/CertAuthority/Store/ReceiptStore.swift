/// Invoices, receipts and credit notes. What was issued stays, and numbers have no holes: each is given
/// in the transaction that writes it down.
public protocol ReceiptStore: Sendable {
    /// Issues what an order's state asks for, once for each order and kind.
    ///
    /// - Parameter make: Says what it says, given the order and what was issued for it before.
    /// - Returns: The receipt, and whether it is new.
    /// - Throws: What `make` throws, and then nothing is issued.
    func issueReceipt(
        _ order: OrderReference, _ authorship: Authorship,
        _ make: @escaping @Sendable (OrderRecord, [Receipt]) throws -> Receipt.Content
    ) async throws -> (receipt: Receipt, isNew: Bool)

    /// The language of an order's learner; nil where no certificate was issued for it, or none is
    /// known.
    func learnerLanguage(of order: OrderReference) async throws(StoreError) -> LanguageTag?

    /// What was issued, by organisation and number.
    func receipts(
        organisation: Slug?, order: OrderReference?
    ) async throws(StoreError) -> [Receipt]
}
