/// RDF Dataset Canonicalization, algorithm RDFC-1.0 (W3C Recommendation, 21 May 2024).
///
/// Gives every blank node a label that depends on the graph alone, so that two ways of writing one
/// dataset become the same bytes and can be hashed and signed.
public enum RDFCanonicalization {
    /// A message digest, handed in because this module has no cryptography of its own.
    public struct Digest: Sendable {
        /// The digest's name in messages, such as `SHA-256`.
        public let name: String
        /// From a message to its digest, as raw bytes.
        public let hash: @Sendable ([UInt8]) -> [UInt8]

        /// Names a function from a message to its digest.
        public init(name: String, hash: @escaping @Sendable ([UInt8]) -> [UInt8]) {
            self.name = name
            self.hash = hash
        }
    }

    /// What a dataset may cost.
    ///
    /// A graph can be built so that labelling it takes time beyond any bound (RDFC-1.0 §7.1). No
    /// credential needs more than a few dozen steps.
    public struct Limits: Sendable {
        /// How many steps may be taken to tell alike blank nodes apart. A step is one digest of a
        /// neighbour, or one neighbour placed in one order that was tried; long terms count for
        /// more.
        public var steps: Int
        /// How far the search may lead from one blank node to the next.
        public var depth: Int
        /// How many bytes of N-Quads the dataset may come to. A short document can come to very
        /// many, by a long IRI that it uses again and again under a short name.
        public var bytes: Int

        /// Sets the bounds.
        public init(steps: Int = 20_000, depth: Int = 100, bytes: Int = 8 << 20) {
            self.steps = steps
            self.depth = depth
            self.bytes = bytes
        }

        /// 20 000 steps, 100 blank nodes deep, 8 MiB.
        public static let standard = Limits()
    }

    /// A dataset in canonical form.
    public struct Canonical: Sendable {
        /// The statements in canonical N-Quads, sorted, without repetitions.
        public let nquads: [UInt8]
        /// The labels that the blank nodes had, in canonical order: the node whose label stands at
        /// index *n* is now `c14n` and *n*.
        public let labels: [String]

        /// From the labels that blank nodes had to those they have now, all without `_:`.
        public var issuedLabels: [ExactString: String] {
            var issued = [ExactString: String](minimumCapacity: labels.count)
            for (number, label) in labels.enumerated() {
                issued[ExactString(label)] = "c14n\(number)"
            }
            return issued
        }
    }

    /// Brings a dataset into canonical form. A statement given twice counts once.
    ///
    /// - Parameters:
    ///   - quads: The dataset; the order of statements and the labels of blank nodes do not matter.
    ///   - digest: SHA-256, or SHA-384 where the suite says so.
    ///   - limits: Bounds on size and on the search among alike blank nodes.
    /// - Throws: ``RDFCanonicalizationError``.
    public static func canonicalize(
        _ quads: [RDFQuad], digest: Digest, limits: Limits = .standard
    ) throws(RDFCanonicalizationError) -> Canonical {
        var canonicalizer = try RDFCanonicalizer(quads, digest: digest, limits: limits)
        try canonicalizer.issueLabels()
        return canonicalizer.canonical()
    }
}

/// Why a dataset has no canonical form that this library gives.
public struct RDFCanonicalizationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: String, Sendable {
        /// A term that cannot stand where it does, or that is no IRI, literal or blank node.
        case invalidTerm
        /// Telling the blank nodes apart costs more than the limit.
        case tooComplex
        /// The statements come to more bytes than the limit.
        case tooLarge
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found, in words.
    public let reason: String

    /// Describes a fault.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}
