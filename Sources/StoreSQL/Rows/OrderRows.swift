import CertAuthority
import Credentials

/// Orders and their entries as rows of tables.
extension SQLStore {
    static let selectOrder = "SELECT * FROM purchase_order"
    private static let selectEntries =
        "SELECT * FROM order_entry WHERE order_reference = ? ORDER BY sequence"
    private static let selectWaivers = """
        SELECT * FROM waiver_request WHERE order_reference = ? AND sequence NOT IN
            (SELECT waiver FROM order_entry WHERE waiver IS NOT NULL AND order_reference = ?)
        ORDER BY sequence
        """

    static func orderRecord(_ row: SQLRow, in db: any SQLDatabase) throws -> OrderRecord {
        let text: String = row["reference"]
        let entries = try SQLRow.fetchAll(
            db.statement(selectEntries), arguments: [text])
        let waivers = try SQLRow.fetchAll(
            db.statement(selectWaivers), arguments: [text, text])
        let order = Order(
            reference: try value(OrderReference(text)),
            rowKey: RowKey(stored: row["row_key"]),
            programme: try value(Slug(row["programme"] as String)),
            organisation: try value(Slug(row["organisation"] as String)),
            opened: Timestamp(seconds: row["opened"]))
        let written = try entries.map(orderEntry)
        let asked = try waivers.map(waiverRequest)
        do throws(OrderError) {
            return try OrderRecord(order: order, entries: written, waivers: asked)
        } catch {
            throw StoreError(
                .corrupt, "the entries of \(text) contradict each other: it \(error)")
        }
    }

    /// What an event comes to as columns of `order_entry`.
    struct EntryColumns {
        let kind: String
        var money: Money?
        var detail = ""
        var payment: Int64?
        var waiver: Int64?
        var reservation: Int64?

        init(_ event: OrderEvent) {
            switch event {
            case .quoted(let quote):
                (kind, money, detail) = ("quoted", quote.amount, quote.id)
            case .paid(let amount, let number):
                (kind, money, payment) = ("paid", amount, number)
            case .waived(let amount, let number):
                (kind, money, waiver) = ("waived", amount, number)
            case .vouchered(let amount, let voucher):
                (kind, money, detail) = ("vouchered", amount, voucher)
            case .sponsored(let amount, let pool, let number):
                (kind, money, detail, reservation) = ("sponsored", amount, pool.text, number)
            case .refunded(let amount, let note):
                (kind, money, detail) = ("refunded", amount, note)
            case .cancelled(let reason): (kind, detail) = ("cancelled", reason)
            }
        }
    }

    static func orderEntry(_ row: SQLRow) throws -> OrderEntry {
        let detail: String = row["detail"]
        let event: OrderEvent
        switch row["kind"] as String {
        case "quoted": event = .quoted(OrderQuote(id: detail, amount: try money(row)))
        case "paid": event = .paid(try money(row), payment: row["payment"])
        case "waived": event = .waived(try money(row), request: row["waiver"])
        case "vouchered": event = .vouchered(try money(row), voucher: detail)
        case "sponsored":
            event = .sponsored(
                try money(row), pool: try value(Slug(detail)), reservation: row["reservation"])
        case "refunded": event = .refunded(try money(row), note: detail)
        case "cancelled": event = .cancelled(reason: detail)
        default: throw StoreError(.corrupt, "the store holds an entry that cannot be read")
        }
        return OrderEntry(
            sequence: row["sequence"], at: Timestamp(seconds: row["at"]), actor: row["actor"],
            event: event)
    }

    static func waiverRequest(_ row: SQLRow) throws -> WaiverRequest {
        WaiverRequest(
            number: row["sequence"],
            order: try value(OrderReference(row["order_reference"] as String)),
            amount: (row["amount"] as Int64?) == nil ? nil : try money(row), reason: row["reason"],
            requester: row["actor"], at: Timestamp(seconds: row["at"]))
    }

    static func money(_ row: SQLRow) throws -> Money {
        Money(minorUnits: row["amount"], try currency(row))
    }

    static func currency(_ row: SQLRow) throws -> Currency {
        try value(Currency(code: row["currency"], digits: row["digits"]))
    }
}
