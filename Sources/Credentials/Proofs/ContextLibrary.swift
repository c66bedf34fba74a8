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

    /// The known contexts, and others besides.
    ///
    /// - Parameter others: Documents at further addresses, such as an operator keeps in a folder;
    ///   each an object with the member `@context`. They come before what is known at theirs.
    public init(adding others: [(url: String, document: JSON)] = []) {
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
    }

    init(editions: [ContextEdition]) { self.editions = editions }

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
    func statements(_ document: JSONObject) throws(ProofError) -> [RDFQuad] {
        do throws(JSONLDError) {
            return try processor.quads(.object(document), options: .signing)
        } catch {
            throw ProofError(error)
        }
    }

    /// The digest of a proof's options in canonical form.
    ///
    /// - Throws: ``ProofError`` as for a document.
    func digest(
        ofOptions options: JSONObject, _ digest: ProofDigest
    ) throws(ProofError) -> [UInt8] {
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
        let statements = try statements(document)
        do throws(RDFCanonicalizationError) {
            return try RDFCanonicalization.canonicalize(statements, digest: digest.forStatements)
                .nquads
        } catch {
            throw ProofError(
                error.code == .invalidTerm ? .transformation : .tooComplex, error.reason)
        }
    }
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
