/// The tables of learners' links.
enum LinkMigration {
    static let sql = """
        -- SHA-256 of a token of 128 random bits; the token itself is nowhere.
        CREATE TABLE learner_link (
            digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
            certificate TEXT NOT NULL REFERENCES certificate (number),
            created INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX learner_link_certificate ON learner_link (certificate);
        CREATE TRIGGER learner_link_stays BEFORE UPDATE OF digest, certificate, created
        ON learner_link
        BEGIN SELECT RAISE(ABORT, 'a link stays as it was made'); END;
        CREATE TRIGGER learner_link_stays_revoked BEFORE UPDATE OF revoked ON learner_link
        WHEN OLD.revoked IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a link is revoked for good'); END;

        -- How far the message with a certificate's link has come. What was sent is not sent again.
        CREATE TABLE link_delivery (
            certificate TEXT PRIMARY KEY REFERENCES certificate (number),
            state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'refused')),
            since INTEGER NOT NULL,
            reply TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER link_delivery_is_sent_once BEFORE UPDATE OF state ON link_delivery
        WHEN OLD.state = 'sent'
        BEGIN SELECT RAISE(ABORT, 'the message was sent'); END;
        """
}
