/// What a store does with payments, as ``OrderStore`` says.
public protocol PaymentStore: Sendable {
    /// Takes payments, all or none. One that was taken before is left alone; one that names no
    /// order, or one that cannot take it, is set aside.
    ///
    /// - Parameters:
    ///   - source: The file's name, for faults.
    ///   - digest: SHA-256 of the file, 64 hexadecimal digits.
    /// - Throws: ``SourceFaults`` when the provider told of a payment before with another amount.
    func take(
        _ payments: [Payment], source: String, digest: String, _ authorship: Authorship
    ) async throws -> PaymentImport

    /// Puts a payment that was set aside to an order.
    func assign(
        payment number: Int64, to reference: OrderReference, _ authorship: Authorship
    ) async throws -> OrderRecord

    /// The payments, oldest first.
    func payments(aside: Bool) async throws(StoreError) -> [PaymentRecord]
}
