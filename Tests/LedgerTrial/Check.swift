import CertAuthority
import Credentials
import StoreSQLite
import StoreSQL

/// Adds a ledger up by its own reckoning and compares it with what the store says.
struct Check {
    private let store: SQLStore

    init(path: String) throws { store = try SQLStore(path: path, access: .readOnly) }

    /// One line of what there is.
    ///
    /// - Throws: ``Failure`` at the first thing that is wrong.
    func run() async throws -> String {
        var transfers = 0
        var lines: [String] = []
        for record in try await store.pools() {
            let pool = record.pool.id
            let statement = try await store.statement(of: pool, from: nil, until: nil)
            transfers += statement.transfers.count
            try checkTotals(statement)
            try checkReservations(statement)
            guard statement.closing == record.balances, record.balances.sum == 0 else {
                throw Failure("the statement of \(pool) is not its balance")
            }
            lines.append("\(pool): \(record.amount(.available)) available")
        }
        return "\(transfers) transfers; debits equal credits, no account was ever below zero, "
            + "statements equal balances; " + lines.joined(separator: ", ")
    }

    private func checkTotals(_ statement: SponsorStatement) throws {
        var given: Int64 = 0
        var available: Int64 = 0
        var reserved: Int64 = 0
        var spent: Int64 = 0
        for transfer in statement.transfers {
            let units = transfer.amount.minorUnits
            switch transfer.kind {
            case .fund: (given, available) = (given + units, available + units)
            case .withdraw: (given, available) = (given - units, available - units)
            case .reserve: (available, reserved) = (available - units, reserved + units)
            case .capture: (reserved, spent) = (reserved - units, spent + units)
            case .release: (reserved, available) = (reserved - units, available + units)
            case .refund: (spent, available) = (spent - units, available + units)
            }
            guard units > 0, min(given, available, reserved, spent) >= 0,
                available + reserved + spent == given
            else { throw Failure("transfer \(transfer.sequence) cannot be") }
        }
        let balances = statement.record.balances
        guard balances[.funding] == -given, balances[.available] == available,
            balances[.reserved] == reserved, balances[.spent] == spent
        else { throw Failure("the transfers of a pool do not come to its balances") }
    }

    /// Each reservation ends at most once and is given back at most once, with its own amount.
    private func checkReservations(_ statement: SponsorStatement) throws {
        var stages: [Int64: (amount: Money, kinds: [LedgerTransfer.Kind])] = [:]
        for transfer in statement.transfers {
            guard let reservation = transfer.reservation else {
                if transfer.kind == .reserve {
                    stages[transfer.sequence] = (transfer.amount, [])
                }
                continue
            }
            guard stages[reservation]?.amount == transfer.amount else {
                throw Failure("transfer \(transfer.sequence) has no reservation of its amount")
            }
            stages[reservation]?.kinds.append(transfer.kind)
        }
        let allowed: [[LedgerTransfer.Kind]] = [[], [.capture], [.release], [.capture, .refund]]
        guard stages.values.allSatisfy({ allowed.contains($0.kinds) }) else {
            throw Failure("a reservation ended in a way that cannot be")
        }
    }
}
