import CertAuthority
import LinkedData

/// Tells which certificates belong to one learner.
///
/// One learner's are those that share a reference within one organisation, unless two of the
/// addresses beside it differ; those that share address and name; and a series' with those it rests
/// on. What is only alike, such as one address under two names, stays apart, and is kept in mind as
/// what a person should look at.
struct LearnerGroups {
    /// The positions of each learner's certificates.
    let certain: [[Int]]
    /// The positions of those that are one learner's or only alike.
    let possible: [[Int]]

    init(_ holdings: [Holding]) {
        var certain = Partition(holdings.count)
        var possible = Partition(holdings.count)
        let indices = Array(holdings.indices)
        for group in Self.groups(indices, by: { holdings[$0].learner.referenceKey }) {
            possible.join(group)
            let addresses = Set(group.compactMap { holdings[$0].learner.emailKey })
            if addresses.count < 2 {
                certain.join(group)
            } else {
                // The reference was given to several: only the address tells.
                for same in Self.groups(group, by: { holdings[$0].learner.emailKey }) {
                    certain.join(same)
                }
            }
        }
        for group in Self.groups(indices, by: { holdings[$0].learner.emailKey }) {
            possible.join(group)
            // Several people may share a mailbox.
            for same in Self.groups(group, by: { ExactString(holdings[$0].row.name) }) {
                certain.join(same)
            }
        }
        // A name and a reference that two organisations have in common.
        let alike = Self.groups(indices) { index in
            holdings[index].learner.reference.map {
                ExactString("\($0)\u{1F}\(holdings[index].row.name)")
            }
        }
        for group in alike { possible.join(group) }
        let places = Dictionary(indices.map { (holdings[$0].number, $0) }) { first, _ in first }
        for index in indices {
            let rested = [index] + holdings[index].steps.compactMap { places[$0.number] }
            certain.join(rested)
            possible.join(rested)
        }
        self.certain = certain.parts()
        self.possible = possible.parts()
    }

    /// The groups of two or more that share a key, in the order of their first members.
    private static func groups(_ indices: [Int], by key: (Int) -> ExactString?) -> [[Int]] {
        var places: [ExactString: Int] = [:]
        var groups: [[Int]] = []
        for index in indices {
            guard let key = key(index) else { continue }
            if let place = places[key] {
                groups[place].append(index)
            } else {
                places[key] = groups.count
                groups.append([index])
            }
        }
        return groups.filter { $0.count > 1 }
    }
}

/// Numbers that are joined to parts (Tarjan's disjoint sets with path halving).
private struct Partition {
    private var parents: [Int]

    init(_ count: Int) { parents = Array(0..<count) }

    mutating func join(_ members: [Int]) {
        guard let first = members.first else { return }
        for member in members.dropFirst() {
            let (left, right) = (root(first), root(member))
            parents[max(left, right)] = min(left, right)
        }
    }

    private mutating func root(_ member: Int) -> Int {
        var member = member
        while parents[member] != member {
            parents[member] = parents[parents[member]]
            member = parents[member]
        }
        return member
    }

    /// The parts in the order of their least members, each in order.
    mutating func parts() -> [[Int]] {
        var places: [Int: Int] = [:]
        var parts: [[Int]] = []
        for member in parents.indices {
            let root = root(member)
            if let place = places[root] {
                parts[place].append(member)
            } else {
                places[root] = parts.count
                parts.append([member])
            }
        }
        return parts
    }
}
