/// When a rule applies: each of its parts must hold.
///
/// A part is one key of a rule's `where`. A part that is new here has to be read
/// (`FeeReader+Condition.swift`), evaluated and put into words (`FeeMatcher.swift`); until then the
/// package does not compile.
public struct FeeCondition: Hashable, Sendable {
    /// A group of a list, such as `un-ldc/ldc`.
    public struct ListGroup: Hashable, Sendable, CustomStringConvertible {
        /// The list.
        public let list: Slug
        /// The group in it.
        public let group: Slug

        /// Pairs a list with one of its groups.
        public init(list: Slug, group: Slug) {
            self.list = list
            self.group = group
        }

        /// `list/group`.
        public var description: String { "\(list)/\(group)" }
    }

    /// Something that must hold, by any of its entries; there is at least one.
    public enum Part: Hashable, Sendable {
        /// The learner's country is in one of these.
        case lists([ListGroup])
        /// The learner's country is in no group of any of these lists.
        case unlisted([Slug])
        /// The learner's country is one of these, alpha-2.
        case countries([String])
        /// The learner is in one of these.
        case groups([LearnerGroup])
        /// One of these issues.
        case organisations([Slug])
        /// One that has one of these roles in the coalition issues.
        case roles([Organisation.Role])
        /// The programme is one of these.
        case programmes([Slug])
    }

    /// The names of parts, as `where` in fees.yaml has them, in the order in which they are
    /// evaluated and written.
    public enum Key: String, CaseIterable, Sendable {
        case lists, unlisted, countries, groups, organisations, roles, programmes
    }

    /// What must hold, in the order of ``Key``; with no part the condition always holds.
    public let parts: [Part]

    /// A condition of these parts, each key at most once, in any order; parts without an entry are
    /// left out.
    public init(_ parts: [Part] = []) {
        self.parts = Key.allCases.compactMap { key in
            parts.first { $0.key == key && !$0.entries.isEmpty }
        }
    }

    /// Whether the condition lets a rule apply to a programme.
    func covers(programme: Slug) -> Bool {
        parts.allSatisfy { part in
            switch part {
            case .programmes(let programmes): programmes.contains(programme)
            case .lists, .unlisted, .countries, .groups, .organisations, .roles: true
            }
        }
    }

    /// The lists that the condition names.
    var lists: [Slug] {
        parts.flatMap { part -> [Slug] in
            switch part {
            case .lists(let groups): groups.map(\.list)
            case .unlisted(let lists): lists
            case .countries, .groups, .organisations, .roles, .programmes: []
            }
        }
    }

    /// The same whatever the order of the entries.
    func isSame(as other: FeeCondition) -> Bool {
        parts.map(\.key) == other.parts.map(\.key)
            && zip(parts, other.parts).allSatisfy { Set($0.entries) == Set($1.entries) }
    }
}

extension FeeCondition.Part {
    /// What the part is called in fees.yaml.
    var key: FeeCondition.Key {
        switch self {
        case .lists: .lists
        case .unlisted: .unlisted
        case .countries: .countries
        case .groups: .groups
        case .organisations: .organisations
        case .roles: .roles
        case .programmes: .programmes
        }
    }

    /// Its entries as fees.yaml has them.
    var entries: [String] {
        switch self {
        case .lists(let groups): groups.map(\.description)
        case .groups(let groups): groups.map(\.rawValue)
        case .roles(let roles): roles.map(\.rawValue)
        case .countries(let countries): countries
        case .unlisted(let slugs), .organisations(let slugs), .programmes(let slugs):
            slugs.map(\.text)
        }
    }
}

extension FeeCondition: CustomStringConvertible {
    /// Such as `lists un-ldc/ldc; groups woman, youth`, or `all`.
    public var description: String {
        parts.isEmpty
            ? "all"
            : parts.map { "\($0.key.rawValue) \($0.entries.joined(separator: ", "))" }
                .joined(separator: "; ")
    }
}
