/// The members of a JSON object, in order, with names unique by their bytes.
///
/// Look-up is a scan while there are few members, as in almost every credential, and a hash table
/// beyond.
public struct JSONObject: Sendable {
    /// One name and its value.
    public struct Member: Sendable {
        /// The member's name.
        public let name: String
        /// The member's value.
        public var value: JSON

        /// Pairs a name with a value.
        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The members in the order in which they were read or added.
    public private(set) var members: [Member]

    private var positions: [ExactString: Int]?
    private static let scanLimit = 16

    /// An object with no members.
    public init() { members = [] }

    /// An object of these members, or nil when a name occurs twice.
    public init?(uniqueMembers members: [Member]) {
        self.members = members
        if members.count <= Self.scanLimit {
            for later in members.indices.dropFirst() {
                for earlier in 0..<later
                where members[earlier].name.isExactly(members[later].name) { return nil }
            }
        } else {
            let table = Self.table(members)
            guard table.count == members.count else { return nil }
            positions = table
        }
    }

    /// How many members there are.
    public var count: Int { members.count }

    /// True when there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The names, in order.
    public var names: [String] { members.map(\.name) }

    /// The value of that name. Setting adds at the end or replaces in place; setting nil removes.
    public subscript(name: String) -> JSON? {
        get { position(of: name).map { members[$0].value } }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?):
                members[position].value = value
            case (let position?, nil):
                members.remove(at: position)
                positions = members.count > Self.scanLimit ? Self.table(members) : nil
            case (nil, let value?):
                members.append(Member(name: name, value: value))
                if positions != nil {
                    positions?[ExactString(name)] = members.count - 1
                } else if members.count > Self.scanLimit {
                    positions = Self.table(members)
                }
            case (nil, nil): break
            }
        }
    }

    /// A copy without the member of that name.
    public func removing(_ name: String) -> JSONObject {
        var copy = self
        copy[name] = nil
        return copy
    }

    private func position(of name: String) -> Int? {
        if let positions { return positions[ExactString(name)] }
        return members.firstIndex { $0.name.isExactly(name) }
    }

    private static func table(_ members: [Member]) -> [ExactString: Int] {
        var table = [ExactString: Int](minimumCapacity: members.count)
        for (index, member) in members.enumerated() { table[ExactString(member.name)] = index }
        return table
    }
}

extension JSONObject: Equatable {
    /// True when both have the same names with equal values, in any order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        for member in left.members {
            guard let other = right[member.name], other == member.value else { return false }
        }
        return true
    }
}
