import Credentials
import GRDB

extension SQLiteStore {
    /// What the installation is called and where it answers.
    public func installation() async throws(StoreError) -> Installation {
        try await read(Self.installation)
    }

    static func installation(_ db: Database) throws -> Installation {
        guard
            let row = try Row.fetchOne(db, sql: "SELECT name, base_url, created FROM installation")
        else { throw StoreError(.corrupt, "the store does not say whose it is") }
        return Installation(
            name: row["name"], baseURL: row["base_url"],
            created: Timestamp(seconds: row["created"]))
    }

    /// The catalogue's files as they were last applied.
    public func catalogue() async throws(StoreError) -> StoredCatalogue {
        try await read { db in
            let version = try Int64.fetchOne(db, sql: "SELECT catalogue_version FROM installation")
            var files: [String: [UInt8]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT path, content FROM catalogue_file") {
                files[row["path"]] = Self.bytes(row, "content")
            }
            return StoredCatalogue(version: version ?? 0, files: files)
        }
    }

    /// A certificate by its number.
    public func certificate(
        _ number: CertificateNumber
    ) async throws(StoreError) -> Certificate? {
        try await read { db in try Self.certificate(number, in: db) }
    }

    /// The signed credential of a status list.
    public func statusList(_ id: String) async throws(StoreError) -> [UInt8]? {
        try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT credential FROM status_list WHERE id = ?", arguments: [id]
            ).map { Self.bytes($0, "credential") }
        }
    }

    /// An organisation's keys, oldest first.
    public func signingKeys(of organisation: Slug) async throws(StoreError) -> [SigningKey] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT * FROM signing_key WHERE organisation = ? ORDER BY created, rowid",
                arguments: [organisation.text])
            return try rows.map { row in
                let id: String = row["id"]
                guard let key = try? PublicKey(multikey: id) else {
                    throw StoreError(.corrupt, "the store holds a key that cannot be read")
                }
                return SigningKey(
                    id: id, organisation: organisation, publicKey: key,
                    created: Timestamp(seconds: row["created"]),
                    retired: (row["retired"] as Int64?).map { Timestamp(seconds: $0) })
            }
        }
    }

    /// Certificates without their credentials, in the order of issue.
    public func certificates(
        programme: Slug?
    ) async throws(StoreError) -> [CertificateSummary] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.summaryColumns) FROM certificate
                    WHERE :programme IS NULL OR programme = :programme ORDER BY sequence
                    """,
                arguments: ["programme": programme?.text])
            return try rows.map(Self.summary)
        }
    }

    /// The certificates that were issued for those rows before.
    public func issued(
        rowKeys: [RowKey]
    ) async throws(StoreError) -> [RowKey: CertificateSummary] {
        try await read { db in
            var found: [RowKey: CertificateSummary] = [:]
            func take(_ keys: [RowKey], as known: (RowKey) -> RowKey?) throws {
                try Self.forEach(
                    of: keys, in: "certificate", columns: Self.summaryColumns, db
                ) { key, row in
                    if let key = known(key) { found[key] = try Self.summary(row) }
                }
            }
            try take(rowKeys) { $0 }
            if try Self.hasErased(db) {
                let erased = rowKeys.filter { found[$0] == nil }.map {
                    (RowKey(stored: $0.erasedText), $0)
                }
                let known = Dictionary(erased) { first, _ in first }
                try take(erased.map(\.0)) { known[$0] }
            }
            return found
        }
    }

    /// How many entries the audit has, and the digest of the last.
    public func auditHead() async throws(StoreError) -> (count: Int64, digest: String) {
        try await read { db in try AuditChain.head(db) }
    }

    private static let summaryColumns =
        "number, programme, name, completed_on, issued, state, batch, supersedes, superseded_by, erased"

    private static func summary(_ row: Row) throws -> CertificateSummary {
        CertificateSummary(
            number: try value(CertificateNumber(row["number"] as String)),
            programme: try value(Slug(row["programme"] as String)), name: row["name"],
            completedOn: try value(CivilDate(row["completed_on"] as String)),
            issuedAt: Timestamp(seconds: row["issued"]),
            state: try value(Standing.State(rawValue: row["state"])), batch: row["batch"],
            history: try history(row))
    }

    static func certificate(_ number: CertificateNumber, in db: Database) throws -> Certificate? {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM certificate WHERE number = ?",
                arguments: [number.description])
        else { return nil }
        return Certificate(
            number: number, programme: try value(Slug(row["programme"] as String)),
            organisation: try value(Slug(row["organisation"] as String)), batch: row["batch"],
            name: row["name"], locale: (row["locale"] as String?).flatMap { LanguageTag($0) },
            delivery: try value(DeliveryMode(rawValue: row["delivery"])),
            completedOn: try value(CivilDate(row["completed_on"] as String)),
            issuedAt: Timestamp(seconds: row["issued"]),
            validUntil: (row["valid_until"] as Int64?).map { Timestamp(seconds: $0) },
            key: row["key"], statusList: row["status_list"], statusIndex: row["status_index"],
            standing: Standing(
                state: try value(Standing.State(rawValue: row["state"])),
                since: (row["state_since"] as Int64?).map { Timestamp(seconds: $0) },
                reason: row["state_reason"]),
            settledBy: row["settled_by"], evidence: try evidence(of: number, in: db),
            credential: bytes(row, "credential"), history: try history(row))
    }

    static func bytes(_ row: Row, _ column: String) -> [UInt8] {
        (try? row.withUnsafeData(named: column) { $0.map { [UInt8]($0) } ?? [] }) ?? []
    }

    /// A stored text that no longer reads as what it was is damage, not a missing value.
    static func value<Value>(_ value: @autoclosure () throws -> Value?) throws -> Value {
        guard let value = try? value() else {
            throw StoreError(.corrupt, "the store holds a value that cannot be read")
        }
        return value
    }
}
