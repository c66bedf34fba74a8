import Credentials
import LinkedData

extension Ledger {
    func required(_ pool: Slug) throws -> SponsorPoolRecord {
        guard let record = try rows.pool(pool) else {
            throw StoreError(.notFound, "there is no sponsors' pool \(pool)")
        }
        return record
    }

    /// Adds what a sponsor gave, or takes out what goes back: `fund` or `withdraw`.
    package func move(
        _ kind: LedgerTransfer.Kind, _ pool: Slug, _ amount: Money, note: String?
    ) throws -> SponsorPoolRecord {
        let record = try required(pool)
        try record.check(kind, amount)
        _ = try rows.insert(
            kind, amount, in: pool, order: nil, reservation: nil, note: note, authorship)
        try audit(
            kind == .fund ? .fundPool : .withdrawPool, pool.text,
            ["amount": amount.json, "note": note.map { .string($0) } ?? .null])
        return try required(pool)
    }

    /// Reserves what is outstanding of orders, of all or of none.
    ///
    /// - Parameter most: The most for each order; nil for all that is outstanding.
    /// - Returns: The orders as they are then.
    package func sponsor(
        _ references: [OrderReference], from pool: Slug, most: Money?
    ) throws -> [OrderRecord] {
        var reserved: [JSON] = []
        for reference in references {
            let order = try required(reference)
            guard let outstanding = order.account.outstanding else {
                throw StoreError(.conflict, "\(reference) \(OrderError.notQuoted)")
            }
            if order.account.state == .settled { continue }
            let units = min(most?.minorUnits ?? .max, outstanding.minorUnits)
            let amount = Money(minorUnits: units, most?.currency ?? outstanding.currency)
            try order.check(.sponsored(amount, pool: pool, reservation: 0))
            try sponsor(order, amount, from: pool)
            reserved.append(["order": .string("\(reference)"), "amount": amount.json])
        }
        try auditSponsored(reserved, from: pool)
        return try references.map(required)
    }

    func auditSponsored(_ reserved: [JSON], from pool: Slug) throws {
        guard !reserved.isEmpty else { return }
        try audit(.sponsorOrders, pool.text, ["orders": .array(reserved)])
    }

    /// Sets money aside for an order, within the pool's means and caps: all is looked at before
    /// anything is written, so that an order that is refused leaves nothing behind.
    func sponsor(_ order: OrderRecord, _ amount: Money, from pool: Slug) throws {
        let record = try required(pool)
        try record.check(.reserve, amount)
        let places = try places(of: order.order, in: record.pool, at: authorship.at)
        for (cap, place) in places {
            try cap.check(amount, used: rows.used(place), for: order.order, in: record.pool)
        }
        try order.check(.sponsored(amount, pool: pool, reservation: 0))
        let number = try rows.insert(
            .reserve, amount, in: pool, order: order.order.reference, reservation: nil, note: nil,
            authorship)
        for (cap, place) in places {
            try rows.add(amount.minorUnits, to: place, limit: cap.limit)
        }
        try write(.sponsored(amount, pool: pool, reservation: number), to: order)
    }

    /// Where a reservation for an order counts, by the caps that are about it.
    private func places(
        of order: Order, in pool: SponsorPool, at instant: Timestamp
    ) throws -> [(cap: SponsorCap, place: SponsorCapPlace)] {
        try pool.caps.enumerated().compactMap { position, cap in
            let country =
                cap.dimension == .country ? try rows.country(of: order.reference) : nil
            let counted = try cap.counted(of: order, country: country)
            return cap.bucket(value: counted, at: instant).map {
                (cap, SponsorCapPlace(pool: pool.id, position: position, bucket: $0))
            }
        }
    }

    // MARK: What was reserved

    /// Captures what is reserved for orders.
    package func capture(_ references: [OrderReference]) throws {
        var captured: [JSON] = []
        for reference in references {
            _ = try required(reference)
            if try capture(reference) { captured.append(.string("\(reference)")) }
        }
        guard !captured.isEmpty else { return }
        try audit(
            .captureOrders, "\(Count(captured.count, "order"))", ["orders": .array(captured)])
    }

    /// Captures what is reserved for an order; the caller writes the audit.
    ///
    /// - Returns: Whether there was anything.
    @discardableResult
    private func capture(_ reference: OrderReference) throws -> Bool {
        let open = try rows.reservations(of: reference).filter { !$0.isCaptured }
        for reservation in open { try end(reservation, of: reference, by: .capture) }
        return !open.isEmpty
    }

    /// Captures what rows that are being issued have reserved, and names the orders that settled them
    /// where the batch does not say what did; the caller writes the audit.
    package func capture(issued keys: [RowKey]) throws {
        guard try rows.hasOrders() else { return }
        for key in keys {
            guard let reference = try rows.standingReference(of: key) else { continue }
            try rows.note(reference, asSettling: key)
            try capture(reference)
        }
    }

    /// Releases what is reserved for an order, and gives back what was captured.
    func giveBackSponsorships(of order: Order) throws {
        for reservation in try rows.reservations(of: order.reference) {
            let record = try end(
                reservation, of: order.reference,
                by: reservation.isCaptured ? .refund : .release)
            let places = try places(of: order, in: record.pool, at: reservation.at)
            for (cap, place) in places {
                try rows.add(-reservation.amount, to: place, limit: cap.limit)
            }
        }
    }

    @discardableResult
    private func end(
        _ reservation: LedgerReservation, of reference: OrderReference,
        by kind: LedgerTransfer.Kind
    ) throws -> SponsorPoolRecord {
        let record = try required(reservation.pool)
        let amount = Money(minorUnits: reservation.amount, record.pool.currency)
        try record.check(kind, amount)
        _ = try rows.insert(
            kind, amount, in: reservation.pool, order: reference,
            reservation: reservation.number, note: nil, authorship)
        return record
    }
}

extension SponsorPoolRecord {
    /// Whether the pool would take a transfer.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where it would not.
    package func check(_ kind: LedgerTransfer.Kind, _ amount: Money) throws(StoreError) {
        guard amount.currency == pool.currency else {
            throw StoreError(
                .conflict, "the pool \(pool.id) is in \(pool.currency), not in \(amount.currency)")
        }
        // What went in before there was a bound may go out.
        if kind == .fund, amount.isImplausible {
            throw StoreError(.conflict, "\(amount) is more than anybody gives; check the amount")
        }
        var balances = balances
        do throws(LedgerError) {
            try balances.apply(kind, minorUnits: amount.minorUnits)
        } catch {
            throw StoreError(.conflict, refusal(error, amount))
        }
    }

    private func refusal(_ error: LedgerError, _ amount: Money) -> String {
        switch error {
        case .notPositive: "an amount is above zero, not \(amount)"
        case .overflow: "the pool \(pool.id) would hold more than can be counted"
        case .belowZero(let account, let holds, _):
            "the pool \(pool.id) has \(Money(minorUnits: holds, pool.currency)) \(account.rawValue), "
                + "less than \(amount)"
        }
    }
}

extension SponsorCap {
    /// What a reservation for an order is counted by.
    ///
    /// - Parameter country: The learner's, where the order has one and this cap asks for it.
    /// - Throws: ``StoreError`` with the code `conflict` where the order does not say it.
    package func counted(of order: Order, country: String?) throws(StoreError) -> String {
        switch dimension {
        case .all: return "all"
        case .programme: return order.programme.text
        case .learner: return order.rowKey.learner
        case .country:
            guard let country else {
                throw StoreError(
                    .conflict,
                    "\(order.reference) does not say the learner's country, which a cap of the pool "
                        + "asks for")
            }
            return country
        }
    }

    /// Whether an amount may still be reserved.
    ///
    /// - Parameter used: What counts towards the cap so far, in minor units.
    /// - Throws: ``StoreError`` with the code `conflict` where it may not.
    package func check(
        _ amount: Money, used: Int64, for order: Order, in pool: SponsorPool
    ) throws(StoreError) {
        guard amount.minorUnits <= limit - used else {
            throw StoreError(
                .conflict,
                "the pool \(pool.id) has \(Money(minorUnits: limit - used, pool.currency)) left for "
                    + "\(order.reference) under its cap by \(dimension.rawValue), less than \(amount)"
            )
        }
    }
}
