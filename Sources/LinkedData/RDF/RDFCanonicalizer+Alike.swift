/// The part of RDFC-1.0 for blank nodes that their own statements do not tell apart.
extension RDFCanonicalizer {
    /// What the Hash N-Degree Quads algorithm yields.
    private struct Path {
        var hash: [UInt8]
        var issuer: IdentifierIssuer
    }

    /// Issues labels to nodes that share a first degree hash (RDFC-1.0 §4.4.3, step 5).
    mutating func issueLabels(among alike: ArraySlice<Node>) throws(RDFCanonicalizationError) {
        var paths: [Path] = []
        for node in alike where !canonicalIssuer.hasIssued(node) {
            var issuer = IdentifierIssuer(prefix: "b")
            issuer.issue(node)
            paths.append(try path(from: node, issuer: issuer, depth: 1))
        }
        paths.sort { $0.hash.lexicographicallyPrecedes($1.hash) }
        for path in paths {
            for node in path.issuer.nodes { canonicalIssuer.issue(node) }
        }
    }

    /// The Hash N-Degree Quads algorithm (RDFC-1.0 §4.8.3).
    private mutating func path(
        from node: Node, issuer: IdentifierIssuer, depth: Int
    ) throws(RDFCanonicalizationError) -> Path {
        guard depth <= limits.depth else {
            throw RDFCanonicalizationError(
                .tooComplex,
                "telling its blank nodes apart leads more than \(limits.depth) nodes deep")
        }
        var issuer = issuer
        var message: [UInt8] = []
        for (hash, related) in try neighbours(of: node, issuer: issuer) {
            message.append(contentsOf: hash)
            var chosen: (path: [UInt8], issuer: IdentifierIssuer)?
            var order = related.sorted()
            repeat {
                let candidate = try path(
                    through: order, issuer: issuer, shorterThan: chosen?.path, depth: depth)
                if let candidate { chosen = candidate }
            } while Self.advance(&order)
            if let chosen {
                message.append(contentsOf: chosen.path)
                issuer = chosen.issuer
            }
        }
        return Path(hash: hash(message), issuer: issuer)
    }

    /// The neighbours of a node, grouped by their hash, in the order of the hashes: step 3 of the
    /// algorithm, with Hash Related Blank Node (RDFC-1.0 §4.7.3).
    private mutating func neighbours(
        of node: Node, issuer: IdentifierIssuer
    ) throws(RDFCanonicalizationError) -> [(hash: [UInt8], nodes: [Node])] {
        var found: [(hash: [UInt8], nodes: [Node])] = []
        for index in mentions[node] {
            let statement = statements[index]
            try statement.forEachNode { (position, other) throws(RDFCanonicalizationError) in
                guard other != node else { return }
                var message = [position]
                if position != UInt8(ascii: "g") {
                    message.append(contentsOf: text[statement.predicate])
                }
                if canonicalIssuer.hasIssued(other) {
                    canonicalIssuer.append(other, to: &message)
                } else if issuer.hasIssued(other) {
                    issuer.append(other, to: &message)
                } else {
                    message.append(contentsOf: firstDegreeHashes[other])
                }
                try takeStep(bytes: message.count)
                found.append((hash(message), [other]))
            }
        }
        found.sort { $0.hash.lexicographicallyPrecedes($1.hash) }
        var groups: [(hash: [UInt8], nodes: [Node])] = []
        for entry in found {
            if groups.last?.hash == entry.hash {
                groups[groups.count - 1].nodes += entry.nodes
            } else {
                groups.append(entry)
            }
        }
        return groups
    }

    /// The path through neighbours in one order (step 5.4), or nil as soon as it cannot come before
    /// the best path so far.
    private mutating func path(
        through related: [Node], issuer: IdentifierIssuer, shorterThan best: [UInt8]?, depth: Int
    ) throws(RDFCanonicalizationError) -> (path: [UInt8], issuer: IdentifierIssuer)? {
        func isBeaten(_ path: [UInt8]) -> Bool {
            guard let best else { return false }
            return path.count >= best.count && best.lexicographicallyPrecedes(path)
        }
        var issuer = issuer
        var path: [UInt8] = []
        var unvisited: [Node] = []
        for node in related {
            try takeStep(bytes: path.count)
            if canonicalIssuer.hasIssued(node) {
                canonicalIssuer.append(node, to: &path)
            } else {
                if !issuer.hasIssued(node) {
                    unvisited.append(node)
                    issuer.issue(node)
                }
                issuer.append(node, to: &path)
            }
            if isBeaten(path) { return nil }
        }
        for node in unvisited {
            let further = try self.path(from: node, issuer: issuer, depth: depth + 1)
            issuer.append(node, to: &path)
            path.append(UInt8(ascii: "<"))
            path.append(contentsOf: further.hash)
            path.append(UInt8(ascii: ">"))
            issuer = further.issuer
            if isBeaten(path) { return nil }
        }
        if let best, !path.lexicographicallyPrecedes(best) { return nil }
        return (path, issuer)
    }

    /// Goes on to the next order of nodes, which starts from the sorted one; false after the last.
    /// Orders that differ only in which of two mentions of one node comes first count as one.
    private static func advance(_ order: inout [Node]) -> Bool {
        guard let pivot = order.indices.dropLast().last(where: { order[$0] < order[$0 + 1] }),
            let successor = order.indices.last(where: { order[$0] > order[pivot] })
        else { return false }
        order.swapAt(pivot, successor)
        order[(pivot + 1)...].reverse()
        return true
    }

    /// Counts a step, and another for every 256 bytes it hashes or compares.
    private mutating func takeStep(bytes: Int) throws(RDFCanonicalizationError) {
        steps += 1 + bytes >> 8
        guard steps <= limits.steps else {
            throw RDFCanonicalizationError(
                .tooComplex,
                "telling its blank nodes apart takes more than \(limits.steps) steps")
        }
    }
}
