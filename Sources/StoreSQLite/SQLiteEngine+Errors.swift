import CertAuthority
import GRDB

extension SQLiteEngine {
    /// Names a database's error in the store's words.
    static func storeError(_ error: any Error, path: String) -> StoreError {
        if let error = error as? StoreError { return error }
        if let error = error as? FileError { return StoreError(error) }
        guard let error = error as? DatabaseError else { return StoreError(.failed, "\(error)") }
        return switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            StoreError(
                .corrupt, "the store at \(path) is damaged; restore it from a backup")
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            StoreError(
                .busy, "another process has held the store at \(path) for too long; try again")
        case .SQLITE_FULL:
            StoreError(.full, "the disk that holds \(path) is full; nothing of this was written")
        case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_DBMOVED:
            StoreError(
                .busy, "the store at \(path) was replaced by another meanwhile; run this again")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
            denied(path)
        case .SQLITE_IOERR:
            StoreError(
                .inputOutput,
                """
                the disk that holds \(path) reports an error \(step(error)); look at the disk and \
                at the system's log, then at \(do: .examine)
                """)
        case .SQLITE_CONSTRAINT:
            StoreError(
                .conflict,
                "this contradicts what the store holds, perhaps since another process wrote it "
                    + "meanwhile; nothing was changed: run this again (\(error.message ?? ""))")
        default:
            StoreError(.failed, "the store reports: \(error.message ?? "\(error.resultCode)")")
        }
    }
    private static func denied(_ path: String) -> StoreError {
        if FileSystem.isMountedReadOnly(path) {
            return StoreError(
                .denied,
                "the store at \(path) lies on a file system that is mounted read-only; nothing can "
                    + "be written there, and reading it takes all three files: the store, -wal, -shm"
            )
        }
        return StoreError(
            .denied,
            "the store at \(path) cannot be opened as wanted; check the rights of this user on it, "
                + "its folder and the -wal and -shm files beside it")
    }

    /// What SQLite was about when the disk failed.
    private static func step(_ error: DatabaseError) -> String {
        switch error.extendedResultCode {
        case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: "when flushing"
        case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_TRUNCATE: "when writing"
        case .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ: "when reading"
        case .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMOPEN, .SQLITE_IOERR_SHMMAP:
            // SQLite does not tell which of the two it was.
            "when making the -shm file, as it does when it is full"
        default: "(\(error.extendedResultCode.rawValue))"
        }
    }
}
