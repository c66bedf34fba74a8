import Credentials
import Samples
import CertAuthority
import Documents
import Office
import Verification

/// No signature of a PDF counts under our keys but over what they signed, and none still counts
/// where a byte was added.
///
/// An input is a CMS structure, held against bytes that were signed; or a PDF, which holds its own.
struct SignatureTarget: FuzzTarget {
    static let name = "cms"

    /// What was signed: itself a PDF, so that mutations of both meet.
    private let content = Array("%PDF-1.7\nsigned\n".utf8)
    private let keys: [PublicKey]
    private let structures: [[UInt8]]
    private let document: [UInt8]

    init() throws {
        let (from, until) = (
            SampleIssuer.instant, Timestamp(seconds: SampleIssuer.instant.seconds + 86400)
        )
        let issuer = try SampleIssuer()
        // Of these kinds the keys are the same in every run, as inputs that are kept need.
        let signers = try issuer.keys.filter { [.p256, .p384].contains($0.algorithm) }
            .map { key in
                let root = try X509Certificate.root(
                    of: "Academy", key: key, serial: Array(1...16), from: from, until: until)
                let leaf = try root.issue(
                    to: "Academy", publicKey: key.publicKey, key: key, serial: Array(2...17),
                    from: from, until: until)
                return (key: key, chain: try X509Chain([leaf, root]))
            }
        keys = signers.map(\.key.publicKey)
        structures = try signers.map { [content] signer in
            try CMSSignature.detached(
                digest: CMSSignature.digest(content, for: signer.key.algorithm), key: signer.key,
                chain: signer.chain)
        }
        let plain = try PDFAssembly.assemble(
            plain: PDFTarget.page, credential: PDFCredential(bytes: Array("{}".utf8), form: .json),
            metadata: PDFTarget.metadata, alternativeTexts: ["text"])
        guard let signer = signers.last else { throw BrokenPromise("no key signs PDFs") }
        document = try PDFSigner(key: signer.key, chain: signer.chain).sign(
            plain, name: "Academy", reason: nil, at: from)
    }

    func seeds() throws -> [[UInt8]] {
        structures + structures.map { $0 + [0, 0, 0] } + [document]
    }

    let dictionary = [
        "/ByteRange [", "/ByteRange[0 ", "/Contents <", ">", "%%EOF\n", "9223372036854775807", "-1",
        "\u{30}\u{80}", "0\u{3}\u{2}\u{1}\u{1}", "1\u{0}", "\u{4}\u{0}", "\u{5}\u{0}",
    ]

    func check(_ bytes: [UInt8]) throws {
        if bytes.starts(with: "%PDF".utf8) { return try checkDocument(bytes) }
        if case .intact(let signer) = CMSVerification.outcome(bytes, over: content) {
            try promise(
                signer.publicKey.map(keys.contains) == true, "it is by none of our keys")
        }
        if case .intact = CMSVerification.outcome(bytes, over: content + [0x0A]) {
            throw BrokenPromise("it is over bytes that nobody signed")
        }
    }

    private func checkDocument(_ bytes: [UInt8]) throws {
        let found = PDFSignatures(bytes)
        try promise(PDFSignatures(bytes) == found, "it is another the second time")
        guard case .intact(let signer) = found else { return }
        try promise(signer.publicKey.map(keys.contains) == true, "it is by none of our keys")
        if case .intact = PDFSignatures(bytes + Array("1 0 obj".utf8)) {
            throw BrokenPromise("what is added behind the signature goes unnoticed")
        }
        var changed = bytes
        changed[8] ^= 1
        if case .intact = PDFSignatures(changed) {
            throw BrokenPromise("a change of what was signed goes unnoticed")
        }
    }
}
