public import CertAuthority
public import Credentials

extension SQLStore {
    /// What waits.
    public func waitingWork(ending: Range<Timestamp>) async throws(StoreError) -> WaitingWork {
        try await read { db in
            func queue(_ sql: String, _ arguments: SQLArguments = []) throws
                -> WaitingWork.Queue
            {
                let row = try SQLRow.fetchOne(db, sql: sql, arguments: arguments)
                return WaitingWork.Queue(
                    count: row?[0] ?? 0,
                    first: (row?[1] as Int64?).map { Timestamp(seconds: $0) })
            }
            func messages(_ state: LinkDelivery.State) throws -> WaitingWork.Queue {
                try queue(
                    "SELECT count(*), min(since) FROM link_delivery WHERE state = ?",
                    [state.rawValue])
            }
            return WaitingWork(
                unissued: try queue(
                    """
                    SELECT count(*), min(started) FROM planned_certificate
                    JOIN batch ON batch.id = planned_certificate.batch
                    WHERE batch.state = 'planned'
                    """),
                orders: try queue(Self.openOrders),
                waivers: try queue(
                    """
                    SELECT count(*), min(waiver_request.at) FROM waiver_request
                    JOIN purchase_order ON reference = waiver_request.order_reference
                    WHERE cancelled IS NULL AND NOT EXISTS
                        (SELECT 1 FROM order_entry WHERE waiver = waiver_request.sequence)
                    """),
                payments: try queue(
                    """
                    SELECT count(*), min(at) FROM payment WHERE NOT EXISTS
                        (SELECT 1 FROM order_entry WHERE payment = payment.sequence)
                    """),
                returns: try queue(
                    """
                    SELECT count(*), min(at) FROM payment_return WHERE NOT EXISTS
                        (SELECT 1 FROM payment_return_end
                            WHERE payment_return = payment_return.sequence)
                    """),
                withoutLink: try queue(
                    """
                    SELECT count(*), min(issued) FROM learner
                    JOIN certificate ON number = learner.certificate
                    WHERE email IS NOT NULL AND state = 'good' AND supersedes IS NULL
                    AND NOT EXISTS (SELECT 1 FROM learner_link
                        WHERE learner_link.certificate = number)
                    AND NOT EXISTS (SELECT 1 FROM link_delivery
                        WHERE link_delivery.certificate = number)
                    """),
                unsent: try messages(.pending), doubtful: try messages(.sending),
                refused: try messages(.refused),
                ending: try queue(
                    """
                    SELECT count(*), min(valid_until) FROM certificate
                    WHERE valid_until >= ? AND valid_until < ? AND state = 'good'
                        AND renewed_by IS NULL
                    """, [ending.lowerBound.seconds, ending.upperBound.seconds]),
                statusLists: try newestLists(in: db), keys: try signingKeys(in: db))
        }
    }

    /// Orders that stand and whose price, where they have one, is not settled.
    private static let openOrders = """
        SELECT count(*), min(opened) FROM purchase_order AS wanted
        WHERE cancelled IS NULL AND coalesce(
            (SELECT amount FROM order_entry WHERE order_reference = wanted.reference
                AND kind = 'quoted' ORDER BY sequence DESC LIMIT 1)
            > (SELECT coalesce(sum(CASE kind WHEN 'refunded' THEN -amount ELSE amount END), 0)
                FROM order_entry WHERE order_reference = wanted.reference
                AND kind IN ('paid', 'waived', 'vouchered', 'sponsored', 'refunded')), 1)
        """

    private func newestLists(in db: any SQLDatabase) throws -> [WaitingWork.StatusList] {
        try SQLRow.fetchAll(
            db,
            sql: """
                SELECT id, organisation, used, length FROM status_list
                WHERE rowid IN (SELECT max(rowid) FROM status_list GROUP BY organisation, id LIKE ?)
                ORDER BY organisation, id
                """, arguments: ["%" + StatusListForm.token.suffix]
        ).map { row in
            WaitingWork.StatusList(
                id: row["id"], organisation: try Self.value(Slug(row["organisation"] as String)),
                used: row["used"], length: row["length"])
        }
    }

    private func signingKeys(in db: any SQLDatabase) throws -> [WaitingWork.Key] {
        try SQLRow.fetchAll(
            db,
            sql: """
                SELECT id, organisation, created FROM signing_key WHERE retired IS NULL
                ORDER BY created, id
                """
        ).map { row in
            WaitingWork.Key(
                id: row["id"], organisation: try Self.value(Slug(row["organisation"] as String)),
                created: Timestamp(seconds: row["created"]))
        }
    }
}
