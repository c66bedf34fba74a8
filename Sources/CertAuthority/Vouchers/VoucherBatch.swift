public import Credentials

/// Vouchers that were made together.
public struct VoucherBatch: Sendable, Equatable {
    /// Its identifier, no secret.
    public let id: String
    /// What its vouchers are good for.
    public let terms: VoucherTerms
    /// What was noted with it.
    public let note: String?
    /// When it was made.
    public let created: Timestamp

    /// Describes a batch.
    public init(id: String, terms: VoucherTerms, note: String?, created: Timestamp) {
        self.id = id
        self.terms = terms
        self.note = note
        self.created = created
    }

    /// An identifier for a batch, such as `VB-7K3M9QXDC`: 40 random bits.
    ///
    /// - Throws: ``CryptoError`` when there is no randomness to be had.
    public static func newIdentifier() throws(CryptoError) -> String {
        let code = try CheckedCode.random(8).grouped
        return "VB-" + code.filter { $0 != "-" }
    }
}

/// What became of a batch's vouchers.
public struct VoucherReport: Sendable, Equatable {
    /// The batch.
    public let batch: VoucherBatch
    /// How many codes were made.
    public let size: Int
    /// How many of them were revoked.
    public let revoked: Int
    /// How many uses there were; those of cancelled orders were given back and do not count.
    public let redemptions: Int
    /// What those uses settled, by currency.
    public let settled: [Money]

    package init(batch: VoucherBatch, size: Int, revoked: Int, redemptions: Int, settled: [Money]) {
        self.batch = batch
        self.size = size
        self.revoked = revoked
        self.redemptions = redemptions
        self.settled = settled
    }
}
