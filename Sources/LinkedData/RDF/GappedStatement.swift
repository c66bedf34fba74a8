/// A statement as bytes with gaps where the labels of its blank nodes go.
///
/// All offsets point into one buffer that holds the statement without its blank nodes:
/// `start` subject `subjectGap` ` <predicate>` `predicateEnd` ` ` object `objectGap` ` ` graph
/// `graphGap` ` .\n` `end`.
struct GappedStatement {
    var start: Int
    var subjectGap = 0
    var predicateEnd = 0
    var objectGap = 0
    var graphGap = 0
    var end = 0
    /// The blank nodes that belong in the gaps.
    var subject: Int?
    var object: Int?
    var graph: Int?

    init(start: Int) { self.start = start }

    /// True unless the bytes are the whole statement.
    var hasNode: Bool { subject != nil || object != nil || graph != nil }

    /// The blank nodes as numbers to order by.
    var nodes: (Int, Int, Int) { (subject ?? -1, object ?? -1, graph ?? -1) }

    /// Where the predicate stands, with its angle brackets.
    var predicate: Range<Int> { subjectGap + 1..<predicateEnd }

    /// Calls the body for the subject, the object and the graph name that are blank nodes.
    func forEachNode<E: Error>(_ body: (_ position: UInt8, _ node: Int) throws(E) -> Void) throws(E)
    {
        if let subject { try body(UInt8(ascii: "s"), subject) }
        if let object { try body(UInt8(ascii: "o"), object) }
        if let graph { try body(UInt8(ascii: "g"), graph) }
    }

    /// How many bytes the whole line takes when each gap is filled with that many.
    func filledLength(_ gap: Int) -> Int {
        var length = end - start
        forEachNode { _, _ in length += gap }
        return length
    }

    /// Appends the whole line, each gap filled by what `label` appends for its blank node.
    func append(
        to line: inout [UInt8], from text: [UInt8], label: (Int, inout [UInt8]) -> Void
    ) {
        if let subject { label(subject, &line) }
        line.append(contentsOf: text[start..<objectGap])
        if let object { label(object, &line) }
        line.append(contentsOf: text[objectGap..<graphGap])
        if let graph { label(graph, &line) }
        line.append(contentsOf: text[graphGap..<end])
    }
}
