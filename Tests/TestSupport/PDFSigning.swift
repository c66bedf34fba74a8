import Credentials
import Office

/// Who signs PDFs in tests, with a key of its own each time.
enum PDFSigning {
    static let instant = Timestamp(seconds: 1_780_272_000)

    /// A key with its chain.
    static func signer(_ algorithm: KeyAlgorithm) throws -> PDFSigner {
        try signerWithChain(algorithm).signer
    }

    /// The same, and the chain.
    static func signerWithChain(
        _ algorithm: KeyAlgorithm = .p256
    ) throws -> (signer: PDFSigner, chain: X509Chain) {
        let (rootKey, key) = (
            try PrivateKey.generate(algorithm), try PrivateKey.generate(algorithm)
        )
        let until = instant.adding(seconds: 86_400)
        let root = try X509Certificate.root(
            of: "Test Coalition", key: rootKey, serial: [1], from: instant, until: until)
        let leaf = try root.issue(
            to: "Ministry of Learning", publicKey: key.publicKey, key: rootKey, serial: [2],
            from: instant, until: until)
        let chain = try X509Chain([leaf, root])
        return (PDFSigner(key: key, chain: chain), chain)
    }

    static func signed(_ algorithm: KeyAlgorithm = .p256) throws -> [UInt8] {
        try signer(algorithm).sign(
            try PDFSamples.assembled(), name: "Ministry of Learning", reason: nil, at: instant)
    }
}
