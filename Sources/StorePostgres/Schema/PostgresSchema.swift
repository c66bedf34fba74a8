import CertAuthority

/// The tables of a store in PostgreSQL, and the form that they have.
enum PostgresSchema {
    /// The form that this version writes and reads. A later form has a step here that leads to it.
    static let form: Int64 = 1

    /// The scripts that make the tables of the first form.
    private static var scripts: [[UInt8]] {
        [
            PackageResources.record_sql, PackageResources.money_sql,
            PackageResources.rules_sql,
        ]
    }

    /// The tables from which rows or columns are ever removed.
    static let rewritten = [
        "certificate", "learner", "name_word", "learner_link", "link_delivery", "end_reminder",
        "planned_certificate", "quote_eligibility", "purchase_order", "sponsor_cap_use",
    ]

    /// Makes the tables, all or none; those that are there and empty, as a copy leaves them that failed,
    /// serve as they are.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there are some; ``PostgresFailure``.
    static func create(on connection: PostgresConnection) throws {
        if try form(on: connection) == form,
            try connection.rows("SELECT 1 FROM installation").rowCount == 0
        {
            return
        }
        guard try form(on: connection) == nil else {
            throw StoreError(.conflict, "there is an installation in this database already")
        }
        guard connection.serverVersion >= 150_000 else {
            throw StoreError(
                .failed,
                "this server is PostgreSQL \(connection.serverVersion / 10_000); 15 or newer is needed"
            )
        }
        let script = scripts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        try connection.script("BEGIN;\n\(script)\nCOMMIT;")
    }

    /// The form of the tables; nil where there are none.
    private static func form(on connection: PostgresConnection) throws -> Int64? {
        let isThere = try connection.rows(
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() "
                + "AND tablename = 'store_state'")
        guard isThere.rowCount > 0 else { return nil }
        return try connection.rows("SELECT form FROM store_state").integer(0, 0)
    }

    /// Sees that a database holds a store of this form, and brings it to it where it may.
    ///
    /// - Throws: ``StoreError`` with the code `missing`, `older` or `newer`; ``PostgresFailure``.
    static func check(_ connection: PostgresConnection, mayUpgrade: Bool) throws {
        guard let found = try form(on: connection) else {
            throw StoreError(
                .missing,
                """
                there is no installation in this database; make one with \(do: .makeInstallation)
                """)
        }
        guard found <= form else {
            throw StoreError(
                .newer, "the store was written by a newer version; install that version here too")
        }
        guard found < form else { return }
        guard mayUpgrade else {
            throw StoreError(
                .older, "the store was written by an older version; run \(do: .upgradeStore)")
        }
    }
}
