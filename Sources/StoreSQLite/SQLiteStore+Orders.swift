public import CertAuthority
import Credentials
import GRDB
import LinkedData

extension SQLiteStore {
    /// Opens orders.
    public func open(
        _ requests: [OrderRequest], _ authorship: Authorship
    ) async throws -> [OrderRecord] {
        try await write { db in
            var opened: [OrderReference] = []
            var records: [OrderRecord] = []
            for request in requests {
                if let standing = try Self.standingOrder(request.rowKey, in: db) {
                    records.append(standing)
                    continue
                }
                let record = try Self.insertOrder(request, authorship, in: db)
                opened.append(record.order.reference)
                records.append(record)
            }
            try Self.auditOpened(opened, authorship, in: db)
            return records
        }
    }

    /// Opens an order in the caller's transaction, which is to write the audit.
    static func insertOrder(
        _ request: OrderRequest, _ authorship: Authorship, in db: Database
    ) throws -> OrderRecord {
        let reference = try newReference(in: db)
        try db.cachedStatement(
            sql: """
                INSERT INTO purchase_order
                    (reference, row_key, country, programme, organisation, opened)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            reference.description, request.rowKey.text, request.country,
            request.programme.text, request.organisation.text, authorship.at.seconds,
        ])
        if let quote = request.quote {
            try write(.quoted(quote), to: requiredOrder(reference, in: db), authorship, in: db)
        }
        return try requiredOrder(reference, in: db)
    }

    static func auditOpened(
        _ references: [OrderReference], _ authorship: Authorship, in db: Database
    ) throws {
        guard !references.isEmpty else { return }
        try AuditChain.append(
            .openOrders, subject: "\(Count(references.count, "order"))",
            details: ["orders": .array(references.map { .string($0.description) })], authorship,
            to: db)
    }

    /// Gives an order a price.
    public func price(
        _ reference: OrderReference, at quote: OrderQuote, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await change(
            reference, .priceOrder,
            details: ["quote": .string(quote.id), "amount": quote.amount.json], authorship
        ) { record, db in
            try Self.write(.quoted(quote), to: record, authorship, in: db)
        }
    }

    /// An order, or nil.
    public func order(_ reference: OrderReference) async throws(StoreError) -> OrderRecord? {
        try await read { db in try Self.order(reference, in: db) }
    }

    /// The orders that stand for these rows.
    public func orders(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: OrderRecord] {
        try await read { db in
            var found: [RowKey: OrderRecord] = [:]
            for key in rowKeys { found[key] = try Self.standingOrder(key, in: db) }
            return found
        }
    }

    /// All orders, oldest first.
    public func orders(
        programme: Slug?, state: OrderAccount.State?
    ) async throws(StoreError) -> [OrderRecord] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: Self.selectOrder + """
                     WHERE :programme IS NULL OR programme = :programme ORDER BY rowid
                    """, arguments: ["programme": programme?.text])
            return try rows.map { try Self.orderRecord($0, in: db) }
                .filter { state == nil || $0.account.state == state }
        }
    }

    /// Gives an order up.
    public func cancel(
        _ reference: OrderReference, reason: String, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await change(
            reference, .cancelOrder, details: ["reason": .string(reason)], authorship
        ) { record, db in
            try Self.checkNotIssued(record.order, in: db)
            try Self.write(.cancelled(reason: reason), to: record, authorship, in: db)
            try db.execute(
                sql: "UPDATE purchase_order SET cancelled = ? WHERE reference = ?",
                arguments: [authorship.at.seconds, reference.description])
            try Self.giveBackSponsorships(of: reference, authorship, in: db)
            try Self.giveBackVouchers(of: reference, authorship, in: db)
        }
    }

    /// Writes down that money went back to the payer.
    public func refund(
        _ reference: OrderReference, _ amount: Money, note: String, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await change(
            reference, .refundOrder, details: ["amount": amount.json, "note": .string(note)],
            authorship
        ) { record, db in
            try Self.write(.refunded(amount, note: note), to: record, authorship, in: db)
        }
    }

    /// Asks for a waiver.
    public func requestWaiver(
        _ reference: OrderReference, _ amount: Money?, reason: String, _ authorship: Authorship
    ) async throws -> WaiverRequest {
        try await write { db in
            let record = try Self.requiredOrder(reference, in: db)
            guard let outstanding = record.account.outstanding, !outstanding.isZero else {
                throw StoreError(.conflict, "\(reference) has nothing outstanding to waive")
            }
            // It is written when it is approved.
            try Self.check(.waived(amount ?? outstanding, request: 0), on: record)
            try db.execute(
                sql: """
                    INSERT INTO waiver_request
                        (order_reference, amount, currency, digits, reason, at, actor)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    reference.description, amount?.minorUnits, amount?.currency.code,
                    amount?.currency.digits, reason, authorship.at.seconds, authorship.actor,
                ])
            let number = db.lastInsertedRowID
            try AuditChain.append(
                .requestWaiver, subject: reference.description,
                details: [
                    "waiver": .number(Double(number)), "amount": amount?.json ?? .null,
                    "reason": .string(reason),
                ], authorship, to: db)
            return WaiverRequest(
                number: number, order: reference, amount: amount, reason: reason,
                requester: authorship.actor, at: authorship.at)
        }
    }

    /// Approves a waiver.
    public func approveWaiver(
        _ number: Int64, _ authorship: Authorship
    ) async throws -> OrderRecord {
        do throws(ActorNameError) { try ActorName.check(authorship.actor) } catch {
            throw StoreError(.conflict, error.description)
        }
        return try await write { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT * FROM waiver_request WHERE sequence = ?", arguments: [number])
            else { throw StoreError(.notFound, "there is no request for a waiver \(number)") }
            let request = try Self.waiverRequest(row)
            guard !ActorName.isSame(request.requester, authorship.actor) else {
                throw StoreError(
                    .conflict,
                    "\(authorship.actor) asked for waiver \(number); somebody else must approve it")
            }
            let record = try Self.requiredOrder(request.order, in: db)
            guard record.waivers.contains(where: { $0.number == number }) else {
                throw StoreError(.conflict, "waiver \(number) is approved already")
            }
            guard let outstanding = record.account.outstanding, !outstanding.isZero else {
                throw StoreError(.conflict, "\(request.order) has nothing outstanding to waive")
            }
            // What was asked for may have been paid in part since.
            let units = min(request.amount?.minorUnits ?? .max, outstanding.minorUnits)
            let amount = Money(minorUnits: units, outstanding.currency)
            try Self.write(.waived(amount, request: number), to: record, authorship, in: db)
            try AuditChain.append(
                .approveWaiver, subject: request.order.description,
                details: [
                    "waiver": .number(Double(number)), "amount": amount.json,
                    "requester": .string(request.requester),
                ], authorship, to: db)
            return try Self.requiredOrder(request.order, in: db)
        }
    }

    /// One change of one order with its audit entry.
    private func change(
        _ reference: OrderReference, _ action: AuditEvent.Action, details: JSON,
        _ authorship: Authorship,
        _ body: @escaping @Sendable (OrderRecord, Database) throws -> Void
    ) async throws -> OrderRecord {
        try await write { db in
            try body(try Self.requiredOrder(reference, in: db), db)
            try AuditChain.append(
                action, subject: reference.description, details: details, authorship, to: db)
            return try Self.requiredOrder(reference, in: db)
        }
    }

    private static func newReference(in db: Database) throws -> OrderReference {
        while true {
            let reference = try OrderReference.random()
            let isTaken = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT 1 FROM purchase_order WHERE reference = ?"),
                arguments: [reference.description])
            if isTaken == nil { return reference }
        }
    }

    /// Refuses rows whose latest order does not settle them, since another process may have
    /// cancelled it meanwhile; rows without any order pass.
    static func checkSettled(_ requests: [CertificateRequest], in db: Database) throws {
        guard try hasOrders(in: db) else { return }
        let latest = try db.cachedStatement(
            sql: selectOrder + " WHERE row_key = ? ORDER BY rowid DESC LIMIT 1")
        for request in requests {
            guard let row = try Row.fetchOne(latest, arguments: [request.key.text]) else {
                continue
            }
            let record = try orderRecord(row, in: db)
            guard record.account.state != .settled else { continue }
            throw StoreError(
                .conflict,
                "row \(request.row.number): its order \(record.order.reference) is "
                    + "\(record.account.state.rawValue); settle it, or open another")
        }
    }

    /// False where nothing was ever ordered, so that free programmes need no look at each row.
    static func hasOrders(in db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM purchase_order LIMIT 1") != nil
    }

    private static func checkNotIssued(_ order: Order, in db: Database) throws {
        let issued = try Row.fetchOne(
            db, sql: "SELECT number FROM certificate WHERE row_key = ? AND state <> 'revoked'",
            arguments: [order.rowKey.text])
        if let issued {
            throw StoreError(
                .conflict,
                "\(order.reference) settles the certificate \(issued["number"] as String); revoke "
                    + "that first")
        }
        let planned = try Row.fetchOne(
            db, sql: "SELECT batch FROM planned_certificate WHERE row_key = ?",
            arguments: [order.rowKey.text])
        if let planned {
            throw StoreError(
                .conflict,
                "\(order.reference) settles a certificate that batch \(planned["batch"] as String) "
                    + "is about to issue; finish or abandon that first")
        }
    }
}
