import CertAuthority
import Credentials
import Synchronization

/// The catalogue as it was of late, so that a page need not read it anew.
///
/// What it is used for can wait a minute: titles in other languages, roles of organisations. No
/// verdict rests on it.
final class CatalogueMemory<Store: StoreReader>: Sendable {
    private struct Known: Sendable {
        var version: Int64?
        var catalogue: Catalogue?
        /// When it is to be looked at again.
        var due: Timestamp?
    }

    private let store: Store
    private let known = Mutex(Known())

    /// For how many seconds a catalogue is taken as it is.
    private static var lifetime: Int64 { 60 }

    init(_ store: Store) { self.store = store }

    /// The catalogue, or nil where there is none or it cannot be read.
    func current(at instant: Timestamp) async -> Catalogue? {
        let (catalogue, isDue) = known.withLock { known in
            // A clock that was set back must not keep it for longer.
            let age = known.due.map { instant.seconds - ($0.seconds - Self.lifetime) }
            guard age.map({ (0..<Self.lifetime).contains($0) }) != true else {
                return (known.catalogue, false)
            }
            // One request looks, and the others go on with what is known.
            known.due = instant.adding(seconds: Self.lifetime)
            return (known.catalogue, true)
        }
        guard isDue, let stored = try? await store.catalogue() else { return catalogue }
        return known.withLock { known in
            if known.version != stored.version || known.catalogue == nil {
                known.catalogue = CatalogueFiles(stored: stored)
                    .flatMap { try? CatalogueLoader.parse($0).catalogue }
                known.version = stored.version
            }
            return known.catalogue
        }
    }
}
