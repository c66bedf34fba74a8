import CertAuthority

/// What reports ask of the tables. Sums are of integers only. Amounts that nobody pays, which a store
/// may have from before there was a bound, are left out, so that no sum overflows; ``uncounted`` names
/// them.
enum ReportQueries {
    private static let most = Money.mostPlausible

    /// Certificates with the order that stands for their row. The first of a chain of corrections
    /// says when, the last says the rest.
    private static let issued = """
        WITH RECURSIVE origin (number, at, earlier) AS (
            SELECT number, issued, supersedes FROM certificate
            WHERE superseded_by IS NULL AND state <> 'revoked'
            UNION ALL
            SELECT origin.number, certificate.issued, certificate.supersedes
            FROM origin JOIN certificate ON certificate.number = origin.earlier
        ), issued AS (
            SELECT certificate.number, certificate.programme, certificate.organisation,
                learner.country, certificate.locale, certificate.delivery, learner.age_band,
                learner.learner_groups,
                origin.at / 86400 AS day, certificate.settled_by, purchase_order.reference,
                (SELECT max(sequence) FROM order_entry
                    WHERE order_reference = purchase_order.reference AND kind = 'quoted') AS quoted
            FROM origin JOIN certificate ON certificate.number = origin.number
            LEFT JOIN learner ON learner.certificate = certificate.number
            LEFT JOIN purchase_order ON purchase_order.row_key = certificate.row_key
                AND purchase_order.cancelled IS NULL
            WHERE origin.earlier IS NULL AND origin.at >= :start AND origin.at < :end
        )
        """

    /// A price is at most a quarter of another exactly when it is at most its whole quarter.
    static let certificates =
        issued + """
            , settled AS (
                SELECT issued.*, priced.amount AS price, priced.currency, priced.digits, quote.list,
                    coalesce((SELECT sum(CASE kind WHEN 'paid' THEN amount ELSE -amount END)
                        FROM order_entry WHERE order_reference = issued.reference
                        AND amount <= \(most) AND kind IN ('paid', 'refunded')), 0) AS paid,
                    coalesce((SELECT sum(amount) FROM order_entry
                        WHERE order_reference = issued.reference AND amount <= \(most)
                        AND kind IN ('waived', 'vouchered', 'sponsored')), 0) AS granted,
                    (SELECT CASE WHEN min(kind) = max(kind) THEN min(kind) ELSE 'mixed' END
                        FROM order_entry WHERE order_reference = issued.reference
                        AND kind IN ('waived', 'vouchered', 'sponsored')) AS grants
                FROM issued LEFT JOIN order_entry AS priced ON priced.sequence = issued.quoted
                LEFT JOIN quote ON quote.id = priced.detail AND quote.currency = priced.currency
            ), judged AS (
                SELECT *, CASE
                    WHEN price = 0 THEN 'free'
                    WHEN price IS NULL THEN CASE WHEN settled_by IS NULL AND reference IS NULL
                        THEN 'free' ELSE 'elsewhere' END
                    WHEN paid + granted < price THEN 'elsewhere'
                    WHEN paid > 0 THEN 'paid'
                    ELSE grants END AS payer
                FROM settled
            )
            SELECT programme, organisation, country, day, locale, delivery, age_band, learner_groups,
                payer, CASE
                    WHEN payer = 'free' THEN 'free'
                    WHEN list IS NULL THEN 'unknown'
                    WHEN price <= list / 4 THEN 'quarter'
                    WHEN price <= list / 2 THEN 'half'
                    WHEN price < list THEN 'reduced'
                    ELSE 'full' END AS band,
                currency, digits,
                coalesce(sum(CASE WHEN price <= \(most) THEN price END), 0) AS amount,
                count(*) AS count
            FROM judged GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
            """

    static let sponsored =
        issued + """
            SELECT detail AS pool, currency, digits, sum(amount) AS amount,
                count(DISTINCT number) AS count
            FROM issued JOIN order_entry ON order_reference = reference AND kind = 'sponsored'
                AND amount <= \(most)
            GROUP BY 1, 2, 3 ORDER BY 1
            """

    /// What was granted is given back when its order is cancelled.
    static let accounts = """
        SELECT kind, currency, digits, sum(amount) AS amount,
            count(DISTINCT order_reference) AS orders
        FROM (
            SELECT kind, currency, digits, amount, order_reference FROM order_entry
            WHERE kind IN ('paid', 'waived', 'vouchered', 'sponsored', 'refunded')
                AND amount <= \(most) AND at >= :start AND at < :end
            UNION ALL
            SELECT kind, currency, digits, -amount, order_reference FROM order_entry
            JOIN purchase_order ON reference = order_reference
            WHERE kind IN ('waived', 'vouchered', 'sponsored') AND amount <= \(most)
                AND cancelled >= :start AND cancelled < :end
        ) AS moved GROUP BY currency, digits, kind ORDER BY currency, digits, kind
        """

    static let standing = """
        WITH account AS (
            SELECT priced.currency, priced.digits, priced.amount AS price,
                cancelled IS NOT NULL AND cancelled < :end AS is_cancelled,
                coalesce((SELECT sum(CASE kind WHEN 'paid' THEN amount ELSE -amount END)
                    FROM order_entry WHERE order_reference = reference AND amount <= \(most)
                    AND kind IN ('paid', 'refunded') AND at < :end), 0) AS paid,
                coalesce((SELECT sum(amount) FROM order_entry WHERE order_reference = reference
                    AND amount <= \(most) AND kind IN ('waived', 'vouchered', 'sponsored') AND at < :end), 0) AS granted
            FROM purchase_order JOIN order_entry AS priced ON priced.sequence = (
                SELECT max(sequence) FROM order_entry
                WHERE order_reference = reference AND kind = 'quoted' AND at < :end)
            WHERE opened < :end AND priced.amount <= \(most)
        ), owed AS (
            SELECT currency, digits,
                CASE WHEN is_cancelled OR price < paid + granted THEN 0
                    ELSE price - paid - granted END AS outstanding,
                CASE WHEN is_cancelled THEN paid WHEN paid + granted < price THEN 0
                    ELSE paid + granted - price END AS credit
            FROM account
        )
        SELECT currency, digits, sum(outstanding) AS outstanding,
            sum(CASE WHEN outstanding > 0 THEN 1 ELSE 0 END) AS open_orders, sum(credit) AS credit,
            sum(CASE WHEN credit > 0 THEN 1 ELSE 0 END) AS credit_orders
        FROM owed GROUP BY currency, digits
        """

    static let aside = """
        SELECT currency, digits, sum(amount) AS amount, count(*) AS payments FROM payment
        WHERE at < :end AND amount <= \(most) AND NOT EXISTS (
            SELECT 1 FROM order_entry WHERE order_entry.payment = payment.sequence
            AND order_entry.at < :end)
        GROUP BY currency, digits
        """

    /// The balances of the accounts are exact whatever was transferred, so the sum of all there ever
    /// was comes in two halves, of which neither overflows.
    static let transfers = """
        SELECT kind, coalesce(sum(CASE WHEN at >= :start AND amount <= \(most) THEN amount END), 0)
                AS moved,
            sum(amount >> 32) AS high, sum(amount & 4294967295) AS low
        FROM ledger_transfer WHERE pool = :pool AND at < :end GROUP BY kind
        """

    /// What is left out of the sums, by what the office knows it by.
    static let uncounted = """
        SELECT 'payment ' || sequence AS entry, at FROM payment
            WHERE amount > \(most) AND at < :end
        UNION ALL
        SELECT order_reference || ' (' || kind || ')', at FROM order_entry
            WHERE amount > \(most) AND at < :end AND kind <> 'paid'
        UNION ALL
        SELECT 'entry ' || sequence || ' of the pool ' || pool || ' (' || kind || ')', at
            FROM ledger_transfer WHERE amount > \(most) AND at < :end
        ORDER BY at, entry
        """
}
