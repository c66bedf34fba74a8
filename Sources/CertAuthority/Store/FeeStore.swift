public import Credentials

/// What the office may ask of a store about fees, beside ``StoreReader``.
public protocol FeeStoreReader: StoreReader {
    /// A quote, or nil when there is none of that id.
    func quote(_ id: QuoteID) async throws(StoreError) -> StoredQuote?

    /// The quotes of a learner for a programme that still hold on a day, the latest first; none once
    /// it was removed whom they were for.
    ///
    /// - Parameter learner: The office's own reference.
    func quotesHeld(
        learner: String, programme: Slug, organisation: Slug, on day: CivilDate
    ) async throws(StoreError) -> [StoredQuote]

    /// The catalogue's files as they were applied as that version, or nil when there is none such.
    func catalogue(version: Int64) async throws(StoreError) -> StoredCatalogue?

    /// Every content that one file of the catalogue ever had, oldest first, with the version that
    /// brought it.
    ///
    /// - Parameter path: Its path below the catalogue's folder, such as `fees.yaml`.
    func history(of path: String) async throws(StoreError) -> [CatalogueFileVersion]

    /// The files of the catalogue in force that are not as the audit says they were applied; empty
    /// where all are.
    func changedCatalogueFiles() async throws(StoreError) -> [String]
}

/// What `certctl` may do to a store about fees, beside ``StoreWriter``. Each call is one transaction
/// with its audit entry.
public protocol FeeStoreWriter: FeeStoreReader, StoreWriter {
    /// Replaces the catalogue, provided it is still the version that the change was made from.
    ///
    /// - Parameter catalogue: The new files, with the version of those that they replace.
    /// - Throws: ``StoreError`` with the code `conflict` where another has been applied since.
    func replace(
        _ catalogue: StoredCatalogue, as change: CatalogueChangeKind, _ authorship: Authorship
    ) async throws

    /// Keeps a quote.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where its id is taken, or where it was
    ///   reckoned by another version than the one in force.
    func record(_ quote: StoredQuote, _ authorship: Authorship) async throws

    /// Removes whom quotes were for and why, where that is no longer needed; the quotes stay.
    /// ``StoreWriter/forget()`` then leaves no copy of it in the store's files.
    ///
    /// - Parameter day: What was to be kept until that day or an earlier one is removed.
    /// - Returns: The ids of the quotes from which something was removed.
    func pruneQuotes(on day: CivilDate, _ authorship: Authorship) async throws -> [QuoteID]

    /// The quotes from which something would be removed on a day.
    func quotesToPrune(on day: CivilDate) async throws(StoreError) -> [QuoteID]
}

/// What changes the catalogue, for the audit.
public enum CatalogueChangeKind: Sendable {
    /// A whole catalogue.
    case catalogue
    /// A schedule of fees.
    case tiers
    /// Records that were added to a reference table.
    case reference
}

/// One content of one of the catalogue's files.
public struct CatalogueFileVersion: Sendable, Equatable {
    /// The version of the catalogue that brought it.
    public let version: Int64
    /// When that was; nil for what was applied before versions were kept.
    public let at: Timestamp?
    /// The content.
    public let content: [UInt8]

    package init(version: Int64, at: Timestamp?, content: [UInt8]) {
        self.version = version
        self.at = at
        self.content = content
    }
}
