/// How a document is to be read.
public struct JSONLDOptions: Sendable {
    /// The base IRI against which relative references are resolved; nil for none.
    public var base: String?
    /// A context, or a document with one, that comes before the document's own.
    public var expandContext: JSON?
    /// How base directions appear in statements; nil leaves them out.
    public var rdfDirection: RDFDirection?
    /// True to refuse a document of which anything would fall out of the statements: undefined
    /// terms, relative references, dropped values, `@index`, malformed IRIs and language tags,
    /// blank nodes as predicates, directions without ``rdfDirection``. A `null` is no data and
    /// may stand anywhere.
    public var isSafe: Bool
    /// True to write language tags in lower case, as many processors do and JSON-LD 1.1 API §5.1.2
    /// (step 13.4.7) leaves to each.
    public var lowercasesLanguages: Bool
    /// True to let directions fall out without ``rdfDirection`` even where nothing else may.
    public var mayLoseDirections: Bool

    /// Options for reading a document; the standard ones are those of the JSON-LD API.
    public init(
        base: String? = nil, expandContext: JSON? = nil, rdfDirection: RDFDirection? = nil,
        isSafe: Bool = false, lowercasesLanguages: Bool = false, mayLoseDirections: Bool = false
    ) {
        self.base = base
        self.expandContext = expandContext
        self.rdfDirection = rdfDirection
        self.isSafe = isSafe
        self.lowercasesLanguages = lowercasesLanguages
        self.mayLoseDirections = mayLoseDirections
    }

    /// What Data Integrity asks for before a document is signed or verified (Verifiable
    /// Credential Data Integrity 1.0 §4.2 and §5.2): no base IRI, nothing lost.
    public static let signing = JSONLDOptions(rdfDirection: .i18nDatatype, isSafe: true)
}

/// How a string's base direction is written in RDF (JSON-LD 1.1 API §8.2).
public enum RDFDirection: String, Sendable {
    /// As a datatype below `https://www.w3.org/ns/i18n#`.
    case i18nDatatype = "i18n-datatype"
    /// As a blank node with value, language and direction.
    case compoundLiteral = "compound-literal"
}

/// The direction in which a text is read.
enum TextDirection: String, Sendable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
}

/// What one document may cost.
public struct JSONLDLimits: Sendable {
    /// How many remote contexts may be applied, those inside others included.
    public var remoteContexts: Int
    /// How deep objects, arrays and contexts may nest.
    public var depth: Int
    /// How much work may be done: a step for every value and member read, for every term defined,
    /// and for every four terms that a new context takes over from the one before.
    public var steps: Int

    /// Sets the bounds.
    public init(remoteContexts: Int = 64, depth: Int = 96, steps: Int = 1 << 18) {
        self.remoteContexts = remoteContexts
        self.depth = depth
        self.steps = steps
    }

    /// 64 remote contexts, 96 levels, 262 144 steps: room for any credential, and for lists of a
    /// thousand.
    public static let standard = JSONLDLimits()
}

/// What is left of the limits while one document is read.
struct JSONLDBudget {
    private let limits: JSONLDLimits
    private var steps = 0
    private var remoteContexts = 0
    private var depth = 0

    init(_ limits: JSONLDLimits) { self.limits = limits }

    mutating func spend(_ amount: Int = 1) throws(JSONLDError) {
        steps += amount
        guard steps <= limits.steps else {
            throw JSONLDError(
                .limitExceeded, "the document takes more than \(limits.steps) steps to read")
        }
    }

    mutating func spendRemoteContext(_ url: String) throws(JSONLDError) {
        remoteContexts += 1
        guard remoteContexts <= limits.remoteContexts else {
            throw JSONLDError(
                .contextOverflow,
                "more than \(limits.remoteContexts) remote contexts, the last is \(url)")
        }
    }

    mutating func descend() throws(JSONLDError) {
        depth += 1
        guard depth <= limits.depth else {
            throw JSONLDError(
                .limitExceeded, "values or contexts nest deeper than \(limits.depth) levels")
        }
    }

    mutating func ascend() { depth -= 1 }
}
