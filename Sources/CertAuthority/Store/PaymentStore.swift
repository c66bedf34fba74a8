/// What a store does with payments, as ``OrderStore`` says.
public protocol PaymentStore: Sendable {
    /// Takes payments, all or none. One that was taken before is left alone; one that names no
    /// order, or one that cannot take it, is set aside. Of refunds and chargebacks each is taken once;
    /// it becomes a refund of its payment's order, or waits until that takes it: until the payment is
    /// taken and assigned, or the order is cancelled. No certificate is touched.
    ///
    /// - Parameters:
    ///   - source: The file's name, for faults.
    ///   - digest: SHA-256 of the file, 64 hexadecimal digits.
    /// - Throws: ``SourceFaults`` when the provider told of a payment before with another amount.
    func take(
        _ payments: [Payment], returns: [PaymentReturn], source: String, digest: String,
        _ authorship: Authorship
    ) async throws -> PaymentImport

    /// Puts a payment that was set aside to an order.
    func assign(
        payment number: Int64, to reference: OrderReference, _ authorship: Authorship
    ) async throws -> OrderRecord

    /// The payments, oldest first.
    func payments(aside: Bool) async throws(StoreError) -> [PaymentRecord]

    /// The refunds and chargebacks, oldest first.
    ///
    /// - Parameter waiting: Whether only those that are no refund of an order yet.
    func returns(waiting: Bool) async throws(StoreError) -> [ReturnRecord]

    /// Ends a return that was recorded otherwise.
    func close(
        return number: Int64, reason: String, _ authorship: Authorship
    ) async throws -> ReturnRecord
}

extension PaymentStore {
    /// Takes payments of a file without refunds and chargebacks.
    public func take(
        _ payments: [Payment], source: String, digest: String, _ authorship: Authorship
    ) async throws -> PaymentImport {
        try await take(payments, returns: [], source: source, digest: digest, authorship)
    }
}
