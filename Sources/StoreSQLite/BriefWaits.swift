import GRDBSQLite
public import StoreSQL

/// Keeps the public server from waiting for long where somebody holds the locks of the write-ahead
/// log's index.
///
/// SQLite then tries a hundred times, with pauses that come to ten seconds whatever the busy time-out
/// is (`walTryBeginRead`), and a thread of the server stands still meanwhile. With pauses that are
/// shorter it gives up after half a second, and the answer is *cannot tell*. Nothing else changes: a
/// try that succeeds is as good as before.
enum BriefWaits {
    /// By how much SQLite's own pauses are shortened.
    private static let divisor: Int32 = 20

    /// How long to sleep where SQLite asks for so many microseconds. It asks for whole milliseconds
    /// while it waits for the busy time-out, which is ours and stays; and for the index's locks by
    /// multiples of 39 microseconds, of which no whole number of milliseconds is among the hundred.
    static func microseconds(for asked: Int32) -> Int32 {
        asked % 1_000 == 0 ? asked : max(1, asked / divisor)
    }

    /// True once SQLite sleeps so in this process; made the first time it is asked for.
    fileprivate static let areSet: Bool = {
        guard let standard = sqlite3_vfs_find(nil) else { return false }
        // Both live as long as the process: SQLite keeps pointers to them.
        let brief = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        brief.initialize(to: standard.pointee)
        let name = Array("certauthority-brief".utf8CString)
        let kept = UnsafeMutablePointer<CChar>.allocate(capacity: name.count)
        kept.initialize(from: name, count: name.count)
        brief.pointee.zName = UnsafePointer(kept)
        brief.pointee.pNext = nil
        brief.pointee.xSleep = { _, asked in
            guard let unix = sqlite3_vfs_find("unix"), let sleep = unix.pointee.xSleep else {
                return asked
            }
            _ = sleep(unix, BriefWaits.microseconds(for: asked))
            return asked
        }
        return sqlite3_vfs_register(brief, 1) == SQLITE_OK
    }()
}

extension SQLPublicRecord {
    /// Has every store that is opened from now on in this process give up within about a second where
    /// its file is locked, in place of ten: for the public server, which reads only and whose clients
    /// wait.
    ///
    /// - Returns: False where SQLite does not allow it; then it waits as ever.
    @discardableResult
    public static func waitBriefly() -> Bool { BriefWaits.areSet }
}
