/// What a store does to settle the rows of a cohort.
public protocol SettlementStore: Sendable {
    /// Opens an order for each row that has none, gives a new price where the hold has run out, and
    /// settles what is open with vouchers first and then from the pool, row by row. All of it is one
    /// transaction, and given again it changes nothing that is settled.
    ///
    /// A voucher that is not good, or a pool that no longer suffices, leaves the row open. Unknown
    /// codes are counted as by ``VoucherStore/redeem(_:for:_:)``.
    ///
    /// - Throws: ``StoreError`` with the code `notFound` where there is no such pool, and with
    ///   `conflict` where the fees were changed since the rows' prices were reckoned.
    func settle(
        _ rows: [RowFee], by means: SettlementMeans, _ authorship: Authorship
    ) async throws -> SettlementOutcome
}
