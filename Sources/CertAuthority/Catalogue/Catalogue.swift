/// What the coalition offers and who may certify it.
///
/// Each list is in the order of its slugs, so equal catalogues have equal lists however they were
/// written.
public struct Catalogue: Hashable, Sendable {
    /// The coalition as a whole; nil where the files do not describe it.
    public let coalition: Coalition?
    /// The organisations.
    public let organisations: [Organisation]
    /// The programmes.
    public let programmes: [Programme]
    /// The series.
    public let series: [Series]

    /// A catalogue of entities that were checked before (read by `CatalogueLoader`, or kept in a
    /// store since); of two with one slug the later stays.
    public init(
        coalition: Coalition? = nil, organisations: [Organisation] = [],
        programmes: [Programme] = [], series: [Series] = []
    ) {
        self.coalition = coalition
        self.organisations = Self.ordered(organisations, by: \.slug)
        self.programmes = Self.ordered(programmes, by: \.slug)
        self.series = Self.ordered(series, by: \.slug)
    }

    /// The organisation of that slug; O(log n).
    public func organisation(_ slug: Slug) -> Organisation? {
        Self.find(slug, in: organisations, by: \.slug)
    }

    /// The programme of that slug; O(log n).
    public func programme(_ slug: Slug) -> Programme? {
        Self.find(slug, in: programmes, by: \.slug)
    }

    /// The series of that slug; O(log n).
    public func series(_ slug: Slug) -> Series? { Self.find(slug, in: series, by: \.slug) }

    /// The series that have this programme as a step.
    public func series(withStep programme: Slug) -> [Series] {
        series.filter { $0.steps.contains(programme) }
    }

    /// The logos that there are, the coalition's first.
    public var logos: [Picture] {
        ([coalition?.identity] + organisations.map(\.identity)).compactMap { $0?.logo }
    }

    /// The images of signatures that there are.
    public var signatures: [Picture] {
        organisations.flatMap { $0.appearance.signatories.compactMap(\.signature) }
    }

    /// The organisations that may issue this programme or series.
    public func issuers(of slug: Slug) -> [Organisation] {
        organisations.filter { $0.mayIssue.contains(slug) }
    }

    private static func ordered<Entity>(
        _ entities: [Entity], by slug: KeyPath<Entity, Slug>
    ) -> [Entity] {
        var last: [Slug: Entity] = [:]
        for entity in entities { last[entity[keyPath: slug]] = entity }
        return last.values.sorted { $0[keyPath: slug] < $1[keyPath: slug] }
    }

    private static func find<Entity>(
        _ slug: Slug, in entities: [Entity], by key: KeyPath<Entity, Slug>
    ) -> Entity? {
        var (low, high) = (0, entities.count)
        while low < high {
            let middle = (low + high) / 2
            if entities[middle][keyPath: key] < slug { low = middle + 1 } else { high = middle }
        }
        guard low < entities.count, entities[low][keyPath: key] == slug else { return nil }
        return entities[low]
    }
}
