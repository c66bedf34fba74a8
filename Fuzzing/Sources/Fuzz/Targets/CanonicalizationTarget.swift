import Credentials
import LinkedData
import Samples

/// The canonical form is its own canonical form, and depends neither on the order of statements
/// nor on the labels of blank nodes.
struct CanonicalizationTarget: FuzzTarget {
    static let name = "rdfc"

    private let digest = RDFCanonicalization.Digest(name: "SHA-256", hash: Digest.sha256)

    func seeds() throws -> [[UInt8]] {
        let processor = JSONLDProcessor(loader: KnownContextLoader())
        let badge = try processor.quads(
            .object(SampleIssuer.badge(3).document), options: .signing)
        let texts = [
            "_:a <urn:p> _:b .\n_:b <urn:p> _:a .\n",
            "_:a <urn:p> _:b .\n_:b <urn:p> _:c .\n_:c <urn:p> _:a .\n_:d <urn:p> _:a _:g .\n",
            "_:a <urn:p> _:b, .\n", "_:a <urn:p> \"x\"@en _:a .\n_:b <urn:q> _:c _:a .\n",
        ]
        return texts.map { Array($0.utf8) } + [try NQuads.canonicalBytes(badge)]
    }

    let dictionary = [
        "_:a", "_:b", "_:c", "_:d", "_:c14n0", "_:b0", " <urn:p> ", " <urn:q> ", " .\n", "\"x\"",
        "<urn:g>",
    ]

    func check(_ bytes: [UInt8]) throws {
        guard let quads = try? NQuads.parse(bytes) else { return }
        let canonical: RDFCanonicalization.Canonical
        do throws(RDFCanonicalizationError) {
            canonical = try RDFCanonicalization.canonicalize(quads, digest: digest)
        } catch {
            return try promise(error.code != .invalidTerm, "what was read is refused: \(error)")
        }
        let again = try NQuads.parse(canonical.nquads, limits: .init(bytes: .max))
        try promise(
            try RDFCanonicalization.canonicalize(again, digest: digest).nquads == canonical.nquads,
            "the canonical form has another canonical form")
        let other = quads.reversed().map(Self.relabelled)
        let result: RDFCanonicalization.Canonical
        do throws(RDFCanonicalizationError) {
            result = try RDFCanonicalization.canonicalize(other, digest: digest)
        } catch {
            throw BrokenPromise("order or labels change what it costs: \(error)")
        }
        try promise(
            result.nquads == canonical.nquads, "order or labels change the canonical form")
    }

    /// The same statement with labels that sort the other way round.
    private static func relabelled(_ quad: RDFQuad) -> RDFQuad {
        func relabelled(_ term: RDFTerm) -> RDFTerm {
            guard case .blankNode(let label) = term else { return term }
            let turned = label.utf8.map { String(1000 - Int($0)) }.joined(separator: "x")
            return .blankNode("r\(turned)")
        }
        return RDFQuad(
            subject: relabelled(quad.subject), predicate: relabelled(quad.predicate),
            object: relabelled(quad.object), graph: quad.graph.map(relabelled))
    }
}
