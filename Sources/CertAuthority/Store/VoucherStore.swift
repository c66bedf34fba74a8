/// What a store does with vouchers, as ``OrderStore`` says. It never holds a code.
public protocol VoucherStore: Sendable {
    /// Keeps the hashes of new codes.
    func create(
        _ batch: VoucherBatch, codes: [VoucherCode], _ authorship: Authorship
    ) async throws

    /// Settles an order with a voucher.
    ///
    /// - Throws: ``VoucherError`` where it is not good for the order. Unknown codes are counted;
    ///   after ``VoucherGuessing/most`` within ``VoucherGuessing/window`` no code is looked at.
    func redeem(
        _ code: VoucherCode, for reference: OrderReference, _ authorship: Authorship
    ) async throws -> OrderRecord

    /// Ends vouchers of a batch, or one by its place from 1; what they settled stays settled.
    ///
    /// - Returns: How many were good before.
    func revokeVouchers(
        of batch: String, place: Int?, reason: String, _ authorship: Authorship
    ) async throws -> Int

    /// Which voucher a code is, by batch and place.
    ///
    /// - Throws: ``VoucherError/unknown`` where there is none, counted as by ``redeem(_:for:_:)``.
    func identify(
        _ code: VoucherCode, _ authorship: Authorship
    ) async throws -> (batch: String, place: Int)

    /// The batches with what became of their vouchers, oldest first.
    func voucherReports() async throws(StoreError) -> [VoucherReport]
}

/// How fast codes can be tried.
public enum VoucherGuessing {
    /// How many unknown codes are answered within the window, whoever tries them.
    public static let most = 100
    /// One hour, in seconds.
    public static let window: Int64 = 3_600
}
