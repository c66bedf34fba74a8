public import CertAuthority
public import Credentials

extension SQLStore {
    /// When each status list was signed last, by the list's name.
    public func statusListInstants() async throws(StoreError) -> [String: Timestamp] {
        try await read { db in
            var instants: [String: Timestamp] = [:]
            for row in try SQLRow.fetchAll(db, sql: "SELECT id, updated FROM status_list") {
                instants[row["id"]] = Timestamp(seconds: row["updated"])
            }
            return instants
        }
    }

    /// The same as ``newestInstant()``, for callers that wait for it anyway.
    func newestInstantAtOnce() throws(StoreError) -> Timestamp? {
        do {
            return try engine.readNow(AuditChain.newest)
        } catch {
            throw engine.storeError(error)
        }
    }

    /// When the record was changed last, by the clock of whoever changed it; nil before the first
    /// entry.
    public func newestInstant() async throws(StoreError) -> Timestamp? {
        try await read { db in
            try Int64.fetchOne(db, sql: "SELECT at FROM audit ORDER BY sequence DESC LIMIT 1")
                .map { Timestamp(seconds: $0) }
        }
    }
}

extension SQLStore {
    /// Sees that nothing is written by a clock that is behind the record.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where the newest entry of the audit is of a
    ///   later time.
    public func checkClock(toWriteAt now: Timestamp) throws(StoreError) {
        try RecordClock.check(now, newest: try newestInstantAtOnce())
    }
}
