public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// What the installation is called and where it answers.
    public func installation() async throws(StoreError) -> Installation {
        try await read(Self.installation)
    }

    package static func installation(_ db: any SQLDatabase) throws -> Installation {
        guard
            let row = try SQLRow.fetchOne(
                db, sql: "SELECT name, base_url, created FROM installation")
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
            for row in try SQLRow.fetchAll(db, sql: "SELECT path, content FROM catalogue_file") {
                files[row["path"]] = Self.bytes(row, "content")
            }
            return StoredCatalogue(version: version ?? 0, files: files)
        }
    }

    /// The files of the catalogue that are not as the audit says they were last applied, by their
    /// paths; empty where all are.
    public func changedCatalogueFiles() async throws(StoreError) -> [String] {
        let stored = try await catalogue()
        let details = try await read { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT details FROM audit WHERE action IN (?, ?, ?)
                    ORDER BY sequence DESC LIMIT 1
                    """,
                arguments: [
                    AuditEvent.Action.applyCatalogue.rawValue,
                    AuditEvent.Action.applyTiers.rawValue,
                    AuditEvent.Action.applyReference.rawValue,
                ])
        }
        let told = details.flatMap { try? JSON.parse(Array($0.utf8))["sha256"]?.objectValue }
        let applied = told ?? JSONObject()
        return Set(stored.files.keys).union(applied.names).sorted().filter { path in
            stored.files[path].map { Digest.hexadecimal(Digest.sha256($0)) }
                != applied[path]?.stringValue
        }
    }

    /// A certificate by its number.
    public func certificate(
        _ number: CertificateNumber
    ) async throws(StoreError) -> Certificate? {
        try await readTogether { scope in try Self.certificate(number, in: scope.db) }
    }

    /// A certificate with what its verification looks up, all of one instant.
    public func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord? {
        if let found = try await engine.verificationRecord(of: number) { return found }
        let engine = engine
        return try await readTogether { scope in
            guard let certificate = try Self.certificate(number, in: scope.db) else { return nil }
            let newest =
                certificate.history.supersededBy == nil
                ? nil : try Self.versions(of: number, in: scope.db).last
            let organisation = certificate.organisation
            let keys = try scope.keys(of: organisation) { db in
                try Self.signingKeys(of: organisation, in: db)
            }
            let list = certificate.statusList
            let statusList = scope.list(list) { db in
                Result { try Self.statusList(list, in: db) }
                    .mapError { engine.storeError($0) }
            }
            return VerificationRecord(
                certificate: certificate, newest: newest, keys: keys, statusList: statusList)
        }
    }

    /// A certificate with what its verification looks up, where that can be had at once.
    public func verificationRecordAtOnce(
        of number: CertificateNumber
    ) -> Prompt<VerificationRecord> {
        engine.verificationRecordAtOnce(of: number)
    }

    /// The signed credential of a status list.
    public func statusList(_ id: String) async throws(StoreError) -> [UInt8]? {
        try await readTogether { scope in try Self.statusList(id, in: scope.db) }
    }

    private static func statusList(_ id: String, in db: any SQLDatabase) throws -> [UInt8]? {
        let statement = try db.statement(listQuery)
        try statement.bind(id)
        return try statement.first { $0.bytes(0) }
    }

    /// An organisation's keys, oldest first.
    public func signingKeys(of organisation: Slug) async throws(StoreError) -> [SigningKey] {
        try await readTogether { scope in
            try Self.signingKeys(of: organisation, in: scope.db)
        }
    }

    private static func signingKeys(
        of organisation: Slug, in db: any SQLDatabase
    ) throws -> [SigningKey] {
        let statement = try db.statement(keysQuery)
        try statement.bind(organisation.text)
        return try statement.rows { try signingKey(of: organisation, $0) }
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
                    if let key = known(key) { found[key] = try Self.summary(row, at: 1) }
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

    static func certificate(_ number: CertificateNumber, in db: any SQLDatabase) throws
        -> Certificate?
    {
        let statement = try db.statement(certificateQuery)
        try statement.bind(number.description)
        return try statement.first { row in
            try certificate(number, row, evidence: evidence(of: number, in: db))
        }
    }
}
