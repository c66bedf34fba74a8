import CertAuthority
import Credentials

/// Pools and their transfers, as they are read from rows.
extension SQLStore {
    static func poolRecord(_ row: SQLRow, in db: any SQLDatabase) throws -> SponsorPoolRecord {
        let id: String = row["id"]
        let caps = try SQLRow.fetchAll(
            db.statement("SELECT * FROM sponsor_cap WHERE pool = ? ORDER BY position"),
            arguments: [id])
        var units: [LedgerAccount: Int64] = [:]
        for account in try SQLRow.fetchAll(
            db.statement("SELECT role, balance FROM ledger_account WHERE pool = ?"),
            arguments: [id])
        {
            units[try value(LedgerAccount(rawValue: account["role"]))] = account["balance"]
        }
        return SponsorPoolRecord(
            pool: SponsorPool(
                id: try value(Slug(id)), sponsor: row["sponsor"], currency: try currency(row),
                caps: try caps.map { cap in
                    SponsorCap(
                        dimension: try value(SponsorCap.Dimension(rawValue: cap["dimension"])),
                        value: cap["value"],
                        period: try value(SponsorCap.Period(rawValue: cap["period"])),
                        limit: cap["maximum"])
                }, created: Timestamp(seconds: row["created"])), balances: LedgerBalances(units))
    }

    static func transfer(_ row: SQLRow, _ currency: Currency) throws -> LedgerTransfer {
        LedgerTransfer(
            sequence: row["sequence"],
            kind: try value(LedgerTransfer.Kind(rawValue: row["kind"])),
            amount: Money(minorUnits: row["amount"], currency),
            order: try (row["order_reference"] as String?).map { text in
                try value(OrderReference(text))
            },
            reservation: row["reservation"], note: row["note"],
            at: Timestamp(seconds: row["at"]), actor: row["actor"])
    }
}
