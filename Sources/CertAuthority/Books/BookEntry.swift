public import Credentials

/// One entry of the books: lines in one currency whose debits equal their credits.
public struct BookEntry: Sendable, Equatable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// An order was priced, or priced anew before anything was settled.
        case price
        /// A payment arrived for an order.
        case payment
        /// A payment arrived that no order took.
        case unassigned
        /// An unassigned payment was assigned to an order.
        case assign
        /// A fee was waived.
        case waiver
        /// A voucher settled a fee.
        case voucher
        /// A sponsors' pool took a fee on.
        case sponsor
        /// Money went back to a payer.
        case refund
        /// A provider sent or took money of a payment back.
        case returned = "return"
        /// What a provider sent or took back became a refund of an order.
        case apply
        /// A return was closed, since it was recorded otherwise.
        case close
        /// An order was cancelled, with all that was granted to it.
        case cancel
        /// A sponsor gave money.
        case fund
        /// A sponsor took money back.
        case withdraw
        /// A pool set money aside for an order.
        case reserve
        /// A pool paid a fee, since the certificate was issued.
        case capture
        /// A pool set money free again, since the order was cancelled before.
        case release
        /// A pool got money back, since the order was cancelled afterwards.
        case giveBack = "give-back"
    }

    /// Names it for good: `order-17`, `payment-3`, `return-2`, `close-2` or `pool-5`, after its place in that record.
    public let number: String
    /// When it was written; books go by its day in UTC.
    public let at: Timestamp
    /// What happened.
    public let kind: Kind
    /// The currency of its lines.
    public let currency: Currency
    /// Debits and then credits, each account once.
    public let lines: [BookLine]
    /// Whose order it is about, where it is about one.
    public let organisation: Slug?
    /// What that order is for.
    public let programme: Slug?
    /// That order.
    public let order: OrderReference?
    /// The sponsors' pool that it is about.
    public let pool: Slug?
    /// What happened, in words; none of them are the office's own, which might name somebody.
    public let text: String
}

extension BookEntry {
    /// The entry that a movement makes, or nil where it moves nothing, such as a price of zero.
    ///
    /// - Throws: ``StoreError`` with the code `corrupt` where the record contradicts itself.
    public init?(_ movement: BookMovement) throws(StoreError) {
        switch movement {
        case .order(let movement): try self.init(movement)
        case .unassigned(let number, let provider, let amount, let paid, let at):
            self.init(
                number: "payment-\(number)", at: at, kind: .unassigned, currency: amount.currency,
                lines: Self.lines([
                    .cash: amount.minorUnits, .unassignedPayments: -amount.minorUnits,
                ]), organisation: nil, programme: nil, order: nil, pool: nil,
                text: "payment \(number), \(provider), paid \(paid.dateText)")
        case .returned(let number, let kind, let provider, let amount, let day, let at):
            self.init(
                number: "return-\(number)", at: at, kind: .returned, currency: amount.currency,
                lines: Self.lines([
                    .returnedPayments: amount.minorUnits, .cash: -amount.minorUnits,
                ]), organisation: nil, programme: nil, order: nil, pool: nil,
                text: "\(kind.rawValue) \(number), \(provider), of \(day.dateText)")
        case .returnClosed(let number, let amount, let at):
            self.init(
                number: "close-\(number)", at: at, kind: .close, currency: amount.currency,
                lines: Self.lines([
                    .cash: amount.minorUnits, .returnedPayments: -amount.minorUnits,
                ]), organisation: nil, programme: nil, order: nil, pool: nil,
                text: "return \(number) closed")
        case .pool(let pool, let transfer, let organisation, let programme):
            self.init(pool, transfer, organisation, programme)
        }
    }

    private init?(_ movement: OrderMovement) throws(StoreError) {
        var position = BookPosition()
        let before: BookPosition
        do throws(OrderError) {
            for event in movement.before { try position.apply(event) }
            before = position
            try position.apply(movement.entry.event)
        } catch {
            throw StoreError(
                .corrupt, "the entries of \(movement.order) contradict each other: it \(error)")
        }
        guard let currency = position.currency else { return nil }
        var balances = position.balances.merging(
            before.balances.mapValues { -$0 }, uniquingKeysWith: +)
        let (kind, text) = movement.words(isPriced: before.currency != nil)
        let other: BookAccount =
            switch kind {
            case .assign: .unassignedPayments
            case .apply: .returnedPayments
            default: .cash
            }
        balances[other, default: 0] += position.account.paid - before.account.paid
        let lines = Self.lines(balances)
        guard !lines.isEmpty else { return nil }
        var pool: Slug?
        if case .sponsored(_, let name, _) = movement.entry.event { pool = name }
        self.init(
            number: "order-\(movement.entry.sequence)", at: movement.entry.at, kind: kind,
            currency: currency, lines: lines, organisation: movement.organisation,
            programme: movement.programme, order: movement.order, pool: pool, text: text)
    }

    private init(
        _ pool: Slug, _ transfer: LedgerTransfer, _ organisation: Slug?, _ programme: Slug?
    ) {
        let (kind, debit, credit): (Kind, BookAccount, BookAccount) =
            switch transfer.kind {
            case .fund: (.fund, .cash, .sponsorAvailable)
            case .withdraw: (.withdraw, .sponsorAvailable, .cash)
            case .reserve: (.reserve, .sponsorAvailable, .sponsorReserved)
            case .capture: (.capture, .sponsorReserved, .sponsorClaims)
            case .release: (.release, .sponsorReserved, .sponsorAvailable)
            case .refund: (.giveBack, .sponsorClaims, .sponsorAvailable)
            }
        let units = transfer.amount.minorUnits
        self.init(
            number: "pool-\(transfer.sequence)", at: transfer.at, kind: kind,
            currency: transfer.amount.currency, lines: Self.lines([debit: units, credit: -units]),
            organisation: organisation, programme: programme, order: transfer.order, pool: pool,
            text: transfer.reservation.map { "\(transfer.kind.rawValue) of reservation \($0)" }
                ?? transfer.kind.rawValue)
    }

    /// Debits first, each in the order of the accounts.
    private static func lines(_ balances: [BookAccount: Int64]) -> [BookLine] {
        let lines = BookAccount.allCases.compactMap { account in
            balances[account].flatMap { $0 == 0 ? nil : BookLine(account, $0) }
        }
        return lines.filter { $0.units > 0 } + lines.filter { $0.units < 0 }
    }
}

extension OrderMovement {
    /// What happened.
    ///
    /// - Parameter isPriced: Whether the order had a price before.
    fileprivate func words(isPriced: Bool) -> (BookEntry.Kind, String) {
        switch entry.event {
        case .quoted: (.price, isPriced ? "new price" : "price")
        case .paid(_, let number):
            (
                payment?.wasUnassigned == true ? .assign : .payment,
                (["payment \(number)"]
                    + (payment.map { ["\($0.provider)", "paid \($0.paid.dateText)"] } ?? []))
                    .joined(separator: ", ")
            )
        case .waived(_, let request): (.waiver, "waiver \(request)")
        case .vouchered(_, let voucher): (.voucher, "voucher \(voucher)")
        case .sponsored(_, let pool, let reservation):
            (.sponsor, "sponsor \(pool), reservation \(reservation)")
        case .refunded:
            paymentReturn.map { (.apply, "return \($0)") } ?? (.refund, "refund")
        case .cancelled: (.cancel, "order cancelled")
        }
    }
}
