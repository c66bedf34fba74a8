/// A node or value of an RDF graph (RDF 1.1 Concepts §3).
///
/// Terms are compared by the bytes of their parts, never by Unicode equivalence.
public enum RDFTerm: Sendable {
    /// An absolute IRI, without angle brackets.
    case iri(String)
    /// A blank node's label, without the leading `_:`.
    case blankNode(String)
    /// A literal value.
    case literal(RDFLiteral)
}

/// A literal: its lexical form, its datatype and, for language-tagged strings, the tag.
public struct RDFLiteral: Sendable {
    /// The lexical form.
    public let value: String
    /// The datatype's IRI; `rdf:langString` when there is a language.
    public let datatype: String
    /// The language tag as written in the source, or nil.
    public let language: String?

    /// Makes a literal; a language decides the datatype.
    public init(value: String, datatype: String, language: String? = nil) {
        self.value = value
        self.datatype = datatype
        self.language = language
    }
}

/// One statement of an RDF dataset.
public struct RDFQuad: Sendable, Hashable {
    /// An IRI or a blank node.
    public var subject: RDFTerm
    /// An IRI.
    public var predicate: RDFTerm
    /// Any term.
    public var object: RDFTerm
    /// The graph's name, an IRI or a blank node; nil for the default graph.
    public var graph: RDFTerm?

    /// Puts a statement together.
    public init(subject: RDFTerm, predicate: RDFTerm, object: RDFTerm, graph: RDFTerm? = nil) {
        self.subject = subject
        self.predicate = predicate
        self.object = object
        self.graph = graph
    }
}

extension RDFTerm: Hashable {
    /// True when the kind and every byte are the same.
    public static func == (left: RDFTerm, right: RDFTerm) -> Bool {
        switch (left, right) {
        case (.iri(let a), .iri(let b)): a.isExactly(b)
        case (.blankNode(let a), .blankNode(let b)): a.isExactly(b)
        case (.literal(let a), .literal(let b)): a == b
        default: false
        }
    }

    /// Feeds the kind and the bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .iri(let text):
            hasher.combine(0)
            hasher.combine(ExactString(text))
        case .blankNode(let label):
            hasher.combine(1)
            hasher.combine(ExactString(label))
        case .literal(let literal):
            hasher.combine(2)
            hasher.combine(literal)
        }
    }
}

extension RDFLiteral: Hashable {
    /// True when every byte of value, datatype and language is the same.
    public static func == (left: RDFLiteral, right: RDFLiteral) -> Bool {
        left.value.isExactly(right.value) && left.datatype.isExactly(right.datatype)
            && left.language.map { ExactString($0) } == right.language.map { ExactString($0) }
    }

    /// Feeds the bytes of all parts to the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ExactString(value))
        hasher.combine(ExactString(datatype))
        hasher.combine(language.map { ExactString($0) })
    }
}
