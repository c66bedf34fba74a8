public import CertAuthority

/// Who may do what in a store in PostgreSQL: no more than it takes.
public enum PostgresRoles {
    /// From these tables the office removes rows; from no other may anybody.
    private static let shrinking = [
        "catalogue_file", "planned_certificate", "learner", "name_word", "learner_link",
        "link_delivery", "end_reminder", "quote_eligibility", "sponsor_cap_use",
    ]

    /// Of these tables the office changes rows; of the others it only adds to them.
    private static let changing = [
        "store_state", "store_beat", "installation", "signing_key", "document_certificate", "batch",
        "status_list", "certificate", "name_word_end", "learner_link", "link_delivery",
        "end_reminder", "purchase_order", "sponsor_cap_use", "ledger_account", "voucher",
    ]

    /// What the public side reads: nothing of learners but what is on their certificates.
    private static let readable = [
        "store_state", "store_beat", "installation", "catalogue_file", "catalogue_content",
        "catalogue_version_file", "signing_key", "document_certificate", "certificate_evidence",
        "learner_link", "link_step", "status_list (id, organisation, length, updated, credential)",
        "audit (sequence, at)",
        """
        certificate (number, sequence, programme, organisation, batch, name, locale, delivery,
        completed_on, issued, valid_until, key, status_list, status_index, state, state_since,
        state_reason, settled_by, credential, supersedes, superseded_by, erased, digests, renewed_by)
        """,
    ]

    /// Gives users their rights, in place of those that they had.
    ///
    /// - Parameters:
    ///   - office: The user that writes; nil to leave it.
    ///   - verifier: The user that reads what is public; nil to leave it.
    /// - Throws: ``StoreError``: `denied` where whoever asks does not own the tables.
    public static func grant(
        office: String?, verifier: String?, at address: PostgresAddress
    ) throws(StoreError) {
        do {
            let connection = try PostgresConnection(address.text, program: "certctl")
            var script = "BEGIN;"
            for user in [office, verifier].compactMap({ $0 }) {
                script += """
                    REVOKE ALL ON ALL TABLES IN SCHEMA \(schema) FROM \(quoted(user));
                    GRANT USAGE ON SCHEMA \(schema) TO \(quoted(user));

                    """
            }
            if let office {
                let user = quoted(office)
                script += "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA \(schema) TO \(user);\n"
                for table in changing { script += "GRANT UPDATE ON \(table) TO \(user);\n" }
                for table in shrinking { script += "GRANT DELETE ON \(table) TO \(user);\n" }
            }
            if let verifier {
                for what in readable {
                    let (table, columns) = parts(what)
                    script += "GRANT SELECT \(columns) ON \(table) TO \(quoted(verifier));\n"
                }
            }
            let name = try connection.rows("SELECT quote_ident(current_schema())").text(0, 0)
            try connection.script(
                script.replacing(schema, with: name) + "COMMIT;")
        } catch {
            throw PostgresEngine.storeError(error, at: address)
        }
    }

    private static let schema = "{schema}"

    private static func parts(_ what: String) -> (table: String, columns: String) {
        let table = what.prefix { $0 != " " }
        return (String(table), String(what.dropFirst(table.count)))
    }

    /// A name as SQL has it, whatever letters it has.
    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
