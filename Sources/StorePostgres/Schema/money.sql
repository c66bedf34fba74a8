-- Fees, orders, payments, sponsors, vouchers and receipts. Money is whole minor units.

CREATE TABLE quote (
    id TEXT COLLATE "C" PRIMARY KEY,
    at BIGINT NOT NULL,
    date TEXT COLLATE "C" NOT NULL,
    held_until TEXT COLLATE "C" NOT NULL,
    programme TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    list BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    digits BIGINT NOT NULL,
    schedule_version TEXT COLLATE "C" NOT NULL,
    catalogue_version BIGINT NOT NULL REFERENCES catalogue_version (number),
    -- The order in which rows came.
    rowid BIGINT GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE quote_eligibility (
    quote TEXT COLLATE "C" PRIMARY KEY REFERENCES quote (id),
    learner TEXT COLLATE "C",
    country TEXT COLLATE "C" NOT NULL,
    learner_groups TEXT COLLATE "C" NOT NULL,
    tier TEXT COLLATE "C" NOT NULL,
    relief TEXT COLLATE "C",
    evidence TEXT COLLATE "C" NOT NULL,
    vintages TEXT COLLATE "C" NOT NULL,
    kept_until TEXT COLLATE "C" NOT NULL
);

CREATE TABLE purchase_order (
    reference TEXT COLLATE "C" PRIMARY KEY,
    -- Who it is for and from where: for the office only.
    row_key TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C",
    programme TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    opened BIGINT NOT NULL,
    cancelled BIGINT,
    -- The order in which rows came.
    rowid BIGINT GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE waiver_request (
    sequence BIGINT PRIMARY KEY,
    order_reference TEXT COLLATE "C" NOT NULL REFERENCES purchase_order (reference),
    amount BIGINT CHECK (amount > 0),
    currency TEXT COLLATE "C",
    digits BIGINT,
    reason TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL
);

CREATE TABLE payment (
    sequence BIGINT PRIMARY KEY,
    provider TEXT COLLATE "C" NOT NULL,
    provider_id TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT COLLATE "C" NOT NULL,
    digits BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    line BIGINT,
    -- Why it was set aside when it was taken.
    aside TEXT COLLATE "C",
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    UNIQUE (provider, provider_id)
);

CREATE TABLE voucher_batch (
    id TEXT COLLATE "C" PRIMARY KEY,
    programmes TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C",
    basis_points BIGINT CHECK (basis_points BETWEEN 1 AND 10000),
    amount BIGINT CHECK (amount > 0),
    currency TEXT COLLATE "C",
    digits BIGINT,
    uses BIGINT NOT NULL CHECK (uses >= 1),
    expires BIGINT NOT NULL,
    note TEXT COLLATE "C",
    created BIGINT NOT NULL,
    CHECK ((basis_points IS NULL) <> (amount IS NULL)),
    -- The order in which rows came.
    rowid BIGINT GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE voucher (
    digest TEXT COLLATE "C" PRIMARY KEY CHECK (length(digest) = 64),
    batch TEXT COLLATE "C" NOT NULL REFERENCES voucher_batch (id),
    place BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    used BIGINT NOT NULL DEFAULT 0,
    revoked BIGINT,
    UNIQUE (batch, place),
    CHECK (used BETWEEN 0 AND uses)
);

CREATE TABLE voucher_use (
    sequence BIGINT PRIMARY KEY,
    voucher TEXT COLLATE "C" NOT NULL REFERENCES voucher (digest),
    order_reference TEXT COLLATE "C" NOT NULL REFERENCES purchase_order (reference),
    -- The use that is given back, since its order was cancelled.
    returns BIGINT UNIQUE REFERENCES voucher_use (sequence),
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL
);

CREATE TABLE sponsor_pool (
    id TEXT COLLATE "C" PRIMARY KEY,
    sponsor TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    digits BIGINT NOT NULL,
    created BIGINT NOT NULL
);

CREATE TABLE ledger_account (
    pool TEXT COLLATE "C" NOT NULL REFERENCES sponsor_pool (id),
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('funding', 'available', 'reserved', 'spent')),
    balance BIGINT NOT NULL,
    PRIMARY KEY (pool, role),
    CHECK (CASE role WHEN 'funding' THEN balance <= 0 ELSE balance >= 0 END)
);

CREATE TABLE ledger_transfer (
    sequence BIGINT PRIMARY KEY,
    pool TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    debit TEXT COLLATE "C" NOT NULL,
    credit TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    order_reference TEXT COLLATE "C" REFERENCES purchase_order (reference),
    reservation BIGINT REFERENCES ledger_transfer (sequence),
    note TEXT COLLATE "C",
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY (pool, debit) REFERENCES ledger_account (pool, role),
    FOREIGN KEY (pool, credit) REFERENCES ledger_account (pool, role),
    CHECK (kind || ' ' || debit || ' ' || credit IN ('fund available funding',
        'withdraw funding available', 'reserve reserved available',
        'capture spent reserved', 'release available reserved', 'refund available spent')),
    CHECK ((kind IN ('fund', 'withdraw')) = (order_reference IS NULL)),
    CHECK ((kind IN ('capture', 'release', 'refund')) = (reservation IS NOT NULL))
);

CREATE TABLE order_entry (
    sequence BIGINT PRIMARY KEY,
    order_reference TEXT COLLATE "C" NOT NULL REFERENCES purchase_order (reference),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('quoted', 'paid', 'waived', 'vouchered', 'sponsored',
        'refunded', 'cancelled')),
    amount BIGINT,
    currency TEXT COLLATE "C",
    digits BIGINT,
    detail TEXT COLLATE "C" NOT NULL,
    payment BIGINT UNIQUE REFERENCES payment (sequence),
    waiver BIGINT UNIQUE REFERENCES waiver_request (sequence),
    voucher_use BIGINT UNIQUE REFERENCES voucher_use (sequence),
    reservation BIGINT UNIQUE REFERENCES ledger_transfer (sequence),
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    CHECK ((kind = 'cancelled') = (amount IS NULL)),
    CHECK (amount > 0 OR (kind = 'quoted' AND amount = 0)),
    CHECK ((kind = 'paid') = (payment IS NOT NULL)),
    CHECK ((kind = 'waived') = (waiver IS NOT NULL)),
    CHECK ((kind = 'vouchered') = (voucher_use IS NOT NULL)),
    CHECK ((kind = 'sponsored') = (reservation IS NOT NULL))
);

CREATE TABLE sponsor_cap (
    pool TEXT COLLATE "C" NOT NULL REFERENCES sponsor_pool (id),
    position BIGINT NOT NULL,
    dimension TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C",
    period TEXT COLLATE "C" NOT NULL,
    maximum BIGINT NOT NULL CHECK (maximum > 0),
    PRIMARY KEY (pool, position)
);

CREATE TABLE sponsor_cap_use (
    pool TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    bucket TEXT COLLATE "C" NOT NULL,
    used BIGINT NOT NULL CHECK (used >= 0),
    maximum BIGINT NOT NULL,
    PRIMARY KEY (pool, position, bucket),
    FOREIGN KEY (pool, position) REFERENCES sponsor_cap (pool, position),
    CHECK (used <= maximum)
);

CREATE TABLE voucher_miss (
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);

CREATE TABLE payment_reference (
    payment BIGINT PRIMARY KEY REFERENCES payment (sequence),
    provider TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    UNIQUE (provider, reference)
);

CREATE TABLE payment_return (
    sequence BIGINT PRIMARY KEY,
    provider TEXT COLLATE "C" NOT NULL,
    provider_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('refund', 'chargeback')),
    -- The payment's, whether that was taken or not.
    reference TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT COLLATE "C" NOT NULL,
    digits BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    line BIGINT,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    UNIQUE (provider, provider_id)
);

CREATE TABLE payment_return_end (
    payment_return BIGINT PRIMARY KEY REFERENCES payment_return (sequence),
    entry BIGINT UNIQUE REFERENCES order_entry (sequence),
    reason TEXT COLLATE "C",
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    CHECK ((entry IS NULL) = (reason IS NOT NULL))
);

CREATE TABLE receipt (
    organisation TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('invoice', 'receipt', 'credit-note')),
    order_reference TEXT COLLATE "C" NOT NULL,
    programme TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    digits BIGINT NOT NULL,
    price BIGINT NOT NULL,
    waived BIGINT NOT NULL,
    vouchered BIGINT NOT NULL,
    sponsored BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    -- Of a credit note: the number of the same organisation that it takes back.
    reverses BIGINT,
    -- The programme's title and the seller, as they were, as JSON.
    texts BYTEA NOT NULL,
    issued BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, number),
    UNIQUE (order_reference, kind)
);

CREATE INDEX quote_eligibility_learner ON quote_eligibility (learner);
CREATE INDEX quote_eligibility_kept_until ON quote_eligibility (kept_until);
CREATE UNIQUE INDEX purchase_order_row ON purchase_order (row_key) WHERE cancelled IS NULL;
CREATE INDEX purchase_order_rows ON purchase_order (row_key);
CREATE INDEX waiver_request_order ON waiver_request (order_reference);
CREATE INDEX order_entry_order ON order_entry (order_reference);
CREATE INDEX ledger_transfer_pool ON ledger_transfer (pool, sequence);
CREATE INDEX ledger_transfer_order ON ledger_transfer (order_reference)
    WHERE order_reference IS NOT NULL;
CREATE UNIQUE INDEX ledger_transfer_end ON ledger_transfer (reservation)
    WHERE kind IN ('capture', 'release');
CREATE UNIQUE INDEX ledger_transfer_refund ON ledger_transfer (reservation)
    WHERE kind = 'refund';
CREATE UNIQUE INDEX voucher_use_once ON voucher_use (voucher, order_reference)
    WHERE returns IS NULL;
CREATE INDEX voucher_use_order ON voucher_use (order_reference);
CREATE INDEX voucher_miss_at ON voucher_miss (at);
CREATE INDEX payment_return_reference ON payment_return (provider, reference);
