/// The certificates of document keys; what is written stays, but that one is retired once.
enum DocumentCertificateMigration {
    static let sql = """
        CREATE TABLE document_certificate (
            fingerprint TEXT PRIMARY KEY,
            -- Null for the coalition's root.
            organisation TEXT,
            -- PEM, the holder's own first.
            chain TEXT NOT NULL,
            added INTEGER NOT NULL,
            retired INTEGER
        ) STRICT;
        CREATE TRIGGER document_certificate_stays BEFORE UPDATE OF
            fingerprint, organisation, chain, added ON document_certificate
        BEGIN SELECT RAISE(ABORT, 'a certificate stays as it was added'); END;
        CREATE TRIGGER document_certificate_stays_retired BEFORE UPDATE OF retired
        ON document_certificate WHEN OLD.retired IS NOT NULL OR NEW.retired IS NULL
        BEGIN SELECT RAISE(ABORT, 'a certificate is retired once'); END;
        CREATE TRIGGER document_certificate_is_kept BEFORE DELETE ON document_certificate
        BEGIN SELECT RAISE(ABORT, 'certificates are kept'); END;
        """
}
