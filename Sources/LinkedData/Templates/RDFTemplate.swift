/// A dataset some of whose terms are filled in later, and then brought into canonical form.
///
/// What does not depend on those terms is prepared once: the bytes of the other statements, which
/// blank nodes stand in which statements, and the digests of blank nodes that no such term stands
/// beside.
public struct RDFTemplate: Sendable {
    /// The statements in which nothing is filled in.
    private let closed: RDFCanonicalizer
    private let open: [OpenStatement]
    /// The values that stand for IRIs.
    private let references: [Int]

    /// A statement in which something is filled in.
    private struct OpenStatement {
        let subject: Part
        /// The predicate in angle brackets, between spaces.
        let predicate: [UInt8]
        let object: Part
    }

    private enum Part {
        case node(RDFCanonicalizer.Node)
        case bytes([UInt8])
        case reference(Int)
        /// A literal's value, and what stands behind its quotation marks.
        case literal(Int, suffix: [UInt8])

        var named: RDFCanonicalizer.Node? {
            if case .node(let node) = self { node } else { nil }
        }

        var referred: Int? {
            if case .reference(let index) = self { index } else { nil }
        }
    }

    /// A template of statements.
    ///
    /// - Parameters:
    ///   - quads: Have a ``Placeholder`` for each IRI and each literal's value that is filled in.
    ///   - count: How many values that are.
    ///   - digest: SHA-256, or SHA-384 where the suite says so.
    ///   - limits: Bounds on size and on the search among alike blank nodes.
    /// - Returns: Nil where nothing can be prepared: a placeholder is missing, or stands in another
    ///   place, or statements could become alike, or a blank node is in no other statement, or
    ///   there are several graphs.
    /// - Throws: ``RDFCanonicalizationError``.
    public init?(
        _ quads: [RDFQuad], count: Int, digest: RDFCanonicalization.Digest,
        limits: RDFCanonicalization.Limits = .standard
    ) throws(RDFCanonicalizationError) {
        guard quads.allSatisfy(Self.isPlain) else { return nil }
        let openQuads = quads.filter { !$0.placeholders.isEmpty }
        guard Set(openQuads.flatMap(\.placeholders)) == Set(0..<count),
            !openQuads.contains(where: { Self.mayRepeat($0, among: quads) })
        else { return nil }
        var closed = try RDFCanonicalizer(
            quads.filter(\.placeholders.isEmpty), digest: digest, limits: limits)
        var open: [OpenStatement] = []
        for quad in openQuads {
            do throws(RDFTermError) {
                guard let subject = try Self.part(quad.subject, among: closed.labels),
                    let object = try Self.part(quad.object, among: closed.labels)
                else { return nil }
                var writer = NQuadsWriter()
                try writer.predicate(quad.predicate)
                let space = [UInt8(ascii: " ")]
                open.append(
                    OpenStatement(
                        subject: subject, predicate: space + writer.bytes + space, object: object))
            } catch {
                throw RDFCanonicalizationError(.invalidTerm, error.reason)
            }
        }
        closed.expect(open.map { [$0.subject.named, $0.object.named].compactMap(\.self) })
        self.closed = closed
        self.open = open
        references = Set(
            open.flatMap { [$0.subject.referred, $0.object.referred].compactMap(\.self) }
        )
        .sorted()
    }

    /// The canonical N-Quads of the dataset with its values.
    ///
    /// - Returns: Nil where a value that stands for an IRI is none with a scheme and an authority:
    ///   only of such is it sure that a document's contexts leave it as it is.
    /// - Throws: ``RDFCanonicalizationError``.
    public func canonicalBytes(_ values: [String]) throws(RDFCanonicalizationError) -> [UInt8]? {
        for index in references {
            guard IRI.isWellFormed(values[index]), CompactIRI(values[index])?.isComplete == true
            else { return nil }
        }
        var writer = NQuadsWriter()
        writer.bytes.reserveCapacity(closed.text.count + open.count * 160)
        writer.bytes.append(contentsOf: closed.text)
        var statements: [GappedStatement] = []
        statements.reserveCapacity(open.count)
        for statement in open { statements.append(Self.write(statement, values, to: &writer)) }
        var whole = closed
        try whole.take(statements, of: writer.bytes)
        try whole.issueLabels()
        return whole.canonical().nquads
    }

    private static func write(
        _ statement: OpenStatement, _ values: [String], to writer: inout NQuadsWriter
    ) -> GappedStatement {
        var gapped = GappedStatement(start: writer.bytes.count)
        gapped.subject = write(statement.subject, values, to: &writer)
        gapped.subjectGap = writer.bytes.count
        writer.bytes.append(contentsOf: statement.predicate)
        gapped.predicateEnd = writer.bytes.count - 1
        gapped.object = write(statement.object, values, to: &writer)
        gapped.objectGap = writer.bytes.count
        writer.bytes.append(UInt8(ascii: " "))
        gapped.graphGap = writer.bytes.count
        writer.endStatement()
        gapped.end = writer.bytes.count
        return gapped
    }

    /// Writes a part, or names the blank node that belongs there.
    private static func write(
        _ part: Part, _ values: [String], to writer: inout NQuadsWriter
    ) -> RDFCanonicalizer.Node? {
        switch part {
        case .node(let node): return node
        case .bytes(let bytes): writer.bytes.append(contentsOf: bytes)
        case .reference(let index): writer.reference(values[index])
        case .literal(let index, let suffix):
            writer.quoted(values[index])
            writer.bytes.append(contentsOf: suffix)
        }
        return nil
    }

    /// What stands for a term; nil for a blank node that is not among those known.
    private static func part(
        _ term: RDFTerm, among labels: [String]
    ) throws(RDFTermError) -> Part? {
        var writer = NQuadsWriter()
        switch term {
        case .blankNode(let label):
            return labels.firstIndex { $0.isExactly(label) }.map(Part.node)
        case .iri(let text):
            if let index = Placeholder.index(text) { return .reference(index) }
            try writer.iri(text)
        case .literal(let literal):
            guard let index = Placeholder.index(literal.value) else {
                try writer.literal(literal)
                break
            }
            try writer.literal(
                RDFLiteral(value: "", datatype: literal.datatype, language: literal.language))
            return .literal(index, suffix: Array(writer.bytes.dropFirst(2)))
        }
        return .bytes(writer.bytes)
    }
}

// MARK: - What can be prepared

extension RDFTemplate {
    /// True where placeholders stand only where something can be filled in.
    private static func isPlain(_ quad: RDFQuad) -> Bool {
        guard quad.graph == nil, case .iri(let predicate) = quad.predicate,
            Placeholder.index(predicate) == nil, !Placeholder.isHidden(in: predicate)
        else { return false }
        return [quad.subject, quad.object].allSatisfy { term in
            switch term {
            case .blankNode: true
            case .iri(let text): !Placeholder.isHidden(in: text)
            case .literal(let literal):
                !Placeholder.isHidden(in: literal.value)
                    && ![literal.datatype, literal.language ?? ""].contains {
                        Placeholder.index($0) != nil || Placeholder.isHidden(in: $0)
                    }
            }
        }
    }

    /// True where a statement with a blank node could become one with another: it would have to be
    /// left out before anything is hashed.
    private static func mayRepeat(_ quad: RDFQuad, among quads: [RDFQuad]) -> Bool {
        guard quad.subject.isNode || quad.object.isNode else { return false }
        return quads.count { other in
            other.predicate == quad.predicate && mayBeOne(other.subject, quad.subject)
                && mayBeOne(other.object, quad.object)
        } > 1
    }

    private static func mayBeOne(_ left: RDFTerm, _ right: RDFTerm) -> Bool {
        if left.isNode || right.isNode { return left == right }
        return left == right || left.placeholder != nil || right.placeholder != nil
    }
}

extension RDFTerm {
    fileprivate var isNode: Bool {
        if case .blankNode = self { true } else { false }
    }

    fileprivate var placeholder: Int? {
        switch self {
        case .blankNode: nil
        case .iri(let text): Placeholder.index(text)
        case .literal(let literal): Placeholder.index(literal.value)
        }
    }
}

extension RDFQuad {
    fileprivate var placeholders: [Int] {
        [subject, object].compactMap(\.placeholder)
    }
}
