public import CertAuthority
import Credentials
import Documents

/// Puts a catalogue, records of its reference tables or a schedule of fees in force: first a plan,
/// which can be shown, and then the change.
public struct CatalogueChange<Store: OfficeRecord>: Sendable {
    /// What is to be in force.
    public enum Given: Sendable {
        /// A whole catalogue.
        case catalogue(CatalogueFiles)
        /// Records that a reference table gains.
        case reference(SourceFile)
        /// A schedule of fees.
        case schedule(SourceFile)
    }

    /// What a change would do.
    public struct Plan: Sendable {
        /// The files, checked, and what they say.
        public let prepared: CataloguePreparation
        /// What is in force now; nil where nothing is, or where it cannot be read by today's rules.
        public let before: CatalogueContents?
        /// The paths of the files that change, in order.
        public let changedFiles: [String]
        /// Whether anything is new.
        public let isNew: Bool
        let stored: StoredCatalogue
        let kind: CatalogueChangeKind
        let day: CivilDate

        /// How organisations, programmes and series change.
        public var difference: CatalogueDifference {
            CatalogueDifference(
                from: before?.catalogue ?? Catalogue(), to: prepared.contents.catalogue)
        }

        /// Whose price changes, for the years for which a schedule is checked.
        public var feeDifference: FeeDifference {
            FeeDifference(
                from: before ?? prepared.contents, to: prepared.contents,
                days: CataloguePreparation.days(from: day))
        }
    }

    private let store: Store
    private let authorship: Authorship

    /// A change of the catalogue of a store.
    public init(_ store: Store, _ authorship: Authorship) {
        self.store = store
        self.authorship = authorship
    }

    /// Checks everything; nothing is changed.
    ///
    /// - Throws: `SourceFaults` naming every fault; ``OfficeRefusal`` (`notFound`) where tables or fees
    ///   are given and no catalogue is in force; `StoreError`.
    public func plan(_ given: Given) async throws -> Plan {
        let stored = try await store.catalogue()
        let day = try CivilDate(of: authorship.at)
        let inForce = CatalogueFiles(stored: stored)
        let kind: CatalogueChangeKind
        let files: CatalogueFiles
        let before: CatalogueContents?
        switch given {
        case .catalogue(let given):
            (kind, files) = (.catalogue, given)
            // Rules may have become stricter since; that must not stand in a correction's way.
            before = inForce.flatMap { try? CatalogueLoader.parse($0, pictures: .applied) }
        case .reference(let source):
            var changed = try Self.require(inForce)
            before = try CatalogueLoader.parse(changed, pictures: .applied)
            switch try ReferenceLog.table(of: source) {
            case .countryGroups: changed.countryGroups = source
            case .lists: changed.lists = source
            }
            (kind, files) = (.reference, changed)
        case .schedule(let source):
            var changed = try Self.require(inForce)
            before = try CatalogueLoader.parse(changed, pictures: .applied)
            changed.fees = source
            (kind, files) = (.tiers, changed)
        }
        let prepared = try CataloguePreparation(
            files, over: stored, history: try await store.history(of: "fees.yaml"), on: day,
            pictures: .drawn)
        let changedFiles = prepared.files.contents.filter { stored.files[$0.key] != $0.value }
            .keys.sorted()
        let isNew =
            switch given {
            case .catalogue: !changedFiles.isEmpty
            case .reference: !prepared.added.isEmpty
            case .schedule(let source): inForce?.fees.bytes != source.bytes
            }
        return Plan(
            prepared: prepared, before: before, changedFiles: changedFiles, isNew: isNew,
            stored: stored, kind: kind, day: day)
    }

    /// Puts a plan in force; where nothing is new, nothing is changed.
    ///
    /// - Throws: `StoreError`, `conflict` where another catalogue was applied since the plan.
    public func apply(_ plan: Plan) async throws {
        guard plan.isNew else { return }
        try await store.replace(
            StoredCatalogue(version: plan.stored.version, files: plan.prepared.files.contents),
            as: plan.kind, authorship)
    }

    private static func require(_ files: CatalogueFiles?) throws(OfficeRefusal) -> CatalogueFiles {
        guard let files else {
            throw OfficeRefusal(
                .notFound,
                """
                no catalogue was applied yet; run \(do: .applyCatalogue(folder: "seeds/"))
                """)
        }
        return files
    }
}
