/// The canonicalisation state of RDFC-1.0 §4.3.
///
/// Every statement is turned into bytes once. Statements without blank nodes are then lines that
/// only have to be sorted; the others keep gaps where labels go.
struct RDFCanonicalizer {
    /// A blank node, by its place in `labels`.
    typealias Node = Int

    let digest: RDFCanonicalization.Digest
    let limits: RDFCanonicalization.Limits
    /// The bytes of all statements, one after another, without blank nodes.
    private(set) var text: [UInt8] = []
    /// The finished lines in `text`: statements without blank nodes.
    private var groundLines: [Range<Int>] = []
    /// The statements with blank nodes, each once.
    private(set) var statements: [GappedStatement] = []
    /// The blank nodes' labels in the input.
    private(set) var labels: [String] = []
    /// For each blank node the statements, by index, that mention it (the blank node to quads map).
    private(set) var mentions: [[Int]] = []
    /// For each blank node its first degree hash, in hexadecimal.
    var firstDegreeHashes: [[UInt8]] = []
    /// The canonical issuer.
    var canonicalIssuer = IdentifierIssuer(prefix: "c14n")
    /// Steps taken so far in telling alike nodes apart.
    var steps = 0
    /// First degree hashes that are known beforehand, by node; empty where none is.
    private var settledHashes: [[UInt8]?] = []

    init(
        _ quads: [RDFQuad], digest: RDFCanonicalization.Digest, limits: RDFCanonicalization.Limits
    ) throws(RDFCanonicalizationError) {
        self.digest = digest
        self.limits = limits
        try read(quads)
        removeRepetitions()
        mentions = Array(repeating: [], count: labels.count)
        for (index, statement) in statements.enumerated() {
            statement.forEachNode { _, node in
                if mentions[node].last != index { mentions[node].append(index) }
            }
        }
    }

    private mutating func read(_ quads: [RDFQuad]) throws(RDFCanonicalizationError) {
        var writer = NQuadsWriter()
        writer.bytes.reserveCapacity(min(quads.count * 160, limits.bytes))
        groundLines.reserveCapacity(quads.count)
        var nodes: [ExactString: Node] = [:]
        for quad in quads {
            let statement: GappedStatement
            do {
                statement = try write(quad, to: &writer, nodes: &nodes)
            } catch {
                throw RDFCanonicalizationError(.invalidTerm, error.reason)
            }
            guard statement.end <= limits.bytes else { throw Self.tooLarge(limits) }
            if statement.hasNode {
                statements.append(statement)
            } else {
                groundLines.append(statement.start..<statement.end)
            }
        }
        text = writer.bytes
    }

    /// Writes a statement without its blank nodes.
    private mutating func write(
        _ quad: RDFQuad, to writer: inout NQuadsWriter, nodes: inout [ExactString: Node]
    ) throws(RDFTermError) -> GappedStatement {
        var statement = GappedStatement(start: writer.bytes.count)
        statement.subject = try gap(quad.subject, "subject", &writer, &nodes)
        statement.subjectGap = writer.bytes.count
        writer.bytes.append(UInt8(ascii: " "))
        try writer.predicate(quad.predicate)
        statement.predicateEnd = writer.bytes.count
        writer.bytes.append(UInt8(ascii: " "))
        if case .literal(let literal) = quad.object {
            try writer.literal(literal)
        } else {
            statement.object = try gap(quad.object, "object", &writer, &nodes)
        }
        statement.objectGap = writer.bytes.count
        writer.bytes.append(UInt8(ascii: " "))
        if let graph = quad.graph {
            statement.graph = try gap(graph, "graph name", &writer, &nodes)
            statement.graphGap = writer.bytes.count
            writer.bytes.append(UInt8(ascii: " "))
        } else {
            statement.graphGap = writer.bytes.count
        }
        writer.endStatement()
        statement.end = writer.bytes.count
        return statement
    }

    /// Writes an IRI, or leaves a gap and names the blank node that belongs into it.
    private mutating func gap(
        _ term: RDFTerm, _ role: StaticString, _ writer: inout NQuadsWriter,
        _ nodes: inout [ExactString: Node]
    ) throws(RDFTermError) -> Node? {
        switch term {
        case .iri(let text):
            try writer.iri(text)
            return nil
        case .blankNode(let label):
            if let node = nodes[ExactString(label)] { return node }
            let node = labels.count
            nodes[ExactString(label)] = node
            labels.append(label)
            return node
        case .literal: throw RDFTermError("a \(role) must be an IRI or a blank node")
        }
    }

    /// A dataset is a set: a statement given twice must not be hashed twice. (Ground lines are
    /// hashed nowhere; their repetitions fall out when the lines are sorted.)
    private mutating func removeRepetitions() {
        guard statements.count > 1 else { return }
        let bytes = text
        statements.sort { left, right in
            if left.nodes != right.nodes { return left.nodes < right.nodes }
            return LineOrder.precedes(
                left.start..<left.end, right.start..<right.end, in: bytes.span)
        }
        var kept = 1
        for index in 1..<statements.count {
            let (last, next) = (statements[kept - 1], statements[index])
            if last.nodes == next.nodes,
                bytes[last.start..<last.end] == bytes[next.start..<next.end]
            {
                continue
            }
            statements[kept] = next
            kept += 1
        }
        statements.removeLast(statements.count - kept)
    }

    /// Issues every blank node its canonical label (RDFC-1.0 §4.4.3, steps 3 to 5).
    mutating func issueLabels() throws(RDFCanonicalizationError) {
        // A blank node alone is the first whatever its hash.
        guard labels.count > 1 else {
            if labels.count == 1 { canonicalIssuer.issue(0) }
            return
        }
        firstDegreeHashes = labels.indices.map { node in
            if !settledHashes.isEmpty, let hash = settledHashes[node] { return hash }
            return firstDegreeHash(of: node)
        }
        let ordered = labels.indices.sorted {
            firstDegreeHashes[$0].lexicographicallyPrecedes(firstDegreeHashes[$1])
        }
        var alike: [ArraySlice<Node>] = []
        var start = 0
        while start < ordered.count {
            var end = start + 1
            while end < ordered.count,
                firstDegreeHashes[ordered[end]] == firstDegreeHashes[ordered[start]]
            {
                end += 1
            }
            if end - start == 1 {
                canonicalIssuer.issue(ordered[start])
            } else {
                alike.append(ordered[start..<end])
            }
            start = end
        }
        for group in alike { try issueLabels(among: group) }
    }

    /// The Hash First Degree Quads algorithm (RDFC-1.0 §4.6.3).
    private func firstDegreeHash(of node: Node) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(mentions[node].reduce(0) { $0 + statements[$1].filledLength(3) })
        var lines: [Range<Int>] = []
        lines.reserveCapacity(mentions[node].count)
        for index in mentions[node] {
            let start = bytes.count
            statements[index].append(to: &bytes, from: text) { other, line in
                line.append(UInt8(ascii: "_"))
                line.append(UInt8(ascii: ":"))
                line.append(other == node ? UInt8(ascii: "a") : UInt8(ascii: "z"))
            }
            lines.append(start..<bytes.count)
        }
        guard lines.count > 1 else { return hash(bytes) }
        LineOrder.sort(&lines, in: bytes)
        var message: [UInt8] = []
        message.reserveCapacity(bytes.count)
        for line in lines { message.append(contentsOf: bytes[line]) }
        return hash(message)
    }

    /// The digest of a message in hexadecimal.
    func hash(_ message: [UInt8]) -> [UInt8] {
        let raw = digest.hash(message)
        var text: [UInt8] = []
        text.reserveCapacity(raw.count * 2)
        for byte in raw {
            text.append(ASCIIHexadecimal.lowercase[Int(byte >> 4)])
            text.append(ASCIIHexadecimal.lowercase[Int(byte & 15)])
        }
        return text
    }

    /// The dataset's lines with canonical labels, sorted, each once (RDFC-1.0 §5).
    func canonical() -> RDFCanonicalization.Canonical {
        // "_:c14n" and a number, which is seldom longer than this.
        let length = statements.reduce(text.count) { $0 + $1.filledLength(10) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        bytes.append(contentsOf: text)
        var lines: [Range<Int>] = []
        lines.reserveCapacity(groundLines.count + statements.count)
        lines.append(contentsOf: groundLines)
        for statement in statements {
            let start = bytes.count
            statement.append(to: &bytes, from: text) { node, line in
                canonicalIssuer.append(node, to: &line)
            }
            lines.append(start..<bytes.count)
        }
        LineOrder.sort(&lines, in: bytes)
        var nquads: [UInt8] = []
        nquads.reserveCapacity(lines.reduce(0) { $0 + $1.count })
        var last: Range<Int>?
        for line in lines {
            if let last, bytes[last] == bytes[line] { continue }
            nquads.append(contentsOf: bytes[line])
            last = line
        }
        return RDFCanonicalization.Canonical(
            nquads: nquads, labels: canonicalIssuer.nodes.map { labels[$0] })
    }
}

// MARK: - Statements that come later

extension RDFCanonicalizer {
    /// Makes ready for further statements, of which each mentions these blank nodes; what they
    /// cannot change is settled now.
    mutating func expect(_ further: [[Node]]) {
        var index = statements.count
        var touched: Set<Node> = []
        for nodes in further where !nodes.isEmpty {
            for node in nodes where mentions[node].last != index { mentions[node].append(index) }
            touched.formUnion(nodes)
            index += 1
        }
        settledHashes = labels.indices.map { node in
            touched.contains(node) ? nil : firstDegreeHash(of: node)
        }
    }

    /// Takes the statements in that were expected, in their order.
    ///
    /// - Parameter bytes: The text so far, and theirs behind it.
    mutating func take(
        _ further: [GappedStatement], of bytes: [UInt8]
    ) throws(RDFCanonicalizationError) {
        guard bytes.count <= limits.bytes else { throw Self.tooLarge(limits) }
        text = bytes
        for statement in further {
            if statement.hasNode {
                statements.append(statement)
            } else {
                groundLines.append(statement.start..<statement.end)
            }
        }
    }

    private static func tooLarge(_ limits: RDFCanonicalization.Limits) -> RDFCanonicalizationError {
        RDFCanonicalizationError(
            .tooLarge, "its statements come to more than \(limits.bytes) bytes")
    }
}
