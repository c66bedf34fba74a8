public import CertAuthority

/// What issuing tells while it goes on, in this order; a listener that throws ends the run, and what
/// was recorded stays.
public enum IssueEvent: Sendable {
    /// A cohort's file was read; where it has errors, ``CohortRefusal`` follows.
    case read(CohortReading)
    /// All checks were passed; these are the findings of the file with those of the record.
    case checked(CohortReading, [CohortFinding])
    /// A batch that was to be finished first is so no longer: another process did it, or gave it up.
    case overtaken(batch: String, BatchRecord.State)
    /// A batch is resumed where it was interrupted.
    case resumed(BatchRecord)
    /// Something to look at before it goes on.
    case warning(IssueWarning)
    /// The fees are settled as far as they can be; signing follows, of what is.
    case settled(CohortSettlement)
    /// So many of a batch are signed and recorded; none at its beginning.
    case recorded(batch: String, done: Int, of: Int)
}

/// What every run that issues is given beside its subject.
public struct IssueSetting<Store: OfficeRecord>: Sendable {
    let open: OpenInstallation<Store>
    let passphrase: PassphraseSource
    let documents: DocumentFolder<Store>?
    let authorship: Authorship
    let shouldStop: @Sendable () -> Bool
    let tell: @Sendable (IssueEvent) throws -> Void
    /// How many certificates are recorded at a time.
    package var chunk = CohortIssue.chunk

    /// A setting.
    ///
    /// - Parameters:
    ///   - documents: Where documents of what is issued will be written afterwards: what stands in
    ///     their way is found before anything is issued.
    ///   - shouldStop: Asked after each chunk; what was recorded stays, and the rest stays planned.
    ///   - tell: Hears of each event, on the task that issues.
    public init(
        _ open: OpenInstallation<Store>, passphrase: PassphraseSource,
        documents: DocumentFolder<Store>? = nil, _ authorship: Authorship,
        shouldStop: @escaping @Sendable () -> Bool = { false },
        tell: @escaping @Sendable (IssueEvent) throws -> Void = { _ in }
    ) {
        self.open = open
        self.passphrase = passphrase
        self.documents = documents
        self.authorship = authorship
        self.shouldStop = shouldStop
        self.tell = tell
    }
}
