import CertAuthority
import Credentials
import Synchronization

/// A catalogue as it was applied.
struct CatalogueEdition: Sendable {
    let catalogue: Catalogue
    /// Another for each time that a catalogue was applied.
    let version: Int64
    /// Computed once: contrasts are asked for again and again.
    private let accents: [InkColour: Accent]

    init(catalogue: Catalogue, version: Int64) {
        self.catalogue = catalogue
        self.version = version
        let identities =
            [catalogue.coalition?.identity].compactMap(\.self)
            + catalogue.organisations.map(\.identity)
        accents = Dictionary(
            identities.compactMap { identity in identity.colour.map { ($0, identity.accent) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The colour with its tones; the standard one where there is no identity or no colour in it.
    func accent(of identity: Identity?) -> Accent {
        identity?.colour.map { accents[$0] ?? Accent($0) } ?? .standard
    }
}

/// The catalogue as it was of late, so that a page need not read it anew.
///
/// What it is used for can wait a minute: titles in other languages, roles of organisations. No
/// verdict rests on it.
final class CatalogueMemory<Store: PublicRecord>: Sendable {
    private struct Known: Sendable {
        var edition: CatalogueEdition?
        /// When it is to be looked at again.
        var due: Timestamp?
    }

    private let store: Store
    private let known = Mutex(Known())

    /// For how many seconds a catalogue is taken as it is.
    private static var lifetime: Int64 { 60 }

    init(_ store: Store) { self.store = store }

    /// The catalogue, or nil where there is none or it cannot be read.
    func current(at instant: Timestamp) async -> CatalogueEdition? {
        let (edition, isDue) = known.withLock { known in
            guard Self.isDue(known, instant) else { return (known.edition, false) }
            // One request looks, and the others go on with what is known.
            known.due = instant.adding(seconds: Self.lifetime)
            return (known.edition, true)
        }
        guard isDue, let stored = try? await store.catalogue() else { return edition }
        return known.withLock { known in
            if known.edition?.version != stored.version {
                known.edition = CatalogueFiles(stored: stored)
                    .flatMap { try? CatalogueLoader.parse($0, pictures: .applied).catalogue }
                    .map { CatalogueEdition(catalogue: $0, version: stored.version) }
            }
            return known.edition
        }
    }

    /// The catalogue as it was when it was last looked at, for what may be out of date; nil before.
    var latest: CatalogueEdition? { known.withLock(\.edition) }

    /// The same without waiting, where it need not be looked at.
    func currentAtOnce(at instant: Timestamp) -> Prompt<CatalogueEdition> {
        known.withLock { Self.isDue($0, instant) ? .wait : .answer($0.edition) }
    }

    /// A clock that was set back must not keep it for longer.
    private static func isDue(_ known: Known, _ instant: Timestamp) -> Bool {
        let age = known.due.map { instant.seconds - ($0.seconds - lifetime) }
        return age.map { (0..<lifetime).contains($0) } != true
    }
}
