/// What the present store holds and a backup does not: what restoring the backup would lose.
public struct RestoreLoss: Sendable, Equatable {
    /// A certificate that stands differently in the present store and in the backup.
    public struct Standing: Sendable, Equatable {
        /// The certificate.
        public let number: String
        /// Where it stands now.
        public let present: String
        /// Where it stands in the backup.
        public let backup: String

        package init(number: String, present: String, backup: String) {
            self.number = number
            self.present = present
            self.backup = backup
        }
    }

    /// A certificate that the backup lacks.
    public struct Certificate: Sendable, Equatable {
        /// The certificate.
        public let number: String
        /// Its batch.
        public let batch: String
        /// Where it stands now.
        public let state: String

        package init(number: String, batch: String, state: String) {
            self.number = number
            self.batch = batch
            self.state = state
        }
    }

    /// The backup's audit.
    public let backup: AuditHead
    /// The present store's audit; nil where there is no store, or none that can be read.
    public let present: AuditHead?
    /// Why the present store cannot be read, where it cannot.
    public let unreadable: String?
    /// How many audit entries both have in common.
    public let common: Int64
    /// What was issued since.
    public let certificates: [Certificate]
    /// What changed its standing since.
    public let standings: [Standing]
    /// Batches of which the backup knows nothing.
    public let batches: [String]
    /// Keys of which the backup knows nothing; they are carried over.
    public let keys: [String]
    /// Whether another catalogue is in force.
    public let changesCatalogue: Bool

    package init(
        backup: AuditHead, present: AuditHead?, unreadable: String?, common: Int64,
        certificates: [Certificate], standings: [Standing], batches: [String], keys: [String],
        changesCatalogue: Bool
    ) {
        self.backup = backup
        self.present = present
        self.unreadable = unreadable
        self.common = common
        self.certificates = certificates
        self.standings = standings
        self.batches = batches
        self.keys = keys
        self.changesCatalogue = changesCatalogue
    }

    /// How many audit entries would be lost.
    public var entries: Int64 { (present?.count ?? common) - common }

    /// True where nothing would be lost.
    public var isNothing: Bool { entries == 0 && unreadable == nil }
}

/// What was done by a restoring.
public struct RestoreReport: Sendable, Equatable {
    /// What was lost.
    public let loss: RestoreLoss
    /// Where the store that was there before is kept, where there was one.
    public let kept: String?
    /// Certificates whose standing was carried over from the store before, by state.
    public let carriedOver: [String: [String]]
    /// Where the audit stands now.
    public let head: AuditHead

    package init(loss: RestoreLoss, kept: String?, carriedOver: [String: [String]], head: AuditHead)
    {
        self.loss = loss
        self.kept = kept
        self.carriedOver = carriedOver
        self.head = head
    }
}
