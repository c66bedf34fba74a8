-- What the tables refuse by themselves, whoever writes: what is written stays, money balances, and
-- numbers have no holes. A refusal is a contradiction (23000).

-- Part of a text within another; SQLite has it by this name.
CREATE FUNCTION instr(text, text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT strpos($1, $2)::bigint $$;

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- A number for a row that comes without one: the next. Writers are one at a time.
CREATE FUNCTION number_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence IS NULL THEN
        EXECUTE format('SELECT coalesce(max(sequence), 0) + 1 FROM %I', TG_TABLE_NAME)
            INTO NEW.sequence;
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['waiver_request', 'order_entry', 'payment', 'ledger_transfer',
        'voucher_use', 'voucher_miss', 'payment_return'] LOOP
        EXECUTE format('CREATE TRIGGER a_number BEFORE INSERT ON %I FOR EACH ROW
            EXECUTE FUNCTION number_row()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['audit', 'catalogue_version', 'catalogue_content',
        'catalogue_version_file', 'quote', 'waiver_request', 'order_entry', 'payment',
        'ledger_transfer', 'voucher_use', 'payment_reference', 'payment_return',
        'payment_return_end', 'receipt'] LOOP
        EXECUTE format('CREATE TRIGGER is_append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW
            EXECUTE FUNCTION refuse(%L)', name, name || ' is append-only');
    END LOOP;
    FOREACH name IN ARRAY ARRAY['purchase_order', 'sponsor_pool', 'sponsor_cap', 'ledger_account',
        'voucher_batch', 'voucher', 'document_certificate'] LOOP
        EXECUTE format('CREATE TRIGGER is_kept BEFORE DELETE ON %I FOR EACH ROW
            EXECUTE FUNCTION refuse(%L)', name, name || ' is kept');
    END LOOP;
    -- No row trigger sees a table that is emptied at once.
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE format('CREATE TRIGGER is_not_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT
            EXECUTE FUNCTION refuse(%L)', name, name || ' is never emptied');
    END LOOP;
END $$;

CREATE FUNCTION audit_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <= (SELECT max(sequence) FROM audit) THEN
        RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_follows();

CREATE TRIGGER learner_link_stays BEFORE UPDATE OF digest, certificate, created ON learner_link
    FOR EACH ROW EXECUTE FUNCTION refuse('a link stays as it was made');
CREATE TRIGGER learner_link_stays_revoked BEFORE UPDATE OF revoked ON learner_link
    FOR EACH ROW WHEN (OLD.revoked IS NOT NULL)
    EXECUTE FUNCTION refuse('a link is revoked for good');
CREATE TRIGGER link_delivery_is_sent_once BEFORE UPDATE OF state ON link_delivery
    FOR EACH ROW WHEN (OLD.state = 'sent') EXECUTE FUNCTION refuse('the message was sent');
CREATE TRIGGER end_reminder_is_sent_once BEFORE UPDATE OF state ON end_reminder
    FOR EACH ROW WHEN (OLD.state = 'sent') EXECUTE FUNCTION refuse('the message was sent');
CREATE TRIGGER document_certificate_stays
    BEFORE UPDATE OF fingerprint, organisation, chain, added ON document_certificate
    FOR EACH ROW EXECUTE FUNCTION refuse('a certificate stays as it was added');
CREATE TRIGGER document_certificate_stays_retired BEFORE UPDATE OF retired ON document_certificate
    FOR EACH ROW WHEN (OLD.retired IS NOT NULL OR NEW.retired IS NULL)
    EXECUTE FUNCTION refuse('a certificate is retired once');

CREATE TRIGGER purchase_order_stays
    BEFORE UPDATE OF reference, programme, organisation, opened ON purchase_order
    FOR EACH ROW EXECUTE FUNCTION refuse('an order stays as it was opened');
-- But that a learner who asks for it is forgotten.
CREATE TRIGGER purchase_order_stays_theirs BEFORE UPDATE OF row_key, country ON purchase_order
    FOR EACH ROW WHEN (NEW.country IS NOT NULL
        OR substr(NEW.row_key, 1, 8) <> chr(31) || 'erased' || chr(31))
    EXECUTE FUNCTION refuse('an order stays as it was opened');
CREATE TRIGGER purchase_order_stays_cancelled BEFORE UPDATE OF cancelled ON purchase_order
    FOR EACH ROW WHEN (OLD.cancelled IS NOT NULL OR NEW.cancelled IS NULL)
    EXECUTE FUNCTION refuse('an order is cancelled once');

CREATE FUNCTION waiver_needs_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM waiver_request WHERE sequence = NEW.waiver
        AND order_reference = NEW.order_reference
        AND lower(trim(actor)) <> lower(trim(NEW.actor))) THEN
        RAISE EXCEPTION 'a waiver is approved by another than who asks for it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waiver_needs_two BEFORE INSERT ON order_entry
    FOR EACH ROW WHEN (NEW.kind = 'waived') EXECUTE FUNCTION waiver_needs_two();

CREATE FUNCTION ledger_transfer_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_transfer AS earlier
        WHERE (CASE NEW.kind WHEN 'refund' THEN earlier.reservation = NEW.reservation
                AND earlier.kind = 'capture'
            ELSE earlier.sequence = NEW.reservation AND earlier.kind = 'reserve' END)
        AND earlier.pool = NEW.pool AND earlier.amount = NEW.amount
        AND earlier.order_reference = NEW.order_reference) THEN
        RAISE EXCEPTION 'the ledger has no such reservation'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_transfer_fits BEFORE INSERT ON ledger_transfer
    FOR EACH ROW WHEN (NEW.reservation IS NOT NULL) EXECUTE FUNCTION ledger_transfer_fits();

CREATE FUNCTION ledger_transfer_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_account SET balance = balance + NEW.amount
        WHERE pool = NEW.pool AND role = NEW.debit;
    UPDATE ledger_account SET balance = balance - NEW.amount
        WHERE pool = NEW.pool AND role = NEW.credit;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_transfer_posts AFTER INSERT ON ledger_transfer
    FOR EACH ROW EXECUTE FUNCTION ledger_transfer_posts();

CREATE TRIGGER voucher_stays BEFORE UPDATE OF digest, batch, place, uses ON voucher
    FOR EACH ROW EXECUTE FUNCTION refuse('a voucher stays as it was made');
CREATE TRIGGER voucher_stays_revoked BEFORE UPDATE OF revoked ON voucher
    FOR EACH ROW WHEN (OLD.revoked IS NOT NULL)
    EXECUTE FUNCTION refuse('a voucher is revoked for good');
CREATE FUNCTION voucher_use_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE voucher SET used = used + CASE WHEN NEW.returns IS NULL THEN 1 ELSE -1 END
        WHERE digest = NEW.voucher;
    RETURN NULL;
END $$;
CREATE TRIGGER voucher_use_counts AFTER INSERT ON voucher_use
    FOR EACH ROW EXECUTE FUNCTION voucher_use_counts();

CREATE FUNCTION receipt_has_the_next_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM receipt
        WHERE organisation = NEW.organisation) THEN
        RAISE EXCEPTION 'receipt numbers have no holes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER receipt_has_the_next_number BEFORE INSERT ON receipt
    FOR EACH ROW EXECUTE FUNCTION receipt_has_the_next_number();

-- The next certificate that a link leads to, without the addresses that decide it: a certificate that
-- was corrected leads to its correction where both have one address, or the first has none.
CREATE VIEW link_step AS
    SELECT here.number AS here, next.number AS next,
        here_learner.email IS NULL OR coalesce(next_learner.email = here_learner.email, FALSE)
            AS leads
    FROM certificate AS here JOIN certificate AS next ON next.number = here.superseded_by
    LEFT JOIN learner AS here_learner ON here_learner.certificate = here.number
    LEFT JOIN learner AS next_learner ON next_learner.certificate = next.number
    WHERE here.erased IS NULL AND next.erased IS NULL;
