/// What the office asks of the record and does to it: all of ``PublicRecord``, the certificates and
/// what is kept beside them, and the parts that have a protocol of their own. An engine implements
/// this one; a use case names the part that it is about, or all of it.
///
/// Every look sees one consistent state. Every change is one transaction with its audit entry;
/// besides ``StoreError`` it throws whatever the closures handed to it throw, and then nothing was
/// changed.
public protocol OfficeRecord: PublicRecord, FeeStore, OrderStore, SponsorStore, VoucherStore,
    PaymentStore, SettlementStore, LinkStore, RegisterStore, ReportStore, BookStore,
    DocumentCertificateStore, StoreExamination, WaitingStore, ReminderStore, RenewalStore,
    ReceiptStore
{
    // MARK: What it tells

    /// The certificates that were issued for those rows before, by row key.
    func issued(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: CertificateSummary]

    /// The certificates of those programmes or series with whose they are, in the order of issue.
    func holdings(of offers: Set<Slug>) async throws(StoreError) -> [Holding]

    /// The same of some learners only: those certificates that share a reference or an address with
    /// one of them. Costs a look-up for each learner, however many certificates there are.
    func holdings(
        of offers: Set<Slug>, learners: [LearnerIdentity]
    ) async throws(StoreError) -> [Holding]

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

    /// How many entries the audit has, and the digest of the last.
    func auditHead() async throws(StoreError) -> (count: Int64, digest: String)

    /// The files of the catalogue that are not as the audit says they were last applied, by their
    /// paths; empty where all are.
    func changedCatalogueFiles() async throws(StoreError) -> [String]

    // MARK: What it does

    /// Replaces the catalogue.
    func apply(_ catalogue: StoredCatalogue, _ authorship: Authorship) async throws

    /// Adds an organisation's key; it signs from now on, and those before it are retired.
    func add(_ key: SigningKey, _ authorship: Authorship) async throws

    /// Writes down what a run will issue, and reserves a status index for each certificate, before
    /// anything is signed.
    ///
    /// - Parameter lists: Signs the lists that have to be opened.
    func plan(
        _ batch: Batch, _ requests: CertificateRequests, by lists: some StatusListAuthority,
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
    func row(of number: CertificateNumber) async throws(StoreError) -> CohortRow?

    /// Whether the signed document and what the office keeps beside it are what the audit bound when
    /// the certificate was issued; nil where no entry binds it. Reads through the audit.
    func isKeptAsIssued(_ number: CertificateNumber) async throws(StoreError) -> Bool?

    /// Issues a corrected certificate and revokes the one that it corrects, in one transaction. The
    /// new one takes over the row, so that the corrected cohort given again is issued already, and
    /// the learner's links, which end where ``CorrectedLinks/leadOn(from:to:)`` says so.
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
