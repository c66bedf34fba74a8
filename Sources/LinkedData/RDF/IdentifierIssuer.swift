/// Issues labels to blank nodes, numbered in the order of asking (RDFC-1.0 §4.5).
struct IdentifierIssuer {
    private let prefix: [UInt8]
    /// The nodes in the order of their numbers.
    private(set) var nodes: [Int] = []
    private var numbers: [Int: Int] = [:]

    init(prefix: String) { self.prefix = Array(prefix.utf8) }

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
        bytes.append(contentsOf: prefix)
        if number < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }
}
