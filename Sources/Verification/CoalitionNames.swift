import CertAuthority
import Credentials
import Synchronization

/// What the coalition and its organisations are called, to warn of strangers who go by such a name.
///
/// The catalogue is read at most once a minute: no verdict rests on it.
final class CoalitionNames<Store: PublicRecord>: Sendable {
    private struct Known: Sendable {
        var names: [Name] = []
        var version: Int64?
        var due: Int64?
    }

    /// A name with what a reader sees of it.
    private struct Name: Sendable {
        let skeleton: NameSkeleton
        /// As it is told to readers.
        let shown: String
    }

    private let store: Store
    private let coalition: [Name]
    private let known = Mutex(Known())

    private static var lifetime: Int64 { 60 }

    init(store: Store, installation: Installation) {
        self.store = store
        coalition = [Name(skeleton: NameSkeleton(installation.name), shown: installation.name)]
    }

    /// Whose name a stranger's is, or looks like; nil where it is nobody's here, or where the
    /// catalogue cannot be read.
    func namesake(of name: String, at instant: Timestamp) async -> String? {
        let skeleton = NameSkeleton(name)
        let names = coalition + (await organisations(at: instant))
        return names.first { skeleton.resembles($0.skeleton) }?.shown
    }

    private func organisations(at instant: Timestamp) async -> [Name] {
        let (names, isDue) = known.withLock { known in
            let age = known.due.map { instant.seconds - ($0 - Self.lifetime) }
            let isDue = age.map { (0..<Self.lifetime).contains($0) } != true
            if isDue { known.due = instant.seconds + Self.lifetime }
            return (known.names, isDue)
        }
        guard isDue, let stored = try? await store.catalogue() else { return names }
        return known.withLock { known in
            if known.version != stored.version {
                known.version = stored.version
                known.names =
                    CatalogueFiles(stored: stored).flatMap {
                        try? CatalogueLoader.parse($0, pictures: .applied)
                    }
                    .map { Self.names($0.catalogue) } ?? []
            }
            return known.names
        }
    }

    /// Each organisation in all languages, and by the short name of its identifier.
    private static func names(_ catalogue: Catalogue) -> [Name] {
        catalogue.organisations.flatMap { organisation in
            let name = organisation.name
            let texts = name.languages.compactMap { name[$0] } + [organisation.slug.text]
            return texts.map { Name(skeleton: NameSkeleton($0), shown: name.english) }
        }
    }
}
