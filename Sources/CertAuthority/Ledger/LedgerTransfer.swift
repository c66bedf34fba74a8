public import Credentials

/// The four accounts of a sponsor's pool. A positive balance is a debit.
public enum LedgerAccount: String, Sendable, CaseIterable {
    /// What the sponsor gave; never above zero.
    case funding
    /// What can be reserved; never below zero.
    case available
    /// What is set aside for orders; never below zero.
    case reserved
    /// What certificates were issued against; never below zero.
    case spent
}

/// One amount that goes from one account of a pool to another: a debit and a credit at once, so
/// that no entry can be out of balance.
public struct LedgerTransfer: Sendable, Equatable {
    /// The kinds of transfer.
    public enum Kind: String, Sendable, CaseIterable {
        /// The sponsor gives money.
        case fund
        /// The sponsor takes back what is not reserved.
        case withdraw
        /// Money is set aside for an order.
        case reserve
        /// The certificate was issued.
        case capture
        /// The order was given up before.
        case release
        /// The order was given up afterwards.
        case refund

        /// The account whose balance grows.
        public var debit: LedgerAccount {
            switch self {
            case .fund, .release, .refund: .available
            case .withdraw: .funding
            case .reserve: .reserved
            case .capture: .spent
            }
        }

        /// The account whose balance shrinks.
        public var credit: LedgerAccount {
            switch self {
            case .fund: .funding
            case .withdraw, .reserve: .available
            case .capture, .release: .reserved
            case .refund: .spent
            }
        }
    }

    /// The place in the ledger; a reservation is known by that of its `reserve`.
    public let sequence: Int64
    /// What it is.
    public let kind: Kind
    /// How much, above zero.
    public let amount: Money
    /// The order that it is for; none for `fund` and `withdraw`.
    public let order: OrderReference?
    /// The reservation that it ends or gives back.
    public let reservation: Int64?
    /// What was noted with it.
    public let note: String?
    /// When it was written.
    public let at: Timestamp
    /// Who wrote it.
    public let actor: String

    package init(
        sequence: Int64, kind: Kind, amount: Money, order: OrderReference?, reservation: Int64?,
        note: String?, at: Timestamp, actor: String
    ) {
        self.sequence = sequence
        self.kind = kind
        self.amount = amount
        self.order = order
        self.reservation = reservation
        self.note = note
        self.at = at
        self.actor = actor
    }
}

/// What the accounts of a pool hold, in minor units.
public struct LedgerBalances: Sendable, Equatable {
    private var units: [LedgerAccount: Int64] = [:]

    /// Nothing in any account.
    public init() {}

    package init(_ units: [LedgerAccount: Int64]) { self.units = units.filter { $0.value != 0 } }

    /// The balance of an account.
    public subscript(account: LedgerAccount) -> Int64 { units[account] ?? 0 }

    /// Zero, whatever was transferred: debits equal credits.
    public var sum: Int64 { units.values.reduce(0, +) }

    /// Takes a transfer in.
    ///
    /// - Throws: ``LedgerError``; nothing is changed then.
    public mutating func apply(
        _ kind: LedgerTransfer.Kind, minorUnits amount: Int64
    ) throws(LedgerError) {
        guard amount > 0 else { throw .notPositive(amount) }
        let (debit, debitOverflow) = self[kind.debit].addingReportingOverflow(amount)
        let (credit, creditOverflow) = self[kind.credit].subtractingReportingOverflow(amount)
        guard !debitOverflow, !creditOverflow else { throw .overflow }
        guard kind.debit == .funding ? debit <= 0 : true,
            kind.credit == .funding ? true : credit >= 0
        else { throw .belowZero(kind.credit, holds: self[kind.credit], asked: amount) }
        units[kind.debit] = debit == 0 ? nil : debit
        units[kind.credit] = credit == 0 ? nil : credit
    }
}

/// Why a transfer cannot be made.
public enum LedgerError: Error, Hashable, Sendable {
    /// The amount is not above zero.
    case notPositive(Int64)
    /// An account holds less than what is asked of it.
    case belowZero(LedgerAccount, holds: Int64, asked: Int64)
    /// The amounts do not fit into 64 bits.
    case overflow
}
