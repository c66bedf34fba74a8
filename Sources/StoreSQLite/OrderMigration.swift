/// The tables of orders, sponsors, vouchers and payments.
///
/// What is written stays: triggers refuse changes and deletions, and what follows from the entries
/// (a pool's balances, how often a voucher was used) is reckoned by triggers, with checks that
/// refuse what must never be.
enum OrderMigration {
    static let sql = orders + payments + ledger + vouchers + appendOnly

    private static let orders = """
        CREATE TABLE purchase_order (
            reference TEXT PRIMARY KEY,
            -- Who it is for and from where: for the office only.
            row_key TEXT NOT NULL,
            country TEXT,
            programme TEXT NOT NULL,
            organisation TEXT NOT NULL,
            opened INTEGER NOT NULL,
            cancelled INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX purchase_order_row ON purchase_order (row_key) WHERE cancelled IS NULL;
        CREATE INDEX purchase_order_rows ON purchase_order (row_key);
        CREATE TRIGGER purchase_order_stays BEFORE UPDATE OF
            reference, programme, organisation, opened ON purchase_order
        BEGIN SELECT RAISE(ABORT, 'an order stays as it was opened'); END;
        -- But that a learner who asks for it is forgotten.
        CREATE TRIGGER purchase_order_stays_theirs BEFORE UPDATE OF row_key, country
        ON purchase_order
        WHEN NEW.country IS NOT NULL
            OR substr(NEW.row_key, 1, 8) <> char(31) || 'erased' || char(31)
        BEGIN SELECT RAISE(ABORT, 'an order stays as it was opened'); END;
        CREATE TRIGGER purchase_order_stays_cancelled BEFORE UPDATE OF cancelled ON purchase_order
        WHEN OLD.cancelled IS NOT NULL OR NEW.cancelled IS NULL
        BEGIN SELECT RAISE(ABORT, 'an order is cancelled once'); END;

        CREATE TABLE waiver_request (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            order_reference TEXT NOT NULL REFERENCES purchase_order (reference),
            amount INTEGER CHECK (amount > 0),
            currency TEXT,
            digits INTEGER,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL
        ) STRICT;
        CREATE INDEX waiver_request_order ON waiver_request (order_reference);

        CREATE TABLE order_entry (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            order_reference TEXT NOT NULL REFERENCES purchase_order (reference),
            kind TEXT NOT NULL CHECK (kind IN ('quoted', 'paid', 'waived', 'vouchered', 'sponsored',
                'refunded', 'cancelled')),
            amount INTEGER,
            currency TEXT,
            digits INTEGER,
            detail TEXT NOT NULL,
            payment INTEGER UNIQUE REFERENCES payment (sequence),
            waiver INTEGER UNIQUE REFERENCES waiver_request (sequence),
            voucher_use INTEGER UNIQUE REFERENCES voucher_use (sequence),
            reservation INTEGER UNIQUE REFERENCES ledger_transfer (sequence),
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            CHECK ((kind = 'cancelled') = (amount IS NULL)),
            CHECK (amount > 0 OR (kind = 'quoted' AND amount = 0)),
            CHECK ((kind = 'paid') = (payment IS NOT NULL)),
            CHECK ((kind = 'waived') = (waiver IS NOT NULL)),
            CHECK ((kind = 'vouchered') = (voucher_use IS NOT NULL)),
            CHECK ((kind = 'sponsored') = (reservation IS NOT NULL))
        ) STRICT;
        CREATE INDEX order_entry_order ON order_entry (order_reference);
        CREATE TRIGGER waiver_needs_two BEFORE INSERT ON order_entry
        WHEN NEW.kind = 'waived' AND NOT EXISTS (
            SELECT 1 FROM waiver_request WHERE sequence = NEW.waiver
            AND order_reference = NEW.order_reference
            AND lower(trim(actor)) <> lower(trim(NEW.actor)))
        BEGIN SELECT RAISE(ABORT, 'a waiver is approved by another than who asks for it'); END;

        """

    private static let payments = """
        CREATE TABLE payment (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            provider TEXT NOT NULL,
            provider_id TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            currency TEXT NOT NULL,
            digits INTEGER NOT NULL,
            paid INTEGER NOT NULL,
            line INTEGER,
            -- Why it was set aside when it was taken.
            aside TEXT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            UNIQUE (provider, provider_id)
        ) STRICT;

        """

    private static let ledger = """
        CREATE TABLE sponsor_pool (
            id TEXT PRIMARY KEY,
            sponsor TEXT NOT NULL,
            currency TEXT NOT NULL,
            digits INTEGER NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE sponsor_cap (
            pool TEXT NOT NULL REFERENCES sponsor_pool (id),
            position INTEGER NOT NULL,
            dimension TEXT NOT NULL,
            value TEXT,
            period TEXT NOT NULL,
            maximum INTEGER NOT NULL CHECK (maximum > 0),
            PRIMARY KEY (pool, position)
        ) STRICT, WITHOUT ROWID;
        -- What is reserved and not given back, by what a cap counts.
        CREATE TABLE sponsor_cap_use (
            pool TEXT NOT NULL,
            position INTEGER NOT NULL,
            bucket TEXT NOT NULL,
            used INTEGER NOT NULL CHECK (used >= 0),
            maximum INTEGER NOT NULL,
            PRIMARY KEY (pool, position, bucket),
            FOREIGN KEY (pool, position) REFERENCES sponsor_cap (pool, position),
            CHECK (used <= maximum)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE ledger_account (
            pool TEXT NOT NULL REFERENCES sponsor_pool (id),
            role TEXT NOT NULL CHECK (role IN ('funding', 'available', 'reserved', 'spent')),
            balance INTEGER NOT NULL,
            PRIMARY KEY (pool, role),
            CHECK (CASE role WHEN 'funding' THEN balance <= 0 ELSE balance >= 0 END)
        ) STRICT, WITHOUT ROWID;
        -- A row is a debit and a credit of the same amount: it cannot be out of balance.
        CREATE TABLE ledger_transfer (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            pool TEXT NOT NULL,
            kind TEXT NOT NULL,
            debit TEXT NOT NULL,
            credit TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            order_reference TEXT REFERENCES purchase_order (reference),
            reservation INTEGER REFERENCES ledger_transfer (sequence),
            note TEXT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            FOREIGN KEY (pool, debit) REFERENCES ledger_account (pool, role),
            FOREIGN KEY (pool, credit) REFERENCES ledger_account (pool, role),
            CHECK (kind || ' ' || debit || ' ' || credit IN ('fund available funding',
                'withdraw funding available', 'reserve reserved available',
                'capture spent reserved', 'release available reserved', 'refund available spent')),
            CHECK ((kind IN ('fund', 'withdraw')) = (order_reference IS NULL)),
            CHECK ((kind IN ('capture', 'release', 'refund')) = (reservation IS NOT NULL))
        ) STRICT;
        CREATE INDEX ledger_transfer_pool ON ledger_transfer (pool, sequence);
        CREATE INDEX ledger_transfer_order ON ledger_transfer (order_reference)
            WHERE order_reference IS NOT NULL;
        -- A reservation ends once, and is given back once.
        CREATE UNIQUE INDEX ledger_transfer_end ON ledger_transfer (reservation)
            WHERE kind IN ('capture', 'release');
        CREATE UNIQUE INDEX ledger_transfer_refund ON ledger_transfer (reservation)
            WHERE kind = 'refund';
        CREATE TRIGGER ledger_transfer_fits BEFORE INSERT ON ledger_transfer
        WHEN NEW.reservation IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM ledger_transfer AS earlier
            WHERE (CASE NEW.kind WHEN 'refund' THEN earlier.reservation = NEW.reservation
                    AND earlier.kind = 'capture'
                ELSE earlier.sequence = NEW.reservation AND earlier.kind = 'reserve' END)
            AND earlier.pool = NEW.pool AND earlier.amount = NEW.amount
            AND earlier.order_reference = NEW.order_reference)
        BEGIN SELECT RAISE(ABORT, 'the ledger has no such reservation'); END;
        CREATE TRIGGER ledger_transfer_posts AFTER INSERT ON ledger_transfer
        BEGIN
            UPDATE ledger_account SET balance = balance + NEW.amount
                WHERE pool = NEW.pool AND role = NEW.debit;
            UPDATE ledger_account SET balance = balance - NEW.amount
                WHERE pool = NEW.pool AND role = NEW.credit;
        END;

        """

    private static let vouchers = """
        CREATE TABLE voucher_batch (
            id TEXT PRIMARY KEY,
            programmes TEXT NOT NULL,
            organisation TEXT,
            basis_points INTEGER CHECK (basis_points BETWEEN 1 AND 10000),
            amount INTEGER CHECK (amount > 0),
            currency TEXT,
            digits INTEGER,
            uses INTEGER NOT NULL CHECK (uses >= 1),
            expires INTEGER NOT NULL,
            note TEXT,
            created INTEGER NOT NULL,
            CHECK ((basis_points IS NULL) <> (amount IS NULL))
        ) STRICT;
        -- SHA-256 of a code of 80 random bits; the code itself is nowhere.
        CREATE TABLE voucher (
            digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
            batch TEXT NOT NULL REFERENCES voucher_batch (id),
            place INTEGER NOT NULL,
            uses INTEGER NOT NULL,
            used INTEGER NOT NULL DEFAULT 0,
            revoked INTEGER,
            UNIQUE (batch, place),
            CHECK (used BETWEEN 0 AND uses)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER voucher_stays BEFORE UPDATE OF digest, batch, place, uses ON voucher
        BEGIN SELECT RAISE(ABORT, 'a voucher stays as it was made'); END;
        CREATE TRIGGER voucher_stays_revoked BEFORE UPDATE OF revoked ON voucher
        WHEN OLD.revoked IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a voucher is revoked for good'); END;

        CREATE TABLE voucher_use (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            voucher TEXT NOT NULL REFERENCES voucher (digest),
            order_reference TEXT NOT NULL REFERENCES purchase_order (reference),
            -- The use that is given back, since its order was cancelled.
            returns INTEGER UNIQUE REFERENCES voucher_use (sequence),
            at INTEGER NOT NULL,
            actor TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX voucher_use_once ON voucher_use (voucher, order_reference)
            WHERE returns IS NULL;
        CREATE INDEX voucher_use_order ON voucher_use (order_reference);
        CREATE TRIGGER voucher_use_counts AFTER INSERT ON voucher_use
        BEGIN
            UPDATE voucher SET used = used + CASE WHEN NEW.returns IS NULL THEN 1 ELSE -1 END
                WHERE digest = NEW.voucher;
        END;
        -- When an unknown code was tried.
        CREATE TABLE voucher_miss (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX voucher_miss_at ON voucher_miss (at);

        """

    /// An insertion that replaces a row would pass the trigger on deletions by.
    private static let appendOnly =
        ["waiver_request", "order_entry", "payment", "ledger_transfer", "voucher_use"].map {
            """
            CREATE TRIGGER \($0)_is_append_only_insert BEFORE INSERT ON \($0)
            WHEN EXISTS (SELECT 1 FROM \($0) WHERE sequence = NEW.sequence)
            BEGIN SELECT RAISE(ABORT, '\($0) is append-only'); END;
            CREATE TRIGGER \($0)_is_append_only_update BEFORE UPDATE ON \($0)
            BEGIN SELECT RAISE(ABORT, '\($0) is append-only'); END;
            CREATE TRIGGER \($0)_is_append_only_delete BEFORE DELETE ON \($0)
            BEGIN SELECT RAISE(ABORT, '\($0) is append-only'); END;

            """
        }.joined()
        + [
            "purchase_order", "sponsor_pool", "sponsor_cap", "ledger_account", "voucher_batch",
            "voucher",
        ]
        .map {
            """
            CREATE TRIGGER \($0)_is_kept BEFORE DELETE ON \($0)
            BEGIN SELECT RAISE(ABORT, '\($0) is kept'); END;

            """
        }.joined()
}
