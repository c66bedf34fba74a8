-- The record: what was issued, to whom, by which keys, and the audit. Texts are compared byte by byte, as
-- everywhere in this service; whole numbers have 64 bits, and instants are seconds since 1970.

-- One row. Whoever writes counts it up first, so that writers are one at a time and readers see whether
-- anything has changed.
CREATE TABLE store_state (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    form BIGINT NOT NULL,
    changes BIGINT NOT NULL
);
INSERT INTO store_state (id, form, changes) VALUES (1, 1, 0);

-- One row, which is written anew every few seconds: how far a standby is behind is seen by it.
CREATE TABLE store_beat (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    at TIMESTAMPTZ NOT NULL
);
INSERT INTO store_beat (id, at) VALUES (1, clock_timestamp());

CREATE TABLE installation (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    name TEXT COLLATE "C" NOT NULL,
    base_url TEXT COLLATE "C" NOT NULL,
    created BIGINT NOT NULL,
    catalogue_version BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE catalogue_file (
    path TEXT COLLATE "C" PRIMARY KEY,
    content BYTEA NOT NULL
);

CREATE TABLE signing_key (
    id TEXT COLLATE "C" PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    created BIGINT NOT NULL,
    retired BIGINT,
    -- The order in which rows came.
    rowid BIGINT GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE batch (
    id TEXT COLLATE "C" PRIMARY KEY,
    programme TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    source_digest TEXT COLLATE "C" NOT NULL,
    started BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL DEFAULT 'finished'
    CHECK (state IN ('planned', 'finished', 'abandoned')),
    size BIGINT NOT NULL DEFAULT 0,
    key TEXT COLLATE "C" NOT NULL DEFAULT '',
    mechanism TEXT COLLATE "C" NOT NULL DEFAULT 'eddsa-jcs-2022',
    settled_by TEXT COLLATE "C",
    -- The order in which rows came.
    rowid BIGINT GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE status_list (
    id TEXT COLLATE "C" PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    length BIGINT NOT NULL,
    used BIGINT NOT NULL,
    bits BYTEA NOT NULL,
    updated BIGINT NOT NULL,
    credential BYTEA NOT NULL,
    allocated BYTEA NOT NULL DEFAULT '',
    -- The order in which rows came.
    rowid BIGINT GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE certificate (
    number TEXT COLLATE "C" PRIMARY KEY,
    sequence BIGINT NOT NULL UNIQUE,
    row_key TEXT COLLATE "C" NOT NULL UNIQUE,
    programme TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    batch TEXT COLLATE "C" NOT NULL REFERENCES batch (id),
    name TEXT COLLATE "C" NOT NULL,
    locale TEXT COLLATE "C",
    delivery TEXT COLLATE "C" NOT NULL,
    completed_on TEXT COLLATE "C" NOT NULL,
    issued BIGINT NOT NULL,
    valid_until BIGINT,
    key TEXT COLLATE "C" NOT NULL REFERENCES signing_key (id),
    status_list TEXT COLLATE "C" NOT NULL REFERENCES status_list (id),
    status_index BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('good', 'suspended', 'revoked')),
    state_since BIGINT,
    state_reason TEXT COLLATE "C",
    settled_by TEXT COLLATE "C",
    credential BYTEA NOT NULL,
    supersedes TEXT COLLATE "C" REFERENCES certificate (number),
    superseded_by TEXT COLLATE "C" REFERENCES certificate (number),
    erased BIGINT,
    salt BYTEA,
    digests BYTEA,
    renewed_by TEXT COLLATE "C" REFERENCES certificate (number),
    UNIQUE (status_list, status_index)
);

CREATE TABLE learner (
    certificate TEXT COLLATE "C" PRIMARY KEY REFERENCES certificate (number),
    learner_ref TEXT COLLATE "C",
    email TEXT COLLATE "C",
    country TEXT COLLATE "C" NOT NULL,
    learner_groups TEXT COLLATE "C" NOT NULL,
    age_band TEXT COLLATE "C"
);

CREATE TABLE audit (
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    details TEXT COLLATE "C" NOT NULL,
    previous TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL
);

CREATE TABLE planned_certificate (
    batch TEXT COLLATE "C" NOT NULL REFERENCES batch (id),
    position BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    row_key TEXT COLLATE "C" NOT NULL UNIQUE,
    row_number BIGINT NOT NULL,
    learner_ref TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C",
    locale TEXT COLLATE "C",
    country TEXT COLLATE "C" NOT NULL,
    completed_on TEXT COLLATE "C" NOT NULL,
    delivery TEXT COLLATE "C" NOT NULL,
    learner_groups TEXT COLLATE "C" NOT NULL,
    salt TEXT COLLATE "C" NOT NULL,
    status_list TEXT COLLATE "C" NOT NULL REFERENCES status_list (id),
    status_index BIGINT NOT NULL,
    evidence TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    plan_salt BYTEA,
    age_band TEXT COLLATE "C",
    PRIMARY KEY (batch, position)
);

CREATE TABLE certificate_evidence (
    certificate TEXT COLLATE "C" NOT NULL REFERENCES certificate (number),
    position BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL REFERENCES certificate (number),
    PRIMARY KEY (certificate, position)
);

CREATE TABLE catalogue_version (
    number BIGINT PRIMARY KEY,
    applied BIGINT
);

CREATE TABLE catalogue_content (
    digest TEXT COLLATE "C" PRIMARY KEY,
    content BYTEA NOT NULL
);

CREATE TABLE catalogue_version_file (
    version BIGINT NOT NULL REFERENCES catalogue_version (number),
    path TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL REFERENCES catalogue_content (digest),
    PRIMARY KEY (version, path)
);

CREATE TABLE learner_link (
    digest TEXT COLLATE "C" PRIMARY KEY CHECK (length(digest) = 64),
    certificate TEXT COLLATE "C" NOT NULL REFERENCES certificate (number),
    created BIGINT NOT NULL,
    revoked BIGINT
);

CREATE TABLE link_delivery (
    certificate TEXT COLLATE "C" PRIMARY KEY REFERENCES certificate (number),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'refused')),
    since BIGINT NOT NULL,
    reply TEXT COLLATE "C"
);

CREATE TABLE document_certificate (
    fingerprint TEXT COLLATE "C" PRIMARY KEY,
    -- Null for the coalition's root.
    organisation TEXT COLLATE "C",
    -- PEM, the holder's own first.
    chain TEXT COLLATE "C" NOT NULL,
    added BIGINT NOT NULL,
    retired BIGINT,
    -- The order in which rows came.
    rowid BIGINT GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE name_word (
    word TEXT COLLATE "C" NOT NULL,
    certificate BIGINT NOT NULL REFERENCES certificate (sequence),
    PRIMARY KEY (word, certificate)
);

CREATE TABLE number_group (
    part TEXT COLLATE "C" NOT NULL,
    certificate BIGINT NOT NULL REFERENCES certificate (sequence),
    PRIMARY KEY (part, certificate)
);

CREATE TABLE name_word_end (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    sequence BIGINT NOT NULL
);

CREATE TABLE end_reminder (
    certificate TEXT COLLATE "C" NOT NULL REFERENCES certificate (number),
    valid_until BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'refused')),
    since BIGINT NOT NULL,
    reply TEXT COLLATE "C",
    PRIMARY KEY (certificate, valid_until)
);

CREATE INDEX signing_key_organisation ON signing_key (organisation);
CREATE INDEX status_list_organisation ON status_list (organisation);
CREATE INDEX certificate_programme ON certificate (programme, sequence);
CREATE INDEX certificate_batch ON certificate (batch);
CREATE INDEX certificate_erased ON certificate (erased) WHERE erased IS NOT NULL;
CREATE INDEX certificate_evidence_step ON certificate_evidence (step);
CREATE INDEX learner_reference ON learner (learner_ref) WHERE learner_ref IS NOT NULL;
CREATE INDEX learner_email ON learner (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX learner_link_certificate ON learner_link (certificate);
CREATE INDEX certificate_organisation ON certificate (organisation, sequence);
CREATE INDEX certificate_standing ON certificate (state, sequence) WHERE state <> 'good';
CREATE INDEX certificate_ending ON certificate (valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX certificate_issued ON certificate (issued);
CREATE INDEX certificate_renewal ON certificate (renewed_by) WHERE renewed_by IS NOT NULL;

-- Credentials are signed and hardly shrink.
ALTER TABLE certificate ALTER COLUMN credential SET STORAGE EXTERNAL;

INSERT INTO name_word_end (id, sequence) VALUES (1, 0);
