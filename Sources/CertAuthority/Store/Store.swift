public import Credentials
import LinkedData

/// What the public side may ask of a store. Every call sees one consistent state.
public protocol StoreReader: BadgeImageStore {
    /// What the installation is called and where it answers.
    func installation() async throws(StoreError) -> Installation

    /// The catalogue's files as they were last applied, and how often one was applied.
    func catalogue() async throws(StoreError) -> StoredCatalogue

    /// A certificate by its number, or nil when there is none.
    func certificate(_ number: CertificateNumber) async throws(StoreError) -> Certificate?

    /// A certificate by its number with what its verification looks up, or nil when there is none.
    func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord?

    /// The same on the caller's thread, where it can be had without waiting for anyone.
    func verificationRecordAtOnce(of number: CertificateNumber) -> Prompt<VerificationRecord>

    /// The signed credential of a status list, byte for byte, or nil when there is no such list.
    func statusList(_ id: String) async throws(StoreError) -> [UInt8]?

    /// An organisation's keys, oldest first.
    func signingKeys(of organisation: Slug) async throws(StoreError) -> [SigningKey]

    /// The certificates with which organisations sign PDFs, oldest first.
    func documentCertificates() async throws(StoreError) -> [DocumentCertificate]

    /// Certificates without their credentials, in the order of issue.
    func certificates(programme: Slug?) async throws(StoreError) -> [CertificateSummary]

    /// The certificates that were issued for those rows before, by row key.
    func issued(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: CertificateSummary]

    /// The certificates of those programmes or series with whose they are, in the order of issue.
    func holdings(of offers: Set<Slug>) async throws(StoreError) -> [Holding]

    /// The same of some learners only: those certificates that share a reference or an address with
    /// one of them. Costs a look-up for each learner, however many certificates there are.
    func holdings(
        of offers: Set<Slug>, learners: [LearnerIdentity]
    ) async throws(StoreError) -> [Holding]

    /// The runs, oldest first.
    func batches() async throws(StoreError) -> [BatchRecord]

    /// One run, or nil.
    func batch(_ id: String) async throws(StoreError) -> BatchRecord?

    /// The certificates of a run that are planned beyond a position and not yet issued, in order.
    func planned(in batch: String, after position: Int, limit: Int) async throws(StoreError)
        -> [PlannedCertificate]

    /// Where rows of these keys are planned and not yet issued.
    func planned(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: PlannedRow]

    /// Holds the plan of a batch against the audit entry that tells of it, and against what was
    /// issued, given up or taken out since.
    ///
    /// - Parameter readingRows: Whether each planned row is looked at too.
    func examinePlan(of batch: Batch, readingRows: Bool) async throws(StoreError)
        -> PlanExamination

    /// Where certificates stand, in the order of the selection; a number that nobody was given is
    /// passed over.
    func standings(_ selection: CertificateSelection) async throws(StoreError)
        -> [CertificateStanding]

    /// A certificate with all that it corrected and that corrected it, from the first issued to the
    /// newest; empty where there is no such number.
    func versions(of number: CertificateNumber) async throws(StoreError) -> [CertificateNumber]

    /// How many entries the audit has, and the digest of the last.
    func auditHead() async throws(StoreError) -> (count: Int64, digest: String)
}

/// What `certctl` may do to a store. Each call is one transaction with its audit entry.
///
/// Besides ``StoreError`` a call throws whatever the closures handed to it throw, and then nothing
/// was changed.
public protocol StoreWriter: StoreReader {
    /// Replaces the catalogue.
    func apply(_ catalogue: StoredCatalogue, _ authorship: Authorship) async throws

    /// Adds an organisation's key; it signs from now on, and those before it are retired.
    func add(_ key: SigningKey, _ authorship: Authorship) async throws

    /// Writes down what a run will issue, and reserves a status index for each certificate, before
    /// anything is signed.
    ///
    /// - Parameter lists: Signs the lists that have to be opened.
    func plan(
        _ batch: Batch, _ requests: [CertificateRequest], by lists: some StatusListAuthority,
        _ authorship: Authorship
    ) async throws

    /// Records signed certificates of a run and strikes them from its plan; the run is finished
    /// with its last certificate.
    ///
    /// - Parameter certificates: Each with the plan that it fulfils, by position.
    func record(
        _ certificates: [IssuedCertificate], of batch: Batch, _ authorship: Authorship
    ) async throws

    /// Gives up what a run has not issued yet; what it has issued stays.
    ///
    /// - Returns: How many planned certificates were given up.
    func abandon(batch id: String, _ authorship: Authorship) async throws -> Int

    /// Changes where certificates stand, of however many organisations, all or none; every list
    /// that is touched is signed once. Those that stand so already are left alone.
    func change(
        _ numbers: [CertificateNumber], to state: Standing.State, reason: String,
        by lists: some StatusListAuthority, _ authorship: Authorship
    ) async throws -> StandingChange

    /// The row that a certificate was issued from, or nil where there is none or it was erased.
    /// Holds what no page may show, so it is nothing for the public side.
    func row(of number: CertificateNumber) async throws(StoreError) -> CohortRow?

    /// Whether the signed document and what the office keeps beside it are what the audit bound when
    /// the certificate was issued; nil where no entry binds it. Reads through the audit.
    func isKeptAsIssued(_ number: CertificateNumber) async throws(StoreError) -> Bool?

    /// Issues a corrected certificate and revokes the one that it corrects, in one transaction. The
    /// new one takes over the row, so that the corrected cohort given again is issued already.
    ///
    /// - Parameter sign: Makes the new certificate, once its place in a status list is known.
    func supersede(
        _ reissue: Reissue, by lists: some StatusListAuthority, _ authorship: Authorship,
        sign: @escaping @Sendable (PlannedCertificate) throws -> Certificate
    ) async throws -> Certificate

    /// Removes what is known of the learners of certificates: name, locale, address, country,
    /// groups, the row's key and the credential. Number, programme, days, standing and audit stay.
    ///
    /// ``forget()`` must follow: until then the removed bytes may still lie in the store's files.
    ///
    /// - Returns: Those that were not erased before.
    func erase(
        _ numbers: [CertificateNumber], reason: String, _ authorship: Authorship
    ) async throws -> [CertificateNumber]

    /// Rewrites the store's files so that nothing of what was removed is left in them. Takes time
    /// and free disk in proportion to the whole store; readers go on meanwhile.
    ///
    /// - Throws: ``StoreError``, `busy` when another process holds the store for too long.
    func forget() async throws(StoreError)
}

/// Who does something and when: part of every audit entry.
public struct Authorship: Sendable {
    /// The operating-system user, or whom `--actor` names.
    public let actor: String
    /// The instant.
    public let at: Timestamp

    /// Names an actor and an instant.
    public init(actor: String, at: Timestamp) {
        self.actor = actor
        self.at = at
    }
}

/// Signs the status lists that a store has to write down. Called within the store's transaction, so
/// that what is signed and what is recorded cannot part.
public protocol StatusListAuthority: Sendable {
    /// The signed credential of an organisation's status list.
    func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at: Timestamp
    ) throws -> [UInt8]
}

/// What makes two rows the same certificate, however often they are given: the programme, the
/// learner's reference (or address), the day of completion.
public struct RowKey: Sendable, Hashable {
    /// The parts, separated by a character that none of them can hold.
    public let text: String

    /// The key of a row.
    public init(programme: Slug, learner: String, completedOn: CivilDate) {
        text = "\(programme)\u{1F}\(learner)\u{1F}\(completedOn)"
    }

    /// Takes a key back from where it was kept.
    package init(stored text: String) { self.text = text }

    /// What is kept of the key of an erased certificate: recognises the row when it is given again
    /// and does not say whose it was. No programme's slug has the first character.
    package var erasedText: String {
        "\u{1F}erased\u{1F}\(Digest.hexadecimal(Digest.sha256(Array(text.utf8))))"
    }

    /// The key of a superseded certificate whose row belongs to its correction.
    package static func supersededText(_ number: CertificateNumber) -> String {
        "\u{1F}superseded\u{1F}\(number)"
    }

    /// True when every byte is the same.
    public static func == (left: RowKey, right: RowKey) -> Bool { left.text.isExactly(right.text) }

    /// Feeds the bytes to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(ExactString(text)) }
}

/// What a list of certificates shows.
public struct CertificateSummary: Sendable, Equatable {
    /// What people type.
    public let number: CertificateNumber
    /// What is certified.
    public let programme: Slug
    /// The learner's name.
    public let name: String
    /// The day on which the learning ended.
    public let completedOn: CivilDate
    /// When it was issued.
    public let issuedAt: Timestamp
    /// Where it stands.
    public let state: Standing.State
    /// The batch.
    public let batch: String
    /// What became of it besides.
    public let history: CertificateHistory

    package init(
        number: CertificateNumber, programme: Slug, name: String, completedOn: CivilDate,
        issuedAt: Timestamp, state: Standing.State, batch: String, history: CertificateHistory
    ) {
        self.number = number
        self.programme = programme
        self.name = name
        self.completedOn = completedOn
        self.issuedAt = issuedAt
        self.state = state
        self.batch = batch
        self.history = history
    }
}

/// The catalogue's files as an administrator wrote them; parsed anew wherever they are needed, so
/// that there is one reading of them.
public struct StoredCatalogue: Sendable, Equatable {
    /// Counts how often a catalogue was applied; readers use it to notice a change.
    public let version: Int64
    /// The files' contents by their path below the catalogue's folder.
    public let files: [String: [UInt8]]

    /// Holds files of a version.
    public init(version: Int64, files: [String: [UInt8]]) {
        self.version = version
        self.files = files
    }
}

/// The public half of a key that an organisation signs with.
public struct SigningKey: Sendable, Equatable {
    /// The fragment of its verification method: the Multikey text of the public key.
    public let id: String
    /// Whose key it is.
    public let organisation: Slug
    /// The key.
    public let publicKey: PublicKey
    /// Since when it signs.
    public let created: Timestamp
    /// Since when another signs in its place; what it signed stays good.
    public let retired: Timestamp?

    /// Describes a key.
    public init(
        id: String, organisation: Slug, publicKey: PublicKey, created: Timestamp,
        retired: Timestamp? = nil
    ) {
        self.id = id
        self.organisation = organisation
        self.publicKey = publicKey
        self.created = created
        self.retired = retired
    }
}
