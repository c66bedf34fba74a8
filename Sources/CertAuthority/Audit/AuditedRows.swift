package import Credentials
package import LinkedData

/// What a check of the audit reads of a store within one transaction, as an engine tells it: rows, and
/// no judgement of any. What the record and the audit have to say of each other is
/// ``AuditRecordCheck``'s and ``PlanCheck``'s to know.
package protocol AuditedRows {
    // MARK: Entries

    /// Visits the entries from a place on, in their order, each with whether its particulars stand
    /// there as they are written.
    func forEachEntry(
        from sequence: Int64, _ body: (AuditEntry, _ isAsWritten: Bool) throws -> Void
    ) throws
    /// The entries that plan a batch, in their order.
    func plans(of batch: String) throws -> [AuditEntry]
    /// Visits the entries that may tell of certificates of a batch: those that issued it, and all
    /// corrections and restorings.
    func forEachIssue(of batch: String, _ body: (AuditEntry) throws -> Void) throws

    // MARK: Certificates

    /// A certificate as it is kept, or nil.
    func certificate(_ number: String) throws -> AuditedCertificate?
    /// Where a certificate stands, or nil where there is none.
    func standing(of number: String) throws -> AuditedStanding?
    /// Visits the certificates that do not stand as they were issued, in the order of issue.
    func forEachChangedStanding(
        _ body: (_ number: String, AuditedStanding) throws -> Void
    ) throws
    /// Visits the certificates that are kept as erased, in the order of issue.
    func forEachErased(_ body: (AuditedErasure) throws -> Void) throws
    /// Visits the certificates that are kept as corrections, with what they correct and what that is
    /// kept as corrected by, in the order of issue.
    func forEachCorrection(
        _ body: (_ number: String, _ corrects: String, _ correctedBy: String?) throws -> Void
    ) throws
    /// Visits the certificates that are kept as corrected, with what the correction is kept as
    /// correcting, in the order of issue.
    func forEachCorrected(_ body: (_ number: String, _ corrects: String?) throws -> Void) throws
    /// How many certificates there are, and the places of the first and the last in the order of
    /// issue; nil where there are none.
    func counting() throws -> (count: Int64, first: Int64, last: Int64)?
    /// Visits the certificates whose fee was settled otherwise than their batch says or by another
    /// order than their row's, in the order of issue. A correction has what settled it from what it
    /// corrects; one without anything had no order when it was issued. This is an engine's to find by
    /// one statement: it is asked of every certificate, whatever the audit tells.
    ///
    /// - Parameter areOrdersWhole: False where an order that is not there may have been lost by a
    ///   restoring.
    func forEachUnsettled(areOrdersWhole: Bool, _ body: (_ number: String) throws -> Void) throws
    /// Visits the numbers of a batch, in the order of issue.
    func forEachNumber(of batch: String, _ body: (String) throws -> Void) throws

    // MARK: Batches and plans

    /// Visits the batches, oldest first.
    func forEachBatch(_ body: (AuditedBatch) throws -> Void) throws
    /// How many certificates a batch is kept as planned with; nil where there is no such batch.
    func size(of batch: String) throws -> Int?
    /// Visits the planned rows of a batch by position; nil for one that cannot be read.
    func forEachPlanned(
        of batch: String, _ body: (_ position: Int, PlannedCertificate?) throws -> Void
    ) throws

    // MARK: What else is kept

    /// The keys, oldest first.
    func keys() throws -> [AuditedKey]
    /// The fingerprints of document certificates.
    func documentCertificates() throws -> Set<String>
    /// A quote, or nil.
    func quote(_ id: String) throws -> AuditedQuote?
    /// SHA-256 of each file of the catalogue in force by its path, 64 hexadecimal digits.
    func catalogue() throws -> JSONObject
}

/// A certificate as it is kept.
package struct AuditedCertificate: Sendable {
    /// Its batch.
    package let batch: String
    /// Its place in the order of issue.
    package let sequence: Int64
    /// What binds what is kept of it now, as an entry tells it; nil where its row has none.
    package let binding: String?

    /// Describes a certificate.
    package init(batch: String, sequence: Int64, binding: String?) {
        self.batch = batch
        self.sequence = sequence
        self.binding = binding
    }
}

/// Where a certificate stands, as it is kept.
package struct AuditedStanding: Sendable {
    /// The state, as it is written.
    package let state: String
    /// Since when.
    package let since: Timestamp?
    /// Why.
    package let reason: String?
    /// Whether its learner's data was erased.
    package let isErased: Bool

    /// Describes a standing.
    package init(state: String, since: Timestamp?, reason: String?, isErased: Bool) {
        self.state = state
        self.since = since
        self.reason = reason
        self.isErased = isErased
    }
}

/// A certificate that is kept as erased, with what is left of its learner.
package struct AuditedErasure: Sendable {
    /// Its number.
    package let number: String
    /// When it was erased.
    package let at: Timestamp?
    /// The name, empty where it is gone.
    package let name: String
    /// How many bytes the document has.
    package let documentLength: Int
    /// Whether a language, a reason or the office's row beside it are there still.
    package let hasMore: Bool

    /// Describes what is left.
    package init(
        number: String, at: Timestamp?, name: String, documentLength: Int, hasMore: Bool
    ) {
        self.number = number
        self.at = at
        self.name = name
        self.documentLength = documentLength
        self.hasMore = hasMore
    }

    /// Whether anything of the learner is left.
    package var holdsData: Bool { !name.isEmpty || documentLength > 0 || hasMore }
}

/// A batch as it is kept.
package struct AuditedBatch: Sendable {
    /// Its identifier.
    package let id: String
    /// The batch; nil where a column cannot be read.
    package let record: BatchRecord?
    /// How many certificates it has.
    package let held: Int
    /// How many rows are planned still.
    package let remaining: Int

    /// Describes a batch.
    package init(id: String, record: BatchRecord?, held: Int, remaining: Int) {
        self.id = id
        self.record = record
        self.held = held
        self.remaining = remaining
    }
}

/// A key as it is kept.
package struct AuditedKey: Sendable {
    /// Its identifier.
    package let id: String
    /// Whose it is.
    package let organisation: String
    /// Since when it signs.
    package let created: Timestamp?
    /// Since when another does.
    package let retired: Timestamp?

    /// Describes a key.
    package init(id: String, organisation: String, created: Timestamp?, retired: Timestamp?) {
        self.id = id
        self.organisation = organisation
        self.created = created
        self.retired = retired
    }
}

/// A quote as it is kept.
package struct AuditedQuote: Sendable {
    /// The price, in minor units.
    package let minorUnits: Int64
    /// Its currency, ISO 4217.
    package let currency: String
    /// What it is for.
    package let programme: String
    /// The first day on which it no longer holds.
    package let heldUntil: String

    /// Describes a quote.
    package init(minorUnits: Int64, currency: String, programme: String, heldUntil: String) {
        self.minorUnits = minorUnits
        self.currency = currency
        self.programme = programme
        self.heldUntil = heldUntil
    }
}
