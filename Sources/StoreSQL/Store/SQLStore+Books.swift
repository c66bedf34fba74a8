public import CertAuthority
import Credentials

extension SQLStore {
    /// Goes through what moved money, in the order of time.
    public func movements<Total: Sendable>(
        _ filter: BookFilter, into total: Total,
        _ add: @escaping @Sendable (inout Total, BookMovement) throws -> Bool
    ) async throws(StoreError) -> Total {
        try await read { db in
            var total = total
            let rows = try SQLRow.fetchCursor(
                db, sql: BookQueries.movements,
                arguments: [
                    "start": filter.period.start, "end": filter.period.end,
                    "organisation": filter.organisation?.text, "programme": filter.programme?.text,
                ])
            while let row = try rows.next() {
                guard try add(&total, Self.movement(row, in: db)) else { break }
            }
            return total
        }
    }

    private static func movement(_ row: SQLRow, in db: any SQLDatabase) throws -> BookMovement {
        switch row["record"] as Int {
        case 0:
            .unassigned(
                payment: row["sequence"], provider: try slug(row["provider"]),
                amount: try money(row), paid: Timestamp(seconds: row["paid"]),
                at: Timestamp(seconds: row["at"]))
        case 1:
            .returned(
                row["sequence"], try value(PaymentReturn.Kind(rawValue: row["kind"])),
                provider: try slug(row["provider"]), amount: try money(row),
                on: Timestamp(seconds: row["paid"]), at: Timestamp(seconds: row["at"]))
        case 2: .order(try orderMovement(row, in: db))
        case 3:
            .returnClosed(
                row["sequence"], amount: try money(row), at: Timestamp(seconds: row["at"]))
        default:
            .pool(
                try slug(row["pool"]),
                LedgerTransfer(
                    sequence: row["sequence"],
                    kind: try value(LedgerTransfer.Kind(rawValue: row["kind"])),
                    amount: try money(row),
                    order: try (row["order_reference"] as String?).map { text in
                        try value(OrderReference(text))
                    },
                    reservation: row["reservation"], note: nil,
                    at: Timestamp(seconds: row["at"]), actor: row["actor"]),
                organisation: try (row["organisation"] as String?).map(slug),
                programme: try (row["programme"] as String?).map(slug))
        }
    }

    /// The entry with those before it of the same order, of which there are few.
    private static func orderMovement(_ row: SQLRow, in db: any SQLDatabase) throws -> OrderMovement
    {
        let entry = try orderEntry(row)
        let reference: String = row["order_reference"]
        let before = try SQLRow.fetchAll(
            db.statement(
                """
                SELECT * FROM order_entry WHERE order_reference = ? AND sequence < ?
                ORDER BY sequence
                """), arguments: [reference, entry.sequence])
        return OrderMovement(
            order: try value(OrderReference(reference)), programme: try slug(row["programme"]),
            organisation: try slug(row["organisation"]),
            before: try before.map { try orderEntry($0).event }, entry: entry,
            payment: try (row["provider"] as String?).map { provider in
                OrderMovement.PaymentOrigin(
                    provider: try slug(provider), paid: Timestamp(seconds: row["paid"]),
                    wasUnassigned: (row["aside"] as String?) != nil)
            }, paymentReturn: row["payment_return"])
    }

    private static func slug(_ text: String) throws -> Slug { try value(Slug(text)) }
}
