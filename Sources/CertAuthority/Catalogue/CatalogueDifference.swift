internal import LinkedData

/// What applying one catalogue over another would change.
public struct CatalogueDifference: Hashable, Sendable {
    /// One entity that differs.
    public struct Change: Hashable, Sendable {
        /// What sort of entity it is.
        public enum Entity: String, Sendable, CaseIterable {
            /// The coalition.
            case coalition
            /// An organisation.
            case organisation
            /// A programme.
            case programme
            /// A series.
            case series
        }

        /// What happens to it.
        public enum Action: Hashable, Sendable {
            /// It is new.
            case added
            /// These fields differ, such as `hours` or `title.zh`, in order.
            case changed([String])
            /// It is gone.
            case removed
        }

        /// What sort of entity it is.
        public let entity: Entity
        /// Its slug; nil for the coalition.
        public let slug: Slug?
        /// What happens to it.
        public let action: Action
    }

    /// The changes: the coalition, organisations, programmes, series, each by slug.
    public let changes: [Change]

    /// True when the catalogues are the same.
    public var isEmpty: Bool { changes.isEmpty }

    /// Compares two catalogues, byte for byte in every text.
    public init(from old: Catalogue, to new: Catalogue) {
        changes =
            Self.change(.coalition, nil, old.coalition?.json, new.coalition?.json)
            + Self.changes(
                .organisation, Self.pairs(old.organisations), Self.pairs(new.organisations))
            + Self.changes(.programme, Self.pairs(old.programmes), Self.pairs(new.programmes))
            + Self.changes(.series, Self.pairs(old.series), Self.pairs(new.series))
    }

    private static func pairs(_ entities: [Organisation]) -> [(Slug, JSON)] {
        entities.map { ($0.slug, $0.json) }
    }

    private static func pairs(_ entities: [Programme]) -> [(Slug, JSON)] {
        entities.map { ($0.slug, $0.json) }
    }

    private static func pairs(_ entities: [Series]) -> [(Slug, JSON)] {
        entities.map { ($0.slug, $0.json) }
    }

    private static func changes(
        _ entity: Change.Entity, _ old: [(Slug, JSON)], _ new: [(Slug, JSON)]
    ) -> [Change] {
        let before = Dictionary(uniqueKeysWithValues: old)
        let after = Dictionary(uniqueKeysWithValues: new)
        return Set(before.keys).union(after.keys).sorted().flatMap { slug in
            change(entity, slug, before[slug], after[slug])
        }
    }

    private static func change(
        _ entity: Change.Entity, _ slug: Slug?, _ before: JSON?, _ after: JSON?
    ) -> [Change] {
        let action: Change.Action? =
            switch (before, after) {
            case (let before?, let after?):
                before == after ? nil : .changed(fields(before, after, path: "").sorted())
            case (nil, nil): nil
            case (nil, _): .added
            case (_, nil): .removed
            }
        return action.map { [Change(entity: entity, slug: slug, action: $0)] } ?? []
    }

    private static func fields(_ before: JSON, _ after: JSON, path: String) -> [String] {
        if before == after { return [] }
        guard let old = before.objectValue, let new = after.objectValue else { return [path] }
        let names = old.names + new.names.filter { old[$0] == nil }
        return names.flatMap { name in
            fields(
                old[name] ?? .null, new[name] ?? .null,
                path: path.isEmpty ? name : "\(path).\(name)")
        }
    }
}

extension CatalogueDifference.Change: CustomStringConvertible {
    /// Such as `added programme ai-foundations` or `changed programme ai-vibes: hours, title.zh`.
    public var description: String {
        let named = slug.map { "\(entity.rawValue) \($0)" } ?? entity.rawValue
        return switch action {
        case .added: "added \(named)"
        case .changed(let fields): "changed \(named): \(fields.joined(separator: ", "))"
        case .removed: "removed \(named)"
        }
    }
}
