public import CertAuthority
public import Credentials

/// What an office has to do, at one glance; nothing is changed.
public struct Overview: Sendable {
    /// When a certificate's end is soon: within so many days.
    public static let soon = 60
    /// How full a status list is when that is told: in per cent.
    public static let nearlyFull = 90
    /// How old a key is when that is told: in years.
    public static let oldKey = 1
    /// How old a backup is when that is told: in days.
    public static let oldBackup = 2

    /// What waits in the record.
    public let work: WaitingWork
    /// The status lists that are nearly full.
    public let fullLists: [WaitingWork.StatusList]
    /// The keys that are older than a year.
    public let oldKeys: [WaitingWork.Key]
    /// What of the reference data should be looked at.
    public let reference: [RemedyText]
    /// The newest backup that is known of.
    public let backup: BackupNote?
    /// How many entries the audit gained since then, or has where there is no backup.
    public let entriesSince: Int64
    /// Whether there is no backup, or an old one that lacks something.
    public let wantsBackup: Bool

    /// Looks an installation over.
    ///
    /// - Throws: `StoreError`; `CivilDate`'s fault where the clock is outside the calendar.
    public init<Store: OfficeRecord>(
        _ open: OpenInstallation<Store>, at now: Timestamp
    ) async throws {
        let day = 86_400 as Int64
        work = try await open.store.waitingWork(
            ending: now..<now.adding(seconds: Int64(Self.soon) * day))
        fullLists = work.statusLists.filter { $0.used * 100 >= $0.length * Self.nearlyFull }
        let today = try CivilDate(of: now)
        let yearAgo = CalendarDuration(years: Self.oldKey).flatMap { today.subtracting($0) }
        oldKeys = work.keys.filter { key in
            yearAgo.map { key.created.seconds < $0.startUnixTime } ?? false
        }
        reference = ReferenceStatus(open.contents.reference, on: today).warnings
        backup = BackupNote(in: open.home)
        let head = try await open.store.auditHead()
        entriesSince = head.count - (backup?.entries ?? 0)
        let isOld = backup.map { $0.at.adding(seconds: Int64(Self.oldBackup) * day) < now }
        wantsBackup = entriesSince != 0 && isOld != false
    }
}
