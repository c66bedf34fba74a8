public import CertAuthority
import Credentials
import LinkedData

/// The record in a database: rows of tables, and the rules by which they are written and read. Which
/// database it is, its engine knows.
public struct SQLStore: OfficeRecord {
    package let engine: any SQLEngine
    /// Whether changes are done and then taken back.
    var takesBack = false

    /// A store whose tables are there.
    package init(engine: any SQLEngine) { self.engine = engine }

    /// The same store, whose every change is done, told and then taken back: for rehearsals.
    public func rehearsing() -> SQLStore {
        var store = self
        store.takesBack = true
        return store
    }

    /// Closes every connection.
    package func close() throws { try engine.close() }

    /// Writes the first rows of a new store: whose it is, and the audit's first entry.
    package static func begin(
        _ installation: Installation, _ authorship: Authorship, in db: any SQLDatabase
    ) throws {
        try db.execute(
            sql: "INSERT INTO installation (id, name, base_url, created) VALUES (1, ?, ?, ?)",
            arguments: [
                installation.name, installation.baseURL, installation.created.seconds,
            ])
        try AuditChain.append(
            .initialise, subject: installation.baseURL,
            details: ["name": .string(installation.name)], authorship, to: db)
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLDatabase) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await engine.read(body)
        } catch {
            throw engine.storeError(error)
        }
    }

    /// Reads in a transaction that others may share.
    func readTogether<Value: Sendable>(
        _ body: @escaping @Sendable (ReadScope) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await engine.readTogether(body)
        } catch {
            throw engine.storeError(error)
        }
    }

    /// Runs one transaction; what the closure itself throws comes out unchanged.
    ///
    /// - Parameter isSeenEverywhere: Whether it is acknowledged only when every reader sees it.
    func write<Value: Sendable>(
        isSeenEverywhere: Bool = false,
        _ body: @escaping @Sendable (any SQLDatabase) throws -> Value
    ) async throws -> Value {
        guard !engine.isReadOnly else {
            throw StoreError(.denied, "the store was opened for reading only")
        }
        var manner = WriteManner()
        manner.takesBack = takesBack
        manner.isSeenEverywhere = isSeenEverywhere && !takesBack
        return try await engine.write(manner, body)
    }
}
