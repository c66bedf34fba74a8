public import Credentials

/// What an examination of an installation asks of a store; nothing is changed.
public protocol StoreExamination: PublicRecord {
    /// What is wrong with the store's files; empty where all is well.
    ///
    /// - Parameter isThorough: Whether indexes are compared with their tables too.
    func damages(isThorough: Bool) async throws(StoreError) -> [String]

    /// Recomputes the audit's chain and holds the record against it.
    ///
    /// - Parameter heads: Digests of heads that were noted before, which must still be there.
    func checkAudit(heads: [String]) async throws(StoreError) -> AuditReport

    /// When the newest entry of the audit was written.
    func newestInstant() async throws(StoreError) -> Timestamp?

    /// The organisations that have or had a key.
    func organisationsWithKeys() async throws(StoreError) -> [Slug]

    /// The status lists, oldest first.
    func statusListIDs() async throws(StoreError) -> [String]

    /// A status list, and what its certificates ask of it; nil where there is none of that name.
    func statusListRecord(_ id: String) async throws(StoreError) -> StatusListRecord?

    /// The runs, oldest first.
    func batches() async throws(StoreError) -> [BatchRecord]

    /// How many certificates have a document or should have one.
    func examinableCount() async throws(StoreError) -> Int

    /// The next certificates of those, in the order of issue.
    func examinable(after sequence: Int64, limit: Int) async throws(StoreError) -> [ExaminableRow]
}

/// A certificate on record whose document can be examined.
public struct ExaminableRow: Sendable {
    /// Its place in the order of issue.
    public let sequence: Int64
    /// Its number.
    public let number: CertificateNumber
    /// What is wrong with the key of the row, or nil.
    public let keyFault: String?

    /// Describes a row.
    public init(sequence: Int64, number: CertificateNumber, keyFault: String?) {
        self.sequence = sequence
        self.number = number
        self.keyFault = keyFault
    }
}

/// A status list with what its bits should be.
public struct StatusListRecord: Sendable {
    /// Whose list it is.
    public let organisation: Slug
    /// How many places it has, by the record.
    public let length: Int
    /// How many certificates of others have a place in it.
    public let strangers: Int
    /// How many places were given out.
    public let used: Int
    /// The bits as they are recorded.
    public let bits: BitstringStatusList
    /// A bit for each place that was given out.
    public let allocated: BitstringStatusList
    /// When it was signed last.
    public let updated: Timestamp
    /// The signed list.
    public let credential: [UInt8]
    /// The bits that the standings of its certificates ask for.
    public let wantedBits: BitstringStatusList
    /// A bit for each place that a certificate has, issued or planned.
    public let taken: BitstringStatusList

    /// Describes a list.
    public init(
        organisation: Slug, length: Int, strangers: Int, used: Int, bits: BitstringStatusList,
        allocated: BitstringStatusList, updated: Timestamp,
        credential: [UInt8], wantedBits: BitstringStatusList, taken: BitstringStatusList
    ) {
        self.organisation = organisation
        self.length = length
        self.strangers = strangers
        self.used = used
        self.bits = bits
        self.allocated = allocated
        self.updated = updated
        self.credential = credential
        self.wantedBits = wantedBits
        self.taken = taken
    }
}
