import Credentials
import LinkedData
import Samples

extension Operations {
    /// What the parts of signing and verifying with eddsa-rdfc-2022 cost, each alone.
    func stages() throws -> [Operation] {
        let processor = JSONLDProcessor(loader: KnownContextLoader())
        let digest = RDFCanonicalization.Digest(name: "SHA-256", hash: Digest.sha256)
        let documents = badges.map(\.document)
        let bytes = documents.map { JSON.object($0).compactBytes() }
        let statements = try documents.map { try processor.quads(.object($0), options: .signing) }
        let canonical = try statements.map {
            try RDFCanonicalization.canonicalize($0, digest: digest).nquads
        }
        let raw = try raw(.ed25519)
        let count = Self.count
        return [
            Operation("build the document") { _ = badges[$0 % count].document },
            Operation("parse JSON") { _ = try JSON.parse(bytes[$0 % count]) },
            Operation("expand, to statements") {
                _ = try processor.quads(.object(documents[$0 % count]), options: .signing)
            },
            Operation("canonicalise statements") {
                _ = try RDFCanonicalization.canonicalize(statements[$0 % count], digest: digest)
            },
            Operation("canonicalise JSON") {
                _ = JSON.object(documents[$0 % count]).canonicalBytes()
            },
            Operation("hash") { _ = Digest.sha256(canonical[$0 % count]) },
            Operation("write JSON") { _ = JSON.object(documents[$0 % count]).compactBytes() },
            Operation("Ed25519 sign", raw.sign.body),
            Operation("Ed25519 verify", raw.verify.body),
        ]
    }
}
