public import Credentials
public import LinkedData

/// One entry of the audit chain: who did what to what, and when.
///
/// Each entry holds the digest of the one before, so that none can be changed, removed or moved
/// without breaking every later one.
public struct AuditEvent: Sendable, Equatable {
    /// The kinds of change.
    public enum Action: String, Sendable, CaseIterable {
        /// The installation was made.
        case initialise
        /// A catalogue was applied.
        case applyCatalogue = "apply-catalogue"
        /// A schedule of fees was applied.
        case applyTiers = "apply-tiers"
        /// Records were added to a reference table.
        case applyReference = "apply-reference"
        /// A fee was quoted.
        case quote
        /// Whom quotes were for was removed.
        case pruneQuotes = "prune-quotes"
        /// A signing key was added.
        case addKey = "add-key"
        /// A document key was certified, or a certificate for one taken in.
        case addDocumentCertificate = "add-document-certificate"
        /// A batch was planned.
        case planBatch = "plan-batch"
        /// What a batch had not issued was given up.
        case abandonBatch = "abandon-batch"
        /// Certificates were issued.
        case issue
        /// A certificate was taken back for good.
        case revoke
        /// A certificate was set aside.
        case suspend
        /// A suspension was lifted.
        case reinstate
        /// A corrected certificate was issued in the place of another.
        case reissue
        /// A learner's data was erased.
        case erase
        /// The store was put back from a backup.
        case restore
        /// Orders were opened.
        case openOrders = "open-orders"
        /// An order was given a price.
        case priceOrder = "price-order"
        /// An order was given up.
        case cancelOrder = "cancel-order"
        /// Money went back to a payer.
        case refundOrder = "refund-order"
        /// A waiver was asked for.
        case requestWaiver = "request-waiver"
        /// A waiver was approved.
        case approveWaiver = "approve-waiver"
        /// A sponsor's pool was made.
        case createPool = "create-pool"
        /// A sponsor gave money.
        case fundPool = "fund-pool"
        /// A sponsor took money back.
        case withdrawPool = "withdraw-pool"
        /// A sponsor's money was reserved for orders.
        case sponsorOrders = "sponsor-orders"
        /// What was reserved was captured.
        case captureOrders = "capture-orders"
        /// Vouchers were made.
        case createVouchers = "create-vouchers"
        /// A voucher settled an order.
        case redeemVoucher = "redeem-voucher"
        /// A voucher that does not exist was tried.
        case missVoucher = "miss-voucher"
        /// Vouchers were ended.
        case revokeVouchers = "revoke-vouchers"
        /// Payments were taken.
        case takePayments = "take-payments"
        /// A payment that was set aside was put to an order.
        case assignPayment = "assign-payment"
        /// Learners were given secret links.
        case createLinks = "create-links"
        /// Secret links were ended.
        case revokeLinks = "revoke-links"
        /// Messages with links were planned, begun, sent, refused or decided about.
        case mailLinks = "mail-links"
        /// Messages that remind of a certificate's end were planned, begun, sent, refused or decided
        /// about.
        case mailReminders = "mail-reminders"
        /// Certificates were renewed by others.
        case renew = "renew"
        /// A refund or chargeback was closed, since it was recorded otherwise.
        case closeReturn = "close-return"
        /// An invoice, a receipt or a credit note was issued.
        case issueReceipt = "issue-receipt"
    }

    /// The place in the chain, from 1.
    public let sequence: Int64
    /// When it was done.
    public let at: Timestamp
    /// Who did it.
    public let actor: String
    /// What was done.
    public let action: Action
    /// What it was done to.
    public let subject: String
    /// The particulars.
    public let details: JSON
    /// The digest of the entry before, 64 hexadecimal digits; zeros before the first.
    public let previous: String

    /// The digest that stands before the first entry.
    public static let origin = String(repeating: "0", count: 64)

    /// Writes an entry down.
    public init(
        sequence: Int64, at: Timestamp, actor: String, action: Action, subject: String,
        details: JSON, previous: String
    ) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.details = details
        self.previous = previous
    }

    /// SHA-256 over the RFC 8785 form of all members, as 64 hexadecimal digits.
    public var digest: String {
        AuditEntry(
            sequence: sequence, at: at, actor: actor, action: action.rawValue, subject: subject,
            details: details, previous: previous, digest: ""
        ).computedDigest
    }
}
