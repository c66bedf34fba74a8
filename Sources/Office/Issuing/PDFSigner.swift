public import Credentials
import Documents

/// Signs PDFs as PAdES B-B (ETSI EN 319 142-1 §6): a detached CMS signature over the whole file but
/// itself, so that PDF readers show who signed and that nothing changed since.
///
/// With an RSA key the same document gives the same bytes; ECDSA signatures are random.
public struct PDFSigner: Sendable {
    private let key: PrivateKey
    private let chain: X509Chain

    /// A signer.
    ///
    /// - Parameters:
    ///   - key: Of the kinds RSA, P-256 or P-384.
    ///   - chain: Its certificate, and those above it.
    public init(key: PrivateKey, chain: X509Chain) {
        self.key = key
        self.chain = chain
    }

    /// The PDF with a signature, added as an incremental update: the bytes before stay as they are.
    ///
    /// - Parameters:
    ///   - pdf: As ``PDFAssembly`` makes it.
    ///   - name: Who signs, as readers show it.
    ///   - reason: Why, as readers show it; nil for none.
    ///   - instant: When, which the certificates have to be valid at.
    /// - Throws: ``X509Error`` where the key or a certificate cannot be used at that time;
    ///   ``PDFError`` where the PDF cannot be read, is signed already or has a form
    ///   (`unsupported`).
    public func sign(
        _ pdf: [UInt8], name: String, reason: String?, at instant: Timestamp
    ) throws -> [UInt8] {
        try chain.check(key: key.publicKey, at: instant)
        var update = try PDFSignatureUpdate(pdf)
        // The chain, the attributes and the signature; what is left over is filled with zeros.
        let room = chain.certificates.reduce(2048) { $0 + $1.der.count }
        let (file, contents) = try update.prepared(
            dictionary: signature(name, reason, instant), room: room)
        var writer = file
        let digest = CMSSignature.digest(
            Array(writer.bytes[..<contents.lowerBound] + writer.bytes[contents.upperBound...]),
            for: key.algorithm)
        let signature = try CMSSignature.detached(digest: digest, key: key, chain: chain)
        guard signature.count <= room else {
            throw PDFError(.tooLarge, "the signature does not fit into the PDF")
        }
        writer.replace(
            at: contents.lowerBound + 1, with: PDFWriter.hexadecimal(signature))
        return writer.bytes
    }

    private func signature(_ name: String, _ reason: String?, _ instant: Timestamp) -> PDFDictionary
    {
        var dictionary: PDFDictionary = [
            "Type": .name("Sig"), "Filter": .name("Adobe.PPKLite"),
            "SubFilter": .name("ETSI.CAdES.detached"), "Name": PDFText.string(name),
            "M": PDFText.date(instant),
        ]
        dictionary["Reason"] = reason.map(PDFText.string)
        return dictionary
    }
}
