import Credentials
import LinkedData

/// What was signed, in the forms in which it was signed.
struct Originals {
    /// A document without its proof and the options of that proof.
    private struct Form: Hashable {
        let document: [UInt8]
        let options: [UInt8]
    }

    private let processor = JSONLDProcessor(loader: KnownContextLoader())
    private let digest = RDFCanonicalization.Digest(name: "SHA-256", hash: Digest.sha256)
    private var forms: Set<Form> = []
    private var tokens: Set<[UInt8]> = []

    init(_ signed: [[UInt8]]) throws {
        for bytes in signed {
            if let token = try? JSONWebSignature.parse(bytes) {
                tokens.insert(token.signingInput)
            } else {
                forms.formUnion(try forms(of: bytes))
            }
        }
    }

    /// True when the document, read as any of the suites reads it, is one that was signed.
    func include(_ bytes: [UInt8]) throws -> Bool {
        let content = bytes.filter { ![0x0A, 0x0D, 0x20].contains($0) }
        if let token = try? JSONWebSignature.parse(content) {
            return tokens.contains(token.signingInput)
        }
        let json = try JSON.parse(bytes)
        if EnvelopedCredential.isEnveloped(json),
            let token = try? JSONWebSignature.parse(EnvelopedCredential.unwrap(json))
        {
            return tokens.contains(token.signingInput)
        }
        return !forms.isDisjoint(with: try forms(of: bytes))
    }

    private func forms(of bytes: [UInt8]) throws -> [Form] {
        guard let document = try JSON.parse(bytes).objectValue else { return [] }
        let unsecured = document.removing("proof")
        return (document["proof"]?.oneOrMore ?? []).flatMap { proof -> [Form] in
            guard let options = proof.objectValue?.removing("proofValue") else { return [] }
            return [statements(unsecured, options), json(unsecured, options)].compactMap { $0 }
        }
    }

    /// As the RDFC suites sign it.
    private func statements(_ document: JSONObject, _ options: JSONObject) -> Form? {
        var options = options
        options["@context"] = document["@context"]
        guard let document = canonical(document), let options = canonical(options) else {
            return nil
        }
        return Form(document: document, options: options)
    }

    private func canonical(_ document: JSONObject) -> [UInt8]? {
        guard let quads = try? processor.quads(.object(document), options: .signing) else {
            return nil
        }
        return try? RDFCanonicalization.canonicalize(quads, digest: digest).nquads
    }

    /// As the JCS suites sign it: with the contexts of the proof, which the document's begin with.
    private func json(_ document: JSONObject, _ options: JSONObject) -> Form? {
        var document = document
        if let signed = options["@context"] {
            guard document["@context"]?.oneOrMore.starts(with: signed.oneOrMore) == true else {
                return nil
            }
            document["@context"] = signed
        }
        return Form(
            document: JSON.object(document).canonicalBytes(),
            options: JSON.object(options).canonicalBytes())
    }
}
