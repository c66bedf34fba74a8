public import CertAuthority
public import StoreSQL

extension SQLStore {
    /// Opens an existing store in a PostgreSQL database, for `certctl`.
    ///
    /// - Parameter memory: A file in which what the database acknowledges is kept in mind, so that one
    ///   that has lost it is not written to; nil for none.
    /// - Throws: ``StoreError`` with the code `missing`, `newer`, `older`, `denied` or `busy`.
    public init(_ address: PostgresAddress, memory: String? = nil) throws(StoreError) {
        self.init(engine: try PostgresEngine(address, access: .readWrite, memory: memory))
    }

    /// Opens an existing store in a PostgreSQL database with several connections that only read.
    ///
    /// - Throws: ``StoreError``, as ``init(_:)`` does.
    public init(reading address: PostgresAddress) throws(StoreError) {
        self.init(engine: try PostgresEngine(address, access: .readOnly))
    }

    /// Makes a new store in a PostgreSQL database that has none.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there is one already.
    public static func create(
        at address: PostgresAddress, installation: Installation, _ authorship: Authorship
    ) throws(StoreError) {
        try PostgresEngine.create(address) { db in try begin(installation, authorship, in: db) }
    }

    /// Makes a new store in a PostgreSQL database with nothing in it, to be copied into.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there is one already.
    public static func createEmpty(at address: PostgresAddress) throws(StoreError) -> SQLStore {
        try PostgresEngine.create(address)
        return try SQLStore(address)
    }
}

extension SQLPublicRecord {
    /// Opens an existing store in a PostgreSQL database with several connections that only read.
    ///
    /// - Throws: ``StoreError``, as ``SQLStore/init(_:)`` does.
    ///
    /// - Parameter bound: How many seconds a standby may be behind; from one that is further, nothing
    ///   is told.
    public init(_ address: PostgresAddress, standbyBound bound: Int) throws(StoreError) {
        self.init(
            SQLStore(
                engine: try PostgresEngine(address, access: .readOnly, standbyBound: bound)))
    }
}
