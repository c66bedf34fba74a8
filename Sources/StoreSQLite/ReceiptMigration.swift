/// The table of invoices, receipts and credit notes.
enum ReceiptMigration {
    static let sql = """
        -- What was issued stays, and no number is left out: the triggers hold both. An order may be
        -- lost with a backup; what was issued for it is not.
        CREATE TABLE receipt (
            organisation TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            kind TEXT NOT NULL CHECK (kind IN ('invoice', 'receipt', 'credit-note')),
            order_reference TEXT NOT NULL,
            programme TEXT NOT NULL,
            currency TEXT NOT NULL,
            digits INTEGER NOT NULL,
            price INTEGER NOT NULL,
            waived INTEGER NOT NULL,
            vouchered INTEGER NOT NULL,
            sponsored INTEGER NOT NULL,
            paid INTEGER NOT NULL,
            -- Of a credit note: the number of the same organisation that it takes back.
            reverses INTEGER,
            -- The programme's title and the seller, as they were, as JSON.
            texts BLOB NOT NULL,
            issued INTEGER NOT NULL,
            actor TEXT NOT NULL,
            PRIMARY KEY (organisation, number),
            UNIQUE (order_reference, kind)
        ) STRICT;

        CREATE TRIGGER receipt_has_the_next_number BEFORE INSERT ON receipt
        WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM receipt
            WHERE organisation = NEW.organisation)
        BEGIN SELECT RAISE(ABORT, 'receipt numbers have no holes'); END;
        CREATE TRIGGER receipt_is_append_only_update BEFORE UPDATE ON receipt
        BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END;
        CREATE TRIGGER receipt_is_append_only_delete BEFORE DELETE ON receipt
        BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END;
        """
}
