public import CertAuthority
import Credentials
import Foundation
import LinkedData

extension SQLStore {
    /// Issues what an order's state asks for.
    public func issueReceipt(
        _ order: OrderReference, _ authorship: Authorship,
        _ make: @escaping @Sendable (OrderRecord, [Receipt]) throws -> Receipt.Content
    ) async throws -> (receipt: Receipt, isNew: Bool) {
        try await write { db in
            guard let record = try SQLLedgerRows(db: db).order(order) else {
                throw StoreError(.notFound, "there is no order \(order)")
            }
            let before = try Self.receipts(
                "WHERE order_reference = ? ORDER BY number", [order.description], in: db)
            let content = try make(record, before)
            if let same = before.first(where: { $0.content.kind == content.kind }) {
                return (same, false)
            }
            let organisation = record.order.organisation
            let count =
                try Int64.fetchOne(
                    db,
                    sql: "SELECT coalesce(max(number), 0) + 1 FROM receipt WHERE organisation = ?",
                    arguments: [organisation.text]) ?? 1
            let receipt = Receipt(
                number: .init(organisation, count), order: order, issued: authorship.at,
                content: content)
            try Self.insert(receipt, actor: authorship.actor, in: db)
            try AuditChain.append(
                .issueReceipt, subject: receipt.number.description,
                details: [
                    "kind": .string(content.kind.rawValue), "order": .string(order.description),
                    "amount": content.amount.json,
                ], authorship, to: db)
            return (receipt, true)
        }
    }

    private static func insert(_ receipt: Receipt, actor: String, in db: any SQLDatabase) throws {
        let content = receipt.content
        try db.execute(
            sql: """
                INSERT INTO receipt (organisation, number, kind, order_reference, programme,
                    currency, digits, price, waived, vouchered, sponsored, paid, reverses, texts,
                    issued, actor)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                receipt.number.organisation.text, receipt.number.count, content.kind.rawValue,
                receipt.order.description, content.programme.text, content.price.currency.code,
                content.price.currency.digits, content.price.minorUnits,
                content.waived.minorUnits, content.vouchered.minorUnits,
                content.sponsored.minorUnits, content.paid.minorUnits, content.reverses?.count,
                content.texts.canonicalBytes(), receipt.issued.seconds, actor,
            ])
    }

    /// The language of an order's learner.
    public func learnerLanguage(
        of order: OrderReference
    ) async throws(StoreError) -> LanguageTag? {
        try await read { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT locale FROM certificate WHERE erased IS NULL AND row_key =
                        (SELECT row_key FROM purchase_order WHERE reference = ?)
                    ORDER BY sequence DESC LIMIT 1
                    """, arguments: [order.description]
            ).flatMap { LanguageTag($0) }
        }
    }

    /// What was issued, by organisation and number.
    public func receipts(
        organisation: Slug?, order: OrderReference?
    ) async throws(StoreError) -> [Receipt] {
        try await read { db in
            try Self.receipts(
                """
                WHERE (CAST(:organisation AS TEXT) IS NULL OR organisation = :organisation)
                    AND (CAST(:order AS TEXT) IS NULL OR order_reference = :order)
                ORDER BY organisation, number
                """, ["organisation": organisation?.text, "order": order?.description], in: db)
        }
    }

    private static func receipts(
        _ condition: String, _ arguments: SQLArguments, in db: any SQLDatabase
    ) throws -> [Receipt] {
        try SQLRow.fetchAll(db, sql: "SELECT * FROM receipt \(condition)", arguments: arguments)
            .map(receipt)
    }

    private static func receipt(_ row: SQLRow) throws -> Receipt {
        let organisation = try value(Slug(row["organisation"] as String))
        let currency = try value(Currency(code: row["currency"], digits: row["digits"]))
        func money(_ column: String) -> Money { Money(minorUnits: row[column], currency) }
        let texts = try value(
            Receipt.Content.texts(try JSON.parse(row["texts"] as [UInt8])))
        return Receipt(
            number: .init(organisation, row["number"]),
            order: try value(OrderReference(row["order_reference"] as String)),
            issued: Timestamp(seconds: row["issued"]),
            content: Receipt.Content(
                kind: try value(Receipt.Kind(rawValue: row["kind"])),
                programme: try value(Slug(row["programme"] as String)), title: texts.title,
                seller: texts.seller, price: money("price"), waived: money("waived"),
                vouchered: money("vouchered"), sponsored: money("sponsored"), paid: money("paid"),
                reverses: (row["reverses"] as Int64?).map { .init(organisation, $0) }))
    }
}

extension RestoreCarryOver {
    /// Takes along what was issued since the backup: a number that a payer has is never given again.
    static func carryReceipts(_ before: any SQLDatabase, _ db: any SQLDatabase) throws {
        // A store of an older version has none.
        guard try before.hasColumn("number", in: "receipt") else { return }
        let rows = try SQLRow.fetchCursor(
            before, sql: "SELECT * FROM receipt ORDER BY organisation, number")
        while let row = try rows.next() {
            let isKnown = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM receipt WHERE organisation = ? AND number = ?)",
                arguments: [row["organisation"] as String, row["number"] as Int64])
            guard isKnown == false else { continue }
            let columns = Array(row.columnNames)
            try db.execute(
                sql: "INSERT INTO receipt (\(columns.joined(separator: ", "))) VALUES "
                    + "(\(columns.map { _ in "?" }.joined(separator: ", ")))",
                arguments: SQLArguments(row.values))
        }
    }
}
