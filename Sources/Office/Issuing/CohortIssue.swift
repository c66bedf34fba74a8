public import CertAuthority
public import Credentials

/// Issues a cohort in two steps: a plan, which is written down whole, and then the signing, in
/// chunks of which each is one transaction. Killed at any instant and taken up again, it ends with
/// the same certificates.
public struct CohortIssue: Sendable {
    /// What a cohort comes to before anything is planned.
    public struct Sorting: Sendable {
        /// The rows that have neither a certificate nor a plan.
        public let fresh: [CohortRow]
        /// Why each of the rows is left out whose learner may be certified already.
        public let heldBack: [IssueWarning]
        /// The rows that have their certificate already.
        public let repeated: [CohortRow]
        /// The certificates of those, in their order.
        public let held: [CertificateNumber]
        /// The runs that have planned rows of this cohort and not issued them yet.
        public let unfinished: [String]
        /// Why rows cannot be issued; empty where they can.
        let faults: [SourceFault]
    }

    /// How many certificates a chunk has: large enough that a page of an index is not written for
    /// each of them.
    public static let chunk = 1_000

    /// How many chunks are signed before they are written down.
    private static let ahead = 3
    private static let saltLength = 12

    private let offer: Offer
    private let organisation: Organisation

    /// The issue of a programme by an organisation.
    ///
    /// - Throws: ``IssuingError`` when the organisation may not issue the programme.
    public init(programme: Programme, organisation: Organisation) throws(IssuingError) {
        try self.init(offer: .programme(programme), organisation: organisation)
    }

    /// The issue of a programme or series by an organisation.
    ///
    /// - Throws: ``IssuingError`` when the organisation may not issue it.
    public init(offer: Offer, organisation: Organisation) throws(IssuingError) {
        guard
            organisation.mayIssue.contains(offer.slug) || organisation.slug == offer.organisation
        else {
            throw IssuingError(
                "\(organisation.slug) may not issue \(offer.slug); add it under may-issue in "
                    + "organisations.yaml, or name another organisation")
        }
        self.offer = offer
        self.organisation = organisation
    }

    /// Tells the rows that are new from those that were issued or planned before, and from those
    /// whose learner is certified already: a corrected day is not a second certificate.
    ///
    /// - Parameters:
    ///   - retaken: Whether learners who hold the programme's certificate of another day get another.
    ///   - instant: When they are going to be issued.
    /// - Throws: ``SourceFaults`` when a row was issued or planned before with another name: a
    ///   correction is not a second certificate, and the fault says how it is made. Also when the
    ///   row's certificate was corrected since, or erased; when the learner is certified of the same
    ///   day under another reference; when the validity has ended. ``StoreError`` from below.
    public func sort(
        _ rows: [CohortRow], source: String, store: some OfficeRecord, retaken: Bool = false,
        at instant: Timestamp
    ) async throws -> Sorting {
        let sorting = try await examine(
            rows, source: source, store: store, retaken: retaken, at: instant)
        guard sorting.faults.isEmpty else { throw SourceFaults(sorting.faults) }
        return sorting
    }

    /// The same, with what is wrong with rows beside what is not, so that it can be told together
    /// with what others find.
    func examine(
        _ rows: [CohortRow], source: String, store: some OfficeRecord, retaken: Bool,
        at instant: Timestamp
    ) async throws -> Sorting {
        let keys = rows.map { key(of: $0) }
        let issued = try await store.issued(rowKeys: keys)
        let planned = try await store.planned(rowKeys: keys)
        let unfinished = Set(planned.values.map(\.batch)).sorted()
        // What somebody changed in the store is not to be taken for what a file has planned.
        for id in unfinished {
            guard let record = try await store.batch(id) else { continue }
            try await store.examinePlan(of: record.batch, readingRows: true).check()
        }
        // Where all rows are new, as mostly, the array is the same: a large cohort is held once.
        let isNew = issued.isEmpty && planned.isEmpty
        var fresh = isNew ? rows : []
        var repeated: [CohortRow] = []
        var held: [CertificateNumber] = []
        var faults: [SourceFault] = []
        for (row, key) in zip(rows, keys) {
            if let planned = planned[key] {
                faults += planned.faults(row, in: source)
            } else if let certificate = issued[key] {
                repeated.append(row)
                held.append(certificate.number)
                let correction = IssuedRow(row: row, certificate: certificate, file: source)
                if let fault = try await correction.fault(store: store) { faults.append(fault) }
            } else {
                if !isNew { fresh.append(row) }
                if let fault = ValidityEnd(of: row.completedOn, offer.validity, at: instant)
                    .fault(row, in: source)
                {
                    faults.append(fault)
                }
            }
        }
        let learners = fresh.map { $0.identity(with: organisation.slug) }
        let holdings =
            fresh.isEmpty ? [] : try await store.holdings(of: [offer.slug], learners: learners)
        let comparison = EarlierCertificates(
            organisation: organisation.slug, holdings: holdings, source: source, at: instant
        ).compare(fresh, retaken: retaken)
        // Meanwhile another process may have issued what was new a moment ago; then it is not this
        // learner's second certificate, but this row's first.
        if !comparison.faults.isEmpty || !comparison.heldBack.isEmpty,
            try await !store.issued(rowKeys: fresh.map { key(of: $0) }).isEmpty
        {
            return try await examine(
                rows, source: source, store: store, retaken: retaken, at: instant)
        }
        return Sorting(
            fresh: comparison.fresh, heldBack: comparison.heldBack, repeated: repeated, held: held,
            unfinished: unfinished, faults: faults + comparison.faults)
    }

    /// Writes down what is going to be issued, with numbers, salts and status indexes.
    ///
    /// - Throws: ``StoreError`` and `CryptoError` from below.
    public func plan(
        _ rows: [CohortRow], source: String, content: [UInt8], settledBy: String?,
        signer: CredentialSigner, lists: some StatusListAuthority, store: some OfficeRecord,
        _ authorship: Authorship
    ) async throws -> Batch {
        try await plan(
            CertificateRequests(count: rows.count) { index, supply throws(CryptoError) in
                try Self.request(rows[index], key: key(of: rows[index]), from: &supply)
            }, source: source, content: content, settledBy: settledBy, signer: signer, lists: lists,
            store: store, authorship)
    }

    /// Writes down requests that were made up before.
    ///
    /// - Parameter content: What they were made up from; its digest stays in the record.
    /// - Throws: ``StoreError`` and `CryptoError` from below.
    public func plan(
        _ requests: CertificateRequests, source: String, content: [UInt8], settledBy: String?,
        signer: CredentialSigner, lists: some StatusListAuthority, store: some OfficeRecord,
        _ authorship: Authorship
    ) async throws -> Batch {
        let batch = Batch(
            id: try Self.newIdentifier(), programme: offer.slug,
            organisation: organisation.slug, source: source,
            sourceDigest: Digest.hexadecimal(Digest.sha256(content)), key: signer.keyID,
            mechanism: signer.mechanism, settledBy: settledBy, planned: authorship.at)
        try await store.plan(batch, requests, by: lists, authorship)
        return batch
    }

    /// A request for a certificate, with a number and a salt drawn for it.
    ///
    /// - Throws: `CryptoError` when there is no randomness to be had.
    static func request(
        _ row: CohortRow, key: RowKey, evidence: [Evidence] = []
    ) throws(CryptoError) -> CertificateRequest {
        var supply = SecureRandomSupply()
        return try request(row, key: key, evidence: evidence, from: &supply)
    }

    private static func request(
        _ row: CohortRow, key: RowKey, evidence: [Evidence] = [],
        from supply: inout SecureRandomSupply
    ) throws(CryptoError) -> CertificateRequest {
        CertificateRequest(
            number: try CertificateNumber.random(from: &supply), row: row, key: key,
            salt: Base64URL.encode(try supply.bytes(saltLength)), evidence: evidence)
    }

    /// Signs and records what is still planned, on all cores: while one chunk is written down, the
    /// following ones are being read and signed.
    ///
    /// - Parameters:
    ///   - plan: What the plan was examined to be, each of whose rows is compared once more; nil to
    ///     have it examined first.
    ///   - chunk: How many certificates are written down at a time.
    ///   - shouldStop: Asked after each chunk; what was recorded stays.
    ///   - recorded: Given each chunk once it is durable; where it throws, the issue ends there.
    /// - Throws: ``PlanDisagreement`` when the plan, or a row of it, is not as it was made.
    public static func issue(
        _ batch: Batch, by issuer: CertificateIssuer, store: some OfficeRecord,
        _ authorship: Authorship, plan: PlanExamination? = nil, chunk: Int = chunk,
        shouldStop: @Sendable () -> Bool = { false },
        recorded: ([IssuedCertificate]) throws -> Void
    ) async throws {
        var examination = plan
        if examination?.batch != batch {
            examination = try await store.examinePlan(of: batch, readingRows: true)
        }
        try examination?.check()
        let first = try await store.planned(in: batch.id, after: 0, limit: chunk)
        let crew = SigningCrew(issuer, of: examination, for: first.count)
        try await withThrowingTaskGroup(of: (Int, [IssuedCertificate]).self) { group in
            var planned = first
            var (started, finished) = (0, 0)
            var signed: [Int: [IssuedCertificate]] = [:]
            var (before, isBefore) = AsyncStream.makeStream(of: Void.self)
            isBefore.finish()
            while true {
                // Further chunks are begun before one is written down, so that no core waits for it.
                while let last = planned.last, started - finished < ahead {
                    let (number, next, turn) = (started, planned, before)
                    let (after, isDone) = AsyncStream.makeStream(of: Void.self)
                    group.addTask {
                        // One after the other: each core signs with what is its own.
                        for await _ in turn {}
                        defer { isDone.finish() }
                        return (number, try await crew.sign(next, of: batch))
                    }
                    before = after
                    started += 1
                    planned = try await store.planned(
                        in: batch.id, after: last.position, limit: chunk)
                }
                guard finished < started else { return }
                while signed[finished] == nil, let (number, chunk) = try await group.next() {
                    signed[number] = chunk
                }
                guard let ready = signed.removeValue(forKey: finished) else { return }
                try await store.record(ready, of: batch, authorship)
                try recorded(ready)
                finished += 1
                if shouldStop() { return group.cancelAll() }
            }
        }
    }

    private func key(of row: CohortRow) -> RowKey {
        RowKey(programme: offer.slug, learner: row.learner, completedOn: row.completedOn)
    }

    private static func newIdentifier() throws(CryptoError) -> String {
        let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return "B-" + String(try SecureRandom.bytes(10).map { symbols[Int($0 & 31)] })
    }
}
