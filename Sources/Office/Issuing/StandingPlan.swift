public import CertAuthority

/// What a change of standing will do to the certificates that it is about.
public struct StandingPlan: Sendable, Equatable {
    /// How many of an organisation's certificates change in one of its status lists.
    public struct Part: Sendable, Equatable {
        /// The organisation, whose key signs the list.
        public let organisation: Slug
        /// The list.
        public let list: String
        /// How many of its bits change their meaning.
        public let count: Int
    }

    /// Those that change.
    public let changing: [CertificateStanding]
    /// Those that stand so already.
    public let already: [CertificateStanding]
    /// Those that are revoked, which is final, where something else is wanted.
    public let final: [CertificateStanding]

    /// Plans the change of certificates to a state.
    public init(_ standings: [CertificateStanding], to state: Standing.State) {
        changing = standings.filter { $0.state != state && $0.state != .revoked }
        already = standings.filter { $0.state == state }
        final = standings.filter { $0.state != state && $0.state == .revoked }
    }

    /// What changes, by organisation and list: one signature each.
    public var parts: [Part] {
        var counts: [String: (organisation: Slug, count: Int)] = [:]
        for standing in changing {
            counts[standing.statusList, default: (standing.organisation, 0)].count += 1
        }
        return counts.sorted {
            ($0.value.organisation.text, $0.key) < ($1.value.organisation.text, $1.key)
        }
        .map { Part(organisation: $0.value.organisation, list: $0.key, count: $0.value.count) }
    }

    /// The organisations whose keys are needed.
    public var organisations: [Slug] {
        var seen: Set<Slug> = []
        return parts.map(\.organisation).filter { seen.insert($0).inserted }
    }
}
