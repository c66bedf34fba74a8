public import LinkedData

/// The JSON-LD contexts by which documents are read before they are signed or verified.
///
/// Making one is costly and reading with it is cheap, because it remembers what its contexts mean:
/// make one and keep it. Nothing is ever fetched.
public struct ContextLibrary: Sendable {
    /// The contexts that this software carries (``KnownContexts``), shared by all who use them.
    public static let known = ContextLibrary()

    /// The ways to read a document, the usual one first.
    let editions: [ContextEdition]
    /// The names that contexts besides the carried ones define.
    let suppliedNames: Set<ExactString>

    /// The known contexts, and others besides, trusted as they are.
    ///
    /// - Parameter others: Documents at further addresses, each an object with the member
    ///   `@context`. They come before what is known at theirs.
    public init(adding others: [(url: String, document: JSON)] = []) {
        self.init(adding: others, names: [])
    }

    /// The known contexts, and such as an operator supplies, once it is seen that they redefine
    /// nothing.
    ///
    /// - Parameter supplied: Documents at further addresses, each an object with the member
    ///   `@context`.
    /// - Throws: ``SuppliedContextFault`` with the first one that is not taken.
    public init(
        supplied: [(url: String, document: JSON)]
    ) throws(SuppliedContextFault) {
        var examined: [(url: String, context: SuppliedContext)] = []
        for (url, document) in supplied {
            guard KnownContexts.document(for: url) == nil else {
                throw SuppliedContextFault(url, "is carried already and is not replaced")
            }
            guard !examined.contains(where: { $0.url.isExactly(url) }) else {
                throw SuppliedContextFault(url, "is named twice")
            }
            do throws(ContextRefusal) {
                examined.append((url, try SuppliedContext(document)))
            } catch {
                throw SuppliedContextFault(url, "is not taken: \(error)")
            }
        }
        for (url, context) in examined {
            for reference in context.references
            where KnownContexts.document(for: reference) == nil
                && !examined.contains(where: { $0.url.isExactly(reference) })
            {
                throw SuppliedContextFault(
                    url, "names \(reference.prefix(200)), which is neither carried nor supplied")
            }
            for other in examined where !other.url.isExactly(url) {
                if let prefix = context.ambiguousPrefix(beside: other.context) {
                    throw SuppliedContextFault(
                        url,
                        "uses the prefix \"\(prefix.prefix(60))\", which \(other.url.prefix(200)) "
                            + "defines in another sense")
                }
            }
        }
        self.init(
            adding: supplied,
            names: examined.reduce(into: []) { $0.formUnion($1.context.names) })
    }

    private init(adding others: [(url: String, document: JSON)], names: Set<ExactString>) {
        var editions = [ContextEdition(replacing: nil, others)]
        for url in KnownContexts.urls.sorted()
        where !others.contains(where: { $0.url.isExactly(url) }) {
            for alternative in KnownContexts.alternatives(for: url) {
                editions.append(
                    ContextEdition(
                        replacing: (url, alternative.name),
                        others + [(url, alternative.document)]))
            }
        }
        self.editions = editions
        suppliedNames = names
    }

    init(editions: [ContextEdition]) {
        self.editions = editions
        suppliedNames = []
    }

    /// The usual way to read a document.
    var standard: ContextEdition { editions[0] }

    /// The other ways to read this document: one for every older copy of a context that it names.
    func alternatives(for document: JSONObject) -> [ContextEdition] {
        guard editions.count > 1, let contexts = document["@context"]?.oneOrMore else { return [] }
        return editions.dropFirst().filter { edition in
            contexts.contains { context in
                guard let url = context.stringValue, let replaced = edition.replaced else {
                    return false
                }
                return url.isExactly(replaced.url)
            }
        }
    }
}

/// One set of contexts: the known ones, or those with an older copy in one place.
struct ContextEdition: Sendable {
    /// The context of which another copy is used than usual, and which copy.
    let replaced: Replacement?

    /// One copy of a context in place of the usual one.
    struct Replacement: Sendable, Equatable {
        let url: String
        let copy: String
    }

    private let processor: JSONLDProcessor
    private let optionsMemory = ProofOptionsMemory()

    init(
        replacing replaced: (url: String, copy: String)?,
        _ others: [(url: String, document: JSON)]
    ) {
        self.replaced = replaced.map { Replacement(url: $0.url, copy: $0.copy) }
        processor = JSONLDProcessor(loader: KnownContextLoader(adding: others))
    }

    /// The statements of a document, none lost.
    ///
    /// - Throws: ``ProofError``: `unknownContext`, `dataLoss` or `transformation`.
    func statements(
        _ document: JSONObject, _ reading: StatementReading = .own
    ) throws(ProofError) -> [RDFQuad] {
        do throws(JSONLDError) {
            return try processor.quads(.object(document), options: reading.options)
        } catch {
            throw ProofError(error)
        }
    }

    /// The digest of a proof's options in canonical form.
    ///
    /// - Throws: ``ProofError`` as for a document.
    func digest(
        ofOptions options: JSONObject, _ digest: ProofDigest, _ reading: StatementReading = .own
    ) throws(ProofError) -> [UInt8] {
        guard reading == .own else {
            return digest.hash(
                try Self.canonicalBytes(try statements(options, reading), digest))
        }
        if let known = optionsMemory.digest(options, digest) { return known }
        let bytes = digest.hash(try canonicalBytes(options, digest))
        optionsMemory.remember(bytes, of: options, digest)
        return bytes
    }

    /// The canonical N-Quads of a document's statements.
    ///
    /// - Throws: ``ProofError``: as above, or `tooComplex`.
    func canonicalBytes(
        _ document: JSONObject, _ digest: ProofDigest
    ) throws(ProofError) -> [UInt8] {
        try Self.canonicalBytes(try statements(document), digest)
    }

    /// The canonical N-Quads of statements.
    ///
    /// - Throws: ``ProofError``: `transformation` or `tooComplex`.
    static func canonicalBytes(
        _ statements: [RDFQuad], _ digest: ProofDigest
    ) throws(ProofError) -> [UInt8] {
        do throws(RDFCanonicalizationError) {
            return try RDFCanonicalization.canonicalize(statements, digest: digest.forStatements)
                .nquads
        } catch {
            throw ProofError(
                error.code == .invalidTerm ? .transformation : .tooComplex, error.reason)
        }
    }
}

/// Why a context that an operator supplies is not taken.
public struct SuppliedContextFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Its address.
    public let url: String
    /// What is wrong, as the end of a sentence that begins with the address.
    public let reason: String

    init(_ url: String, _ reason: String) {
        self.url = url
        self.reason = reason
    }

    /// Address and reason.
    public var description: String { "the context \(url.prefix(300)) \(reason)" }
}

extension ProofDigest {
    private static let sha256OfStatements = RDFCanonicalization.Digest(
        name: "SHA-256", hash: Digest.sha256)
    private static let sha384OfStatements = RDFCanonicalization.Digest(
        name: "SHA-384", hash: Digest.sha384)

    var forStatements: RDFCanonicalization.Digest {
        switch self {
        case .sha256: Self.sha256OfStatements
        case .sha384: Self.sha384OfStatements
        }
    }
}

extension ProofError {
    fileprivate init(_ error: JSONLDError) {
        let code: Code =
            switch error.code {
            case .loadingRemoteContextFailed: .unknownContext
            case .dataLoss: .dataLoss
            case .limitExceeded, .contextOverflow: .tooComplex
            default: .transformation
            }
        let place = error.pointer.isEmpty ? "" : " (at \(error.pointer.prefix(200)))"
        self.init(code, "\(error.reason.prefix(300))\(place)")
    }
}
