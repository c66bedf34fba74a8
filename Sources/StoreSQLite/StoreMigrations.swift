import GRDB
import StoreSQL

/// The schema, as numbered steps that are only ever added to. ``StoreTable`` lists the tables, what each
/// holds of learners, and how erasing and restoring treat it: a step that makes a table adds it there.
enum StoreMigrations {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-certificates") { db in try db.execute(sql: certificates) }
        migrator.registerMigration("2-plans") { db in
            try db.execute(sql: plans)
            try SQLStatusListRows.markAllocated(in: SQLiteConnection(db))
        }
        migrator.registerMigration("3-corrections") { db in try db.execute(sql: corrections) }
        migrator.registerMigration("5-series") { db in try db.execute(sql: series) }
        migrator.registerMigration("6-fees") { db in try FeeMigration.migrate(db) }
        migrator.registerMigration("7-orders") { db in try db.execute(sql: OrderMigration.sql) }
        migrator.registerMigration("8-links") { db in try db.execute(sql: LinkMigration.sql) }
        migrator.registerMigration("9-document-certificates") { db in
            try db.execute(sql: DocumentCertificateMigration.sql)
        }
        migrator.registerMigration("10-bindings") { db in try db.execute(sql: bindings) }
        migrator.registerMigration("11-plan-bindings") { db in try db.execute(sql: planBindings) }
        migrator.registerMigration("12-names") { db in try NameMigration.migrate(db) }
        migrator.registerMigration("14-age-bands") { db in try db.execute(sql: ageBands) }
        migrator.registerMigration("15-reminders") { db in
            try db.execute(sql: ReminderMigration.sql)
        }
        migrator.registerMigration("16-renewals") { db in try db.execute(sql: renewals) }
        migrator.registerMigration("17-payment-returns") { db in
            try db.execute(sql: ReturnMigration.sql)
        }
        migrator.registerMigration("18-receipts") { db in
            try db.execute(sql: ReceiptMigration.sql)
        }
        return migrator
    }()

    /// Marks the file as ours (`PRAGMA application_id`): "CERT" in ASCII.
    static let applicationIdentifier: Int32 = 0x4345_5254

    private static let bindings = """
        -- Of a certificate that was issued since: the salt of what the audit keeps of it, and once
        -- it was erased the two digests that take the salt's place.
        ALTER TABLE certificate ADD COLUMN salt BLOB;
        ALTER TABLE certificate ADD COLUMN digests BLOB;
        """

    private static let renewals = """
        -- A renewed certificate stays as it is and leads to the one that renews it.
        ALTER TABLE certificate ADD COLUMN renewed_by TEXT REFERENCES certificate (number);
        CREATE INDEX certificate_renewal ON certificate (renewed_by) WHERE renewed_by IS NOT NULL;
        """

    private static let planBindings = """
        -- The salt of what the audit keeps of a planned row; nothing is kept of plans made before.
        ALTER TABLE planned_certificate ADD COLUMN plan_salt BLOB;
        """

    private static let ageBands = """
        -- How old the learner was, in coarse bands and only where it was given: counted, never shown.
        ALTER TABLE planned_certificate ADD COLUMN age_band TEXT;
        ALTER TABLE learner ADD COLUMN age_band TEXT;
        """

    private static let series = """
        -- What a planned certificate rests on: a JSON array, fixed by the plan.
        ALTER TABLE planned_certificate ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]';

        -- The certificates that a series' certificate rests on, in order.
        CREATE TABLE certificate_evidence (
            certificate TEXT NOT NULL REFERENCES certificate (number),
            position INTEGER NOT NULL,
            step TEXT NOT NULL REFERENCES certificate (number),
            PRIMARY KEY (certificate, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX certificate_evidence_step ON certificate_evidence (step);

        CREATE INDEX learner_reference ON learner (learner_ref) WHERE learner_ref IS NOT NULL;
        CREATE INDEX learner_email ON learner (email COLLATE NOCASE) WHERE email IS NOT NULL;
        """

    private static let corrections = """
        -- A superseded certificate is revoked; an erased one has an empty name and credential.
        ALTER TABLE certificate ADD COLUMN supersedes TEXT REFERENCES certificate (number);
        ALTER TABLE certificate ADD COLUMN superseded_by TEXT REFERENCES certificate (number);
        ALTER TABLE certificate ADD COLUMN erased INTEGER;
        -- Costs nothing where nothing was erased, and tells so at once.
        CREATE INDEX certificate_erased ON certificate (erased) WHERE erased IS NOT NULL;
        """

    private static let plans = """
        ALTER TABLE batch ADD COLUMN state TEXT NOT NULL DEFAULT 'finished'
            CHECK (state IN ('planned', 'finished', 'abandoned'));
        ALTER TABLE batch ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE batch ADD COLUMN key TEXT NOT NULL DEFAULT '';
        ALTER TABLE batch ADD COLUMN mechanism TEXT NOT NULL DEFAULT 'eddsa-jcs-2022';
        ALTER TABLE batch ADD COLUMN settled_by TEXT;
        UPDATE batch SET
            size = (SELECT count(*) FROM certificate WHERE batch = batch.id),
            key = coalesce((SELECT key FROM certificate WHERE batch = batch.id LIMIT 1), ''),
            settled_by = (SELECT settled_by FROM certificate WHERE batch = batch.id LIMIT 1);
        -- The proof tells the mechanism; what is not JSON is a token.
        UPDATE batch SET mechanism = coalesce((
            SELECT CASE WHEN json_valid(CAST(credential AS TEXT))
                THEN json_extract(CAST(credential AS TEXT), '$.proof.cryptosuite')
                ELSE 'vc-jwt' END
            FROM certificate WHERE batch = batch.id LIMIT 1), mechanism);

        -- One bit for each index that was ever given out, issued or only planned.
        ALTER TABLE status_list ADD COLUMN allocated BLOB NOT NULL DEFAULT x'';

        CREATE TABLE planned_certificate (
            batch TEXT NOT NULL REFERENCES batch (id),
            position INTEGER NOT NULL,
            number TEXT NOT NULL,
            row_key TEXT NOT NULL UNIQUE,
            row_number INTEGER NOT NULL,
            learner_ref TEXT,
            name TEXT NOT NULL,
            email TEXT,
            locale TEXT,
            country TEXT NOT NULL,
            completed_on TEXT NOT NULL,
            delivery TEXT NOT NULL,
            learner_groups TEXT NOT NULL,
            salt TEXT NOT NULL,
            status_list TEXT NOT NULL REFERENCES status_list (id),
            status_index INTEGER NOT NULL,
            PRIMARY KEY (batch, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX certificate_batch ON certificate (batch);
        """

    private static let certificates = """
        CREATE TABLE installation (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL,
            base_url TEXT NOT NULL,
            created INTEGER NOT NULL,
            catalogue_version INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE catalogue_file (
            path TEXT PRIMARY KEY,
            content BLOB NOT NULL
        ) STRICT;

        CREATE TABLE signing_key (
            id TEXT PRIMARY KEY,
            organisation TEXT NOT NULL,
            created INTEGER NOT NULL,
            retired INTEGER
        ) STRICT;
        CREATE INDEX signing_key_organisation ON signing_key (organisation);

        CREATE TABLE batch (
            id TEXT PRIMARY KEY,
            programme TEXT NOT NULL,
            organisation TEXT NOT NULL,
            source TEXT NOT NULL,
            source_digest TEXT NOT NULL,
            started INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE status_list (
            id TEXT PRIMARY KEY,
            organisation TEXT NOT NULL,
            length INTEGER NOT NULL,
            used INTEGER NOT NULL,
            bits BLOB NOT NULL,
            updated INTEGER NOT NULL,
            credential BLOB NOT NULL
        ) STRICT;
        CREATE INDEX status_list_organisation ON status_list (organisation);

        CREATE TABLE certificate (
            number TEXT PRIMARY KEY,
            sequence INTEGER NOT NULL UNIQUE,
            row_key TEXT NOT NULL UNIQUE,
            programme TEXT NOT NULL,
            organisation TEXT NOT NULL,
            batch TEXT NOT NULL REFERENCES batch (id),
            name TEXT NOT NULL,
            locale TEXT,
            delivery TEXT NOT NULL,
            completed_on TEXT NOT NULL,
            issued INTEGER NOT NULL,
            valid_until INTEGER,
            key TEXT NOT NULL REFERENCES signing_key (id),
            status_list TEXT NOT NULL REFERENCES status_list (id),
            status_index INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('good', 'suspended', 'revoked')),
            state_since INTEGER,
            state_reason TEXT,
            settled_by TEXT,
            credential BLOB NOT NULL,
            UNIQUE (status_list, status_index)
        ) STRICT;
        CREATE INDEX certificate_programme ON certificate (programme, sequence);

        -- What serves the office only and is in no credential and on no page.
        CREATE TABLE learner (
            certificate TEXT PRIMARY KEY REFERENCES certificate (number),
            learner_ref TEXT,
            email TEXT,
            country TEXT NOT NULL,
            learner_groups TEXT NOT NULL
        ) STRICT;

        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            details TEXT NOT NULL,
            previous TEXT NOT NULL,
            digest TEXT NOT NULL
        ) STRICT;
        -- INSERT OR REPLACE removes a row without the delete trigger.
        CREATE TRIGGER audit_is_append_only_insert BEFORE INSERT ON audit
        WHEN NEW.sequence <= (SELECT max(sequence) FROM audit)
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        """
}
