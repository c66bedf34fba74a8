/// The table of the messages that remind learners of their certificates' ends.
enum ReminderMigration {
    static let sql = """
        -- How far the message has come that reminds of an end; a certificate and an end are one message.
        CREATE TABLE end_reminder (
            certificate TEXT NOT NULL REFERENCES certificate (number),
            valid_until INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'refused')),
            since INTEGER NOT NULL,
            reply TEXT,
            PRIMARY KEY (certificate, valid_until)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER end_reminder_is_sent_once BEFORE UPDATE OF state ON end_reminder
        WHEN OLD.state = 'sent'
        BEGIN SELECT RAISE(ABORT, 'the message was sent'); END;
        CREATE INDEX end_reminder_due ON certificate (valid_until) WHERE valid_until IS NOT NULL;
        """
}
