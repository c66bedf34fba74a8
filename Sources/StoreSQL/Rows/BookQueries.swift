/// The statement that goes through what moved money, in the order of time. Entries of orders,
/// payments that were set aside, returns, their closing and transfers of pools are five records; at
/// the same instant a payment or a return comes before its order's entry, and a pool's transfer
/// after it.
enum BookQueries {
    static let movements = """
        SELECT 2 AS record, order_entry.at AS at, order_entry.sequence AS sequence,
            order_entry.kind AS kind, order_entry.amount AS amount,
            order_entry.currency AS currency, order_entry.digits AS digits,
            order_entry.detail AS detail, order_entry.payment AS payment,
            order_entry.waiver AS waiver, order_entry.reservation AS reservation,
            order_reference, NULL AS pool, organisation, programme,
            payment.provider AS provider, payment.paid AS paid, payment.aside AS aside,
            order_entry.actor AS actor, ended.payment_return AS payment_return
        FROM order_entry JOIN purchase_order ON reference = order_reference
            LEFT JOIN payment ON payment.sequence = order_entry.payment
            LEFT JOIN payment_return_end AS ended ON ended.entry = order_entry.sequence
        WHERE order_entry.at >= :start AND order_entry.at < :end
            AND (CAST(:organisation AS TEXT) IS NULL OR organisation = :organisation)
            AND (CAST(:programme AS TEXT) IS NULL OR programme = :programme)
        UNION ALL
        SELECT 0, at, sequence, 'unassigned', amount, currency, digits, '', sequence, NULL, NULL,
            NULL, NULL, NULL, NULL, provider, paid, aside, actor, NULL
        FROM payment WHERE aside IS NOT NULL AND at >= :start AND at < :end
            AND CAST(:organisation AS TEXT) IS NULL AND CAST(:programme AS TEXT) IS NULL
        UNION ALL
        SELECT 1, at, sequence, kind, amount, currency, digits, '', NULL, NULL, NULL,
            NULL, NULL, NULL, NULL, provider, returned, NULL, actor, sequence
        FROM payment_return WHERE at >= :start AND at < :end
            AND CAST(:organisation AS TEXT) IS NULL AND CAST(:programme AS TEXT) IS NULL
        UNION ALL
        SELECT 3, ended.at, sequence, kind, amount, currency, digits, '', NULL, NULL, NULL,
            NULL, NULL, NULL, NULL, provider, returned, NULL, ended.actor, sequence
        FROM payment_return_end AS ended JOIN payment_return ON sequence = ended.payment_return
        WHERE ended.entry IS NULL AND ended.at >= :start AND ended.at < :end
            AND CAST(:organisation AS TEXT) IS NULL AND CAST(:programme AS TEXT) IS NULL
        UNION ALL
        SELECT 4, at, sequence, kind, amount, currency, digits, '', NULL, NULL, reservation,
            order_reference, pool, organisation, programme, NULL, NULL, NULL, actor, NULL
        FROM ledger_transfer JOIN sponsor_pool ON sponsor_pool.id = pool
            LEFT JOIN purchase_order ON reference = order_reference
        WHERE at >= :start AND at < :end
            AND (CAST(:organisation AS TEXT) IS NULL OR organisation = :organisation)
            AND (CAST(:programme AS TEXT) IS NULL OR programme = :programme)
        ORDER BY at, record, sequence
        """
}
