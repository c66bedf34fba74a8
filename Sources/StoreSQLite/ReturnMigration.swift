/// The tables of refunds and chargebacks that a provider told of. What is written stays.
enum ReturnMigration {
    static let sql =
        """
        -- What a provider's refunds and chargebacks name a payment by.
        CREATE TABLE payment_reference (
            payment INTEGER PRIMARY KEY REFERENCES payment (sequence),
            provider TEXT NOT NULL,
            reference TEXT NOT NULL,
            UNIQUE (provider, reference)
        ) STRICT;

        CREATE TABLE payment_return (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            provider TEXT NOT NULL,
            provider_id TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('refund', 'chargeback')),
            -- The payment's, whether that was taken or not.
            reference TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            currency TEXT NOT NULL,
            digits INTEGER NOT NULL,
            returned INTEGER NOT NULL,
            line INTEGER,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            UNIQUE (provider, provider_id)
        ) STRICT;
        CREATE INDEX payment_return_reference ON payment_return (provider, reference);

        -- A return ends once: as a refund of an order, or closed since it was recorded otherwise.
        CREATE TABLE payment_return_end (
            payment_return INTEGER PRIMARY KEY REFERENCES payment_return (sequence),
            entry INTEGER UNIQUE REFERENCES order_entry (sequence),
            reason TEXT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            CHECK ((entry IS NULL) = (reason IS NOT NULL))
        ) STRICT;

        """
        + [
            ("payment_reference", "payment"), ("payment_return", "sequence"),
            ("payment_return_end", "payment_return"),
        ].map { table, key in
            // An insertion that replaces a row would pass the trigger on deletions by.
            """
            CREATE TRIGGER \(table)_is_append_only_insert BEFORE INSERT ON \(table)
            WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(key) = NEW.\(key))
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            CREATE TRIGGER \(table)_is_append_only_update BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            CREATE TRIGGER \(table)_is_append_only_delete BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;

            """
        }.joined()
}
