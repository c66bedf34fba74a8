public import CertAuthority
public import Credentials
import Foundation
import GRDB
import StoreSQL
import LinkedData

extension StoreRestore {
    /// Whose backup it is.
    ///
    /// - Throws: ``StoreError``.
    public func installation() throws -> Installation {
        do {
            return try copy.read { db in try SQLStore.installation(SQLiteConnection(db)) }
        } catch {
            throw SQLiteEngine.storeError(error, path: working)
        }
    }

    /// The keys that will sign after the restoring, by organisation: the present store's, else the
    /// backup's.
    ///
    /// - Throws: ``StoreError``.
    public func currentKeys() throws -> [Slug: String] {
        var keys: [Slug: String] = [:]
        func take(_ db: Database) throws {
            let rows = try Row.fetchAll(
                db, sql: "SELECT id, organisation FROM signing_key WHERE retired IS NULL")
            for row in rows {
                keys[try SQLStore.value(Slug(row["organisation"] as String))] = row["id"]
            }
        }
        do {
            try copy.read(take)
            if case .readable(let store) = present { try store.database.read(take) }
            return keys
        } catch {
            throw SQLiteEngine.storeError(error, path: home.storePath)
        }
    }

    /// Sees that nothing is written by a clock that is behind the backup or the present store.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where it is.
    public func checkClock(toWriteAt now: Timestamp) throws(StoreError) {
        do {
            try RecordClock.check(
                now, newest: try copy.read { try AuditChain.newest(SQLiteConnection($0)) })
            guard case .readable(let store) = present else { return }
            try RecordClock.check(now, newest: try store.readNow(AuditChain.newest))
        } catch {
            throw SQLiteEngine.storeError(error, path: home.storePath)
        }
    }

    /// Puts the backup in the store's place.
    ///
    /// No other program may have the store open: the public server is to be stopped, and that is
    /// seen to. The store before is kept beside it, `….before-restore-INSTANT`. Standings, status
    /// lists and keys of the store before are carried over, so that nothing that was revoked comes
    /// back and no place in a list is given out twice; all of it stands in the audit.
    ///
    /// - Parameters:
    ///   - accepted: The loss that was agreed to; where it has become another, nothing is done.
    ///   - lists: Signs the lists whose bits are neither store's own; with the keys of
    ///     ``currentKeys()``.
    /// - Throws: ``StoreError``: `busy` where another program has the store open, `conflict` where
    ///   the store changed meanwhile. ``FileError``, and whatever signing throws. Nothing is
    ///   changed then.
    public func finish(
        accepting accepted: RestoreLoss, lists: some StatusListAuthority, _ authorship: Authorship
    ) throws -> RestoreReport {
        do {
            return try replace(accepted, lists, authorship)
        } catch let error as DatabaseError {
            discard()
            throw SQLiteEngine.storeError(error, path: home.storePath)
        } catch {
            discard()
            throw error
        }
    }

    private func replace(
        _ accepted: RestoreLoss, _ lists: some StatusListAuthority, _ authorship: Authorship
    ) throws -> RestoreReport {
        var isReadable = false
        if case .readable(let store) = present {
            try store.close()
            isReadable = accepted.unreadable == nil
        }
        let kept = keptPath(authorship.at)
        guard isReadable else {
            let carried = try write(accepted, from: nil, lists, authorship)
            try takePlace(keeping: kept, checked: false)
            return try report(accepted, carried, kept: present.isNone ? nil : kept)
        }
        let holder = try DatabaseQueue(path: home.storePath)
        do {
            let carried = try holder.writeWithoutTransaction { before in
                try Self.takeAlone(before, home.storePath)
                defer { try? before.execute(sql: "ROLLBACK") }
                let loss = try copy.read { db in
                    try Self.loss(
                        of: SQLiteConnection(before), in: SQLiteConnection(db), nil)
                }
                guard loss == accepted else {
                    throw StoreError(
                        .conflict,
                        "the store was changed by another process meanwhile; run this again")
                }
                let carried = try write(accepted, from: before, lists, authorship)
                try takePlace(keeping: kept, checked: true)
                return carried
            }
            try holder.close()
            return try report(accepted, carried, kept: kept)
        } catch {
            try? holder.close()
            // Back to write-ahead mode, in which readers expect it.
            _ = try? SQLiteEngine(path: home.storePath, access: .readWrite)
            throw error
        }
    }

    /// Begins a transaction that lets no other connection in.
    ///
    /// Only the one connection to a store can leave write-ahead mode. It folds the log into the file
    /// and removes it, so that it cannot be applied to the file that comes; and who waits for this
    /// transaction to write then finds that the file was moved.
    private static func takeAlone(_ db: Database, _ path: String) throws {
        do {
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            try db.execute(sql: "BEGIN EXCLUSIVE")
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw StoreError(
                .busy,
                "another program has the store at \(path) open; stop the public server and every "
                    + "other certctl, and run this again")
        }
    }

    private func keptPath(_ instant: Timestamp) -> String {
        let stamp = instant.wholeSecond.description.filter { $0 != "-" && $0 != ":" }
        let name = "\(home.storePath).before-restore-\(stamp)"
        let others = FileSystem.names(in: home.storeFolder).filter {
            "\(home.storeFolder)/\($0)".hasPrefix(name)
        }
        return others.isEmpty ? name : "\(name)-\(others.count + 1)"
    }

    /// Gives the copy what must not be lost, and the audit entry of it, and flushes it.
    private func write(
        _ loss: RestoreLoss, from before: Database?, _ lists: some StatusListAuthority,
        _ authorship: Authorship
    ) throws -> RestoreCarryOver {
        let carried = try copy.write { db in
            var carried = RestoreCarryOver()
            if let before {
                try carried.carry(
                    from: SQLiteConnection(before), to: SQLiteConnection(db), by: lists,
                    at: authorship.at)
            }
            try AuditChain.append(
                .restore, subject: "store", details: .object(details(loss, carried)),
                authorship, to: SQLiteConnection(db))
            return carried
        }
        try copy.writeWithoutTransaction { db in
            // What was erased must not be left behind in unused parts of pages.
            if !carried.erased.isEmpty { try db.execute(sql: "VACUUM") }
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try copy.close()
        FileSystem.adoptOwner(ofFolderOf: working)
        return carried
    }

    private func details(_ loss: RestoreLoss, _ carried: RestoreCarryOver) -> JSONObject {
        var details = JSONObject()
        details["backup"] = loss.backup.document
        details["lost"] = loss.present.flatMap { loss.entries == 0 ? nil : $0.document }
        details["lostEntries"] = loss.unreadable == nil ? .number(Double(loss.entries)) : nil
        details["unreadable"] = loss.unreadable.map { _ in .bool(true) }
        if !carried.isNothing { details["carriedOver"] = carried.document }
        return details
    }

    /// Puts the copy in the store's place: first the old store's second name, last the renaming, so
    /// that at every instant there is a whole store.
    private func takePlace(keeping kept: String, checked: Bool) throws {
        let path = home.storePath
        if FileSystem.exists(path) { try FileSystem.addName(path, kept) }
        if !checked {
            // What a damaged store left beside it goes with it; it must not meet the new one.
            for suffix in SQLiteEngine.sideFiles where FileSystem.exists(path + suffix) {
                try FileSystem.move(path + suffix, to: kept + suffix)
            }
        }
        try FileSystem.flushFolder(of: path)
        try FileSystem.move(working, to: path)
        try FileSystem.flushFolder(of: path)
    }

    /// Opens what is there now, which also makes the files beside it that readers need.
    private func report(
        _ loss: RestoreLoss, _ carried: RestoreCarryOver, kept: String?
    ) throws -> RestoreReport {
        let store = try SQLiteEngine(path: home.storePath, access: .readWrite)
        let head = try store.readNow(AuditChain.head)
        return RestoreReport(
            loss: loss, kept: kept, carriedOver: carried.standings,
            head: AuditHead(count: head.count, digest: head.digest))
    }
}

extension StoreRestore.Present {
    var isNone: Bool {
        if case .none = self { return true }
        return false
    }
}
