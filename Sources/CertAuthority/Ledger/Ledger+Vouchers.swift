package import Credentials
import LinkedData

extension Ledger {
    /// A voucher by its code. An unknown code is counted, and once too many were tried no code is
    /// looked at: what is returned is to be kept, since a count that is taken back is none.
    package func voucher(_ code: VoucherCode) throws -> Result<VoucherRecord, VoucherError> {
        let since = authorship.at.adding(seconds: -VoucherGuessing.window)
        guard try rows.misses(after: since) < VoucherGuessing.most else {
            return .failure(.tooManyUnknown)
        }
        if let voucher = try rows.voucher(digest: code.digest) { return .success(voucher) }
        try countMiss()
        return .failure(.unknown)
    }

    /// Counts an unknown code.
    package func countMiss() throws {
        try rows.insertMiss(at: authorship.at)
        try audit(.missVoucher, "vouchers", [:])
    }

    /// Settles an order with a voucher that was looked up.
    ///
    /// - Returns: The order as it is then.
    /// - Throws: ``VoucherError``, and nothing was written.
    package func redeem(
        _ voucher: VoucherRecord, for reference: OrderReference
    ) throws -> OrderRecord {
        try redeem(voucher, for: required(reference))
        return try required(reference)
    }

    func redeem(_ voucher: VoucherRecord, for order: OrderRecord) throws {
        let reference = order.order.reference
        let amount = try voucher.amount(
            for: order, at: authorship.at,
            isRedeemed: rows.isRedeemed(digest: voucher.digest, for: reference))
        let use = try rows.insertUse(digest: voucher.digest, for: reference, authorship)
        try write(.vouchered(amount, voucher: voucher.name), to: order, voucherUse: use)
        try audit(
            .redeemVoucher, reference.description,
            ["voucher": .string(voucher.name), "amount": amount.json])
    }
}

extension VoucherRecord {
    /// What the voucher takes off an order.
    ///
    /// - Parameter isRedeemed: Whether it was redeemed for that order already.
    /// - Throws: ``VoucherError`` where it is not good for it.
    package func amount(
        for order: OrderRecord, at instant: Timestamp, isRedeemed: Bool
    ) throws(VoucherError) -> Money {
        guard !isRevoked else { throw .revoked }
        guard !isRedeemed else { throw .usedForThisOrder }
        guard used < terms.uses else { throw .usedUp }
        return try terms.amount(for: order.order, order.account, at: instant)
    }
}
