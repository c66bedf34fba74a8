/// Issues labels to blank nodes, numbered in the order of asking (RDFC-1.0 §4.5).
struct IdentifierIssuer {
    private let prefix: StaticString
    /// The nodes in the order of their numbers.
    private(set) var nodes: [Int] = []
    private var numbers: [Int: Int] = [:]

    init(prefix: StaticString) { self.prefix = prefix }

    func hasIssued(_ node: Int) -> Bool { numbers[node] != nil }

    /// Gives a node the next number, unless it has one.
    mutating func issue(_ node: Int) {
        guard numbers[node] == nil else { return }
        numbers[node] = nodes.count
        nodes.append(node)
    }

    /// Appends `_:`, the prefix and the node's number, which must have been issued.
    func append(_ node: Int, to bytes: inout [UInt8]) {
        guard let number = numbers[node] else {
            preconditionFailure("the blank node has no label yet")
        }
        bytes.append(UInt8(ascii: "_"))
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: prefix.description.utf8)
        bytes.append(contentsOf: String(number).utf8)
    }
}
