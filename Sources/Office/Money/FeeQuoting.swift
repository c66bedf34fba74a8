public import CertAuthority
import Credentials

/// Quotes fees, keeps the quotes, and reckons them anew.
public struct FeeQuoting<Store: OfficeRecord>: Sendable {
    /// What a quote comes to.
    public enum Outcome: Sendable {
        /// The programme costs nothing.
        case free
        /// An earlier quote of the learner still holds and is better than today's.
        case held(FeeQuote, StoredQuote)
        /// Today's price, with the quote as it was kept; nil where none was to be kept.
        case quoted(FeeQuote, StoredQuote?)
    }

    private let open: OpenInstallation<Store>
    private let authorship: Authorship

    /// Quotes by the schedule in force.
    public init(_ open: OpenInstallation<Store>, _ authorship: Authorship) {
        self.open = open
        self.authorship = authorship
    }

    /// A quote.
    ///
    /// - Parameters:
    ///   - learner: The office's own reference of the learner, whose earlier quotes are looked at.
    ///   - keeps: Whether it is kept, with an id; those whose time is up are pruned then.
    /// - Throws: `FeeError` where there is no price; `StoreError`; `CryptoError`.
    public func quote(
        _ request: FeeRequest, learner: String?, keeps: Bool
    ) async throws -> Outcome {
        let contents = open.contents
        let quote = try contents.fees.quote(
            request, catalogue: contents.catalogue, reference: contents.reference)
        guard let quote else { return .free }
        if let learner {
            let held = try await open.store.quotesHeld(
                learner: learner, programme: request.programme, organisation: quote.organisation,
                on: quote.request.date)
            if let better = StoredQuote.held(of: held, below: quote) {
                return .held(quote, better)
            }
        }
        guard keeps else { return .quoted(quote, nil) }
        let kept = StoredQuote(
            quote, id: try QuoteID.random(), learner: learner, at: authorship.at,
            schedule: contents.fees, catalogueVersion: open.catalogueVersion)
        try await open.store.record(kept, authorship)
        _ = try await open.store.pruneQuotes(on: request.date, authorship)
        return .quoted(quote, kept)
    }
}

/// A quote recalculated by the catalogue of its time.
public struct FeeReplay: Sendable {
    /// The quote as it is kept.
    public let kept: StoredQuote
    /// What it comes to now.
    public let anew: FeeQuote

    /// Reckons a quote anew, from the store alone.
    ///
    /// - Throws: ``OfficeRefusal``: `notFound` where there is no such quote, or whom it was for is no
    ///   longer known; `conflict` where the programme was free. `FeeError`; `StoreError`.
    public init(_ id: QuoteID, from store: some FeeStore) async throws {
        guard let kept = try await store.quote(id) else {
            throw OfficeRefusal(.notFound, "there is no quote \(id)")
        }
        guard let request = kept.request else {
            throw OfficeRefusal(
                .notFound,
                "\(id) came to \(kept.amount); its learner data was removed at the end of the "
                    + "retention period, so it cannot be recalculated")
        }
        let contents = try await store.contents(version: kept.catalogueVersion)
        let anew = try contents.fees.quote(
            request, catalogue: contents.catalogue, reference: contents.reference)
        guard let anew else {
            throw OfficeRefusal(.conflict, "\(id): recalculated, the programme is free")
        }
        self.kept = kept
        self.anew = anew
    }

    /// What it says otherwise than the kept quote; empty where nothing.
    public var differences: [String] { kept.differences(from: anew) }
}
