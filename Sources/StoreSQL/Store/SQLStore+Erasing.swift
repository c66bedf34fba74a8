public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// Removes what is known of the learners of certificates.
    public func erase(
        _ numbers: [CertificateNumber], reason: String, _ authorship: Authorship
    ) async throws -> [CertificateNumber] {
        try await write(isSeenEverywhere: true) { db in
            // Overwrites at once what the rewriting in `forget` then leaves no trace of.
            try db.overwriteWhatIsRemoved()
            var erased: [CertificateNumber] = []
            var struck = StruckRows()
            for number in numbers {
                guard
                    let row = try SQLRow.fetchOne(
                        db, sql: "SELECT row_key, erased FROM certificate WHERE number = ?",
                        arguments: [number.description])
                else { throw StoreError(.notFound, "there is no certificate \(number)") }
                guard (row["erased"] as Int64?) == nil else { continue }
                let key: String = row["row_key"]
                try CertificateBinding.leaveDigests(of: number.description, in: db)
                // A correction holds the key of a superseded one; what is left there names nobody.
                let keepsKey = key.isExactly(RowKey.supersededText(number))
                try db.execute(
                    sql: """
                        UPDATE certificate SET row_key = ?, name = '', locale = NULL,
                            state_reason = NULL, credential = ?, erased = ?
                        WHERE number = ?
                        """,
                    arguments: [
                        keepsKey ? key : RowKey(stored: key).erasedText, [UInt8](),
                        authorship.at.seconds, number.description,
                    ])
                try Self.forgetQuotes(ofCertificate: number.description, in: db)
                try db.execute(
                    sql: "DELETE FROM learner WHERE certificate = ?",
                    arguments: [number.description])
                try Self.eraseLinks(of: number.description, in: db)
                try struck.strike("row_key = ?", [key], in: db)
                try Self.eraseOrders(of: RowKey(stored: key), in: db)
                erased.append(number)
            }
            try NameWordRows.forget(erased.map(\.description), in: db)
            try Self.audit(.erase, erased, reason: reason, struck: struck, authorship, in: db)
            return erased
        }
    }

    /// Removes what traces of erased rows the engine leaves behind.
    public func forget() async throws(StoreError) {
        guard !engine.isReadOnly else {
            throw StoreError(.denied, "the store was opened for reading only")
        }
        do {
            try await engine.forget()
        } catch {
            throw engine.storeError(error)
        }
    }

    /// True when anything was ever erased.
    static func hasErased(_ db: any SQLDatabase) throws -> Bool {
        try SQLRow.fetchOne(db, sql: "SELECT 1 FROM certificate WHERE erased IS NOT NULL LIMIT 1")
            != nil
    }
}
