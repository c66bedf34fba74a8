/// The statement that goes through what moved money, in the order of time. Entries of orders,
/// payments that were set aside and transfers of pools are three records; at the same instant a
/// payment comes before its order's entry, and a pool's transfer after it.
enum BookQueries {
    static let movements = """
        SELECT 1 AS record, order_entry.at AS at, order_entry.sequence AS sequence,
            order_entry.kind AS kind, order_entry.amount AS amount,
            order_entry.currency AS currency, order_entry.digits AS digits,
            order_entry.detail AS detail, order_entry.payment AS payment,
            order_entry.waiver AS waiver, order_entry.reservation AS reservation,
            order_reference, NULL AS pool, organisation, programme,
            payment.provider AS provider, payment.paid AS paid, payment.aside AS aside,
            order_entry.actor AS actor
        FROM order_entry JOIN purchase_order ON reference = order_reference
            LEFT JOIN payment ON payment.sequence = order_entry.payment
        WHERE order_entry.at >= :start AND order_entry.at < :end
            AND (:organisation IS NULL OR organisation = :organisation)
            AND (:programme IS NULL OR programme = :programme)
        UNION ALL
        SELECT 0, at, sequence, 'unassigned', amount, currency, digits, '', sequence, NULL, NULL,
            NULL, NULL, NULL, NULL, provider, paid, aside, actor
        FROM payment WHERE aside IS NOT NULL AND at >= :start AND at < :end
            AND :organisation IS NULL AND :programme IS NULL
        UNION ALL
        SELECT 2, at, sequence, kind, amount, currency, digits, '', NULL, NULL, reservation,
            order_reference, pool, organisation, programme, NULL, NULL, NULL, actor
        FROM ledger_transfer JOIN sponsor_pool ON sponsor_pool.id = pool
            LEFT JOIN purchase_order ON reference = order_reference
        WHERE at >= :start AND at < :end
            AND (:organisation IS NULL OR organisation = :organisation)
            AND (:programme IS NULL OR programme = :programme)
        ORDER BY at, record, sequence
        """
}
