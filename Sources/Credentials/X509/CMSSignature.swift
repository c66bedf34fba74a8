/// Detached signatures in the Cryptographic Message Syntax (RFC 5652) as CAdES asks for them
/// (ETSI EN 319 122-1 §5.2 and §6, level B-B).
///
/// OpenSSL signs; the structure around is written here, because OpenSSL 3.0 adds the attribute
/// signing-time to whatever it signs, which a PAdES signature must not have (ETSI EN 319 142-1
/// §6.3): there, the PDF's own `/M` says when.
public enum CMSSignature {
    /// A signature of bytes that are not in it, with the chain.
    ///
    /// RSA gives the same bytes for the same arguments, ECDSA does not.
    ///
    /// - Parameters:
    ///   - digest: The hash of the signed bytes by ``digest(_:for:)``.
    ///   - chain: Whose first certificate is the key's.
    /// - Returns: ContentInfo in DER.
    /// - Throws: ``X509Error``.
    public static func detached(
        digest: [UInt8], key: PrivateKey, chain: X509Chain
    ) throws(X509Error) -> [UInt8] {
        guard let signatureAlgorithm = key.algorithm.signatureIdentifier else {
            throw X509Error(
                .unsupportedKey,
                "PDF readers do not take keys of the kind \(key.algorithm.rawValue)")
        }
        guard chain.signer.publicKey == key.publicKey else {
            throw X509Error(
                .keyMismatch, "the certificate of \(chain.signer.subjectText) is for another key")
        }
        let digestAlgorithm = DER.sequence(
            key.algorithm == .p384 ? X509Identifier.sha384 : X509Identifier.sha256)
        let attributes = [
            attribute(X509Identifier.contentType, X509Identifier.data),
            attribute(X509Identifier.messageDigest, DER.element(DER.octetString, digest)),
            attribute(X509Identifier.signingCertificate, signingCertificate(chain.signer)),
        ]
        // Signed as the SET that it is, stored under an implicit tag (RFC 5652 §5.4).
        let signature = try key.encodedSignature(DER.set(attributes))
        let signer = DER.sequence(
            DER.unsigned([1]),
            DER.sequence(
                chain.signer.issuer, DER.element(DER.integer, chain.signer.serialNumber)),
            digestAlgorithm, DER.set(attributes, tag: DER.context(0, constructed: true)),
            signatureAlgorithm, DER.element(DER.octetString, signature))
        let signedData = DER.sequence(
            DER.unsigned([1]), DER.set([digestAlgorithm]), DER.sequence(X509Identifier.data),
            DER.set(chain.certificates.map(\.der), tag: DER.context(0, constructed: true)),
            DER.set([signer]))
        return DER.sequence(
            X509Identifier.signedData,
            DER.element(DER.context(0, constructed: true), signedData))
    }

    /// The hash that a key of that kind signs: SHA-384 for P-384, else SHA-256.
    public static func digest(_ bytes: [UInt8], for algorithm: KeyAlgorithm) -> [UInt8] {
        algorithm == .p384 ? Digest.sha384(bytes) : Digest.sha256(bytes)
    }

    private static func attribute(_ identifier: [UInt8], _ value: [UInt8]) -> [UInt8] {
        DER.sequence(identifier, DER.set([value]))
    }

    /// signing-certificate-v2 (RFC 5035 §3): the certificate's SHA-256, whose algorithm is the
    /// default and so left out.
    private static func signingCertificate(_ certificate: X509Certificate) -> [UInt8] {
        DER.sequence(
            DER.sequence(
                DER.sequence(DER.element(DER.octetString, Digest.sha256(certificate.der)))))
    }
}
