import CertAuthority
import Credentials
import LinkedData

/// Removes what orders tell of learners. What was paid and by whom it was settled stays.
extension SQLStore {
    /// Removes the learner from the orders of a row, and the learner's share from what caps count.
    static func eraseOrders(of key: RowKey, in db: any SQLDatabase) throws {
        // A certificate names the order that settled it, and the order its quotes: those must not
        // say any longer which groups the learner was in.
        try db.execute(
            sql: """
                DELETE FROM quote_eligibility WHERE quote IN (
                    SELECT detail FROM order_entry
                    JOIN purchase_order ON reference = order_reference
                    WHERE row_key = ? AND kind = 'quoted')
                """, arguments: [key.text])
        try db.execute(
            sql: "UPDATE purchase_order SET row_key = ?, country = NULL WHERE row_key = ?",
            arguments: [key.erasedText, key.text])
        guard try db.changesCount > 0 else { return }
        let others = try SQLRow.fetchOne(
            db,
            sql: """
                SELECT 1 FROM purchase_order
                WHERE instr(row_key, ?) > 0 LIMIT 1
                """, arguments: ["\u{1F}\(key.learner)\u{1F}"])
        // Other orders of the same learner still count.
        guard others == nil else { return }
        try db.execute(
            sql: """
                DELETE FROM sponsor_cap_use WHERE (pool, position) IN
                    (SELECT pool, position FROM sponsor_cap WHERE dimension = 'learner')
                AND (bucket = :learner
                    OR substr(bucket, 1, length(:learner) + 1) = :learner || ' ')
                """, arguments: ["learner": key.learner])
    }

    /// The same for every order whose row's key, once erased, is one of these.
    static func eraseOrders(ofErased keys: Set<String>, in db: any SQLDatabase) throws {
        guard !keys.isEmpty else { return }
        let wanted = Set(keys.map { ExactString($0) })
        for text in try String.fetchSet(db, sql: "SELECT row_key FROM purchase_order") {
            let key = RowKey(stored: text)
            if wanted.contains(ExactString(key.erasedText)) { try eraseOrders(of: key, in: db) }
        }
    }
}
