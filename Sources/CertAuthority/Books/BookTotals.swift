import Credentials

/// What entries of the books add up to, by currency and account.
public struct BookTotals: Sendable, Equatable {
    /// What moved on one account in one currency, in minor units.
    public struct Sum: Sendable, Equatable {
        /// All debits.
        public fileprivate(set) var debit: Int128 = 0
        /// All credits.
        public fileprivate(set) var credit: Int128 = 0
        /// Debits less credits.
        public var balance: Int128 { debit - credit }
    }

    /// How many entries were added.
    public private(set) var entries = 0
    /// How many lines they have.
    public private(set) var lines = 0
    private var sums: [Currency: [BookAccount: Sum]] = [:]

    /// Nothing.
    public init() {}

    /// The currencies that moved, by code.
    public var currencies: [Currency] { sums.keys.sorted { $0.code < $1.code } }

    /// What moved on an account.
    public subscript(currency: Currency, account: BookAccount) -> Sum {
        sums[currency]?[account] ?? Sum()
    }

    /// What moved on all accounts in a currency: debits equal credits.
    public subscript(currency: Currency) -> Sum {
        sums[currency]?.values.reduce(into: Sum()) {
            $0.debit += $1.debit
            $0.credit += $1.credit
        } ?? Sum()
    }

    /// Adds an entry.
    ///
    /// - Throws: ``StoreError`` with the code `corrupt`, and adds nothing, where its debits are not its
    ///   credits.
    public mutating func add(_ entry: BookEntry) throws(StoreError) {
        guard entry.lines.reduce(0 as Int128, { $0 + Int128($1.units) }) == 0 else {
            throw StoreError(.corrupt, "the entry \(entry.number) of the books does not balance")
        }
        entries += 1
        for line in entry.lines {
            lines += 1
            sums[entry.currency, default: [:]][line.account, default: Sum()].debit +=
                Int128(line.debit)
            sums[entry.currency, default: [:]][line.account, default: Sum()].credit +=
                Int128(line.credit)
        }
    }
}
