/// A certificate with those above it, each issued by the next.
public struct X509Chain: Sendable, Equatable {
    /// The signer's own first; at least one.
    public let certificates: [X509Certificate]

    /// The signer's own.
    public var signer: X509Certificate { certificates[0] }

    /// More than this is no chain that a public authority issues.
    private static let longest = 8

    /// Puts a chain together.
    ///
    /// - Throws: ``X509Error``: `malformed` where there is none or there are more than eight,
    ///   `brokenChain` where one was not issued by the next.
    public init(_ certificates: [X509Certificate]) throws(X509Error) {
        guard (1...Self.longest).contains(certificates.count) else {
            throw X509Error(
                .malformed,
                "a chain has 1 to \(Self.longest) certificates, this one \(certificates.count)")
        }
        for (certificate, authority) in zip(certificates, certificates.dropFirst()) {
            guard certificate.issuer == authority.subject, authority.isAuthority,
                (authority.keyUsage ?? 0xFF) & 0x04 != 0,
                X509Signature.isValid(of: certificate.der, by: authority.der)
            else {
                throw X509Error(
                    .brokenChain,
                    "\(certificate.subjectText) was issued by \(certificate.issuerText), not by "
                        + "\(authority.subjectText), which follows; put the signer's certificate "
                        + "first and each issuer after what it issued")
            }
        }
        self.certificates = certificates
    }

    /// Reads a file of PEM blocks `CERTIFICATE`, the signer's first; text may stand between them.
    ///
    /// - Throws: ``X509Error`` as above.
    public init(pem text: String) throws(X509Error) {
        var certificates: [X509Certificate] = []
        var rest = text[...]
        let opening = "-----BEGIN CERTIFICATE-----"
        let closing = "-----END CERTIFICATE-----"
        while let start = rest.firstRange(of: opening), certificates.count <= Self.longest {
            guard let end = rest[start.upperBound...].firstRange(of: closing) else {
                throw X509Error(.malformed, "the file is cut short: a certificate has no END line")
            }
            do throws(CryptoError) {
                let block = try PEM(String(rest[start.lowerBound..<end.upperBound]))
                certificates.append(try Self.certificate(block))
            } catch {
                throw X509Error(.malformed, "a certificate of the file cannot be read: \(error)")
            }
            rest = rest[end.upperBound...]
        }
        guard !certificates.isEmpty else {
            throw X509Error(.malformed, "the file holds no PEM block CERTIFICATE")
        }
        try self.init(certificates)
    }

    private static func certificate(_ block: PEM) throws(CryptoError) -> X509Certificate {
        do throws(X509Error) {
            return try X509Certificate(der: block.bytes)
        } catch {
            throw CryptoError(.malformedKey, error.description)
        }
    }

    /// The chain as PEM blocks, the signer's first.
    public var pem: String { certificates.map(\.pem).joined() }

    /// Sees that documents can be signed with the key under this chain at that time.
    ///
    /// - Throws: ``X509Error``: `keyMismatch`, `unsupportedKey`, `wrongPurpose` or `outOfTime`, of
    ///   the certificate that it names.
    public func check(key: PublicKey, at instant: Timestamp) throws(X509Error) {
        guard let certified = signer.publicKey, certified == key else {
            throw X509Error(
                .keyMismatch, "the certificate of \(signer.subjectText) is for another key")
        }
        guard key.algorithm.signatureIdentifier != nil else {
            throw X509Error(.unsupportedKey, "PDF readers do not take Ed25519 keys")
        }
        let accepted = [
            X509Identifier.documentSigning, X509Identifier.emailProtection,
            X509Identifier.anyPurpose, X509Identifier.adobeDocuments,
            X509Identifier.microsoftDocuments,
        ]
        guard !signer.isAuthority, (signer.keyUsage ?? 0xFF) & 0xC0 != 0,
            signer.purposes?.contains(where: accepted.contains) ?? true
        else {
            throw X509Error(
                .wrongPurpose,
                "the certificate of \(signer.subjectText) is not for signing documents")
        }
        for certificate in certificates {
            guard certificate.notBefore <= instant, instant <= certificate.notAfter else {
                throw X509Error(
                    .outOfTime,
                    "the certificate of \(certificate.subjectText) is valid from "
                        + "\(certificate.notBefore) to \(certificate.notAfter), and now it is "
                        + "\(instant.wholeSecond); get a new one")
            }
        }
    }
}
