/// Object identifiers of certificates and signatures, as the contents of their encoding.
enum X509Identifier {
    // RFC 5280 §4.2.1.
    static let subjectKeyIdentifier = DER.identifierContents([2, 5, 29, 14])
    static let keyUsage = DER.identifierContents([2, 5, 29, 15])
    static let basicConstraints = DER.identifierContents([2, 5, 29, 19])
    static let authorityKeyIdentifier = DER.identifierContents([2, 5, 29, 35])
    static let extendedKeyUsage = DER.identifierContents([2, 5, 29, 37])

    // Of names (RFC 5280 §4.1.2.4 and appendix A.1).
    static let commonName = DER.identifierContents([2, 5, 4, 3])
    static let organizationName = DER.identifierContents([2, 5, 4, 10])

    // Purposes.
    /// Signing documents (RFC 9336).
    static let documentSigning = DER.identifierContents([1, 3, 6, 1, 5, 5, 7, 3, 36])
    /// Signing mail (RFC 5280 §4.2.1.12), which PDF readers before RFC 9336 ask for.
    static let emailProtection = DER.identifierContents([1, 3, 6, 1, 5, 5, 7, 3, 4])
    static let anyPurpose = DER.identifierContents([2, 5, 29, 37, 0])
    /// Adobe's and Microsoft's own for documents.
    static let adobeDocuments = DER.identifierContents([1, 2, 840, 113_583, 1, 1, 5])
    static let microsoftDocuments = DER.identifierContents([1, 3, 6, 1, 4, 1, 311, 10, 3, 12])

    // CMS (RFC 5652) and its attributes (RFC 5035 for the signing certificate).
    static let data = DER.identifier([1, 2, 840, 113_549, 1, 7, 1])
    static let signedData = DER.identifier([1, 2, 840, 113_549, 1, 7, 2])
    static let contentType = DER.identifier([1, 2, 840, 113_549, 1, 9, 3])
    static let messageDigest = DER.identifier([1, 2, 840, 113_549, 1, 9, 4])
    static let signingCertificate = DER.identifier([1, 2, 840, 113_549, 1, 9, 16, 2, 47])

    // Hashes (RFC 5754 §2).
    static let sha256 = DER.identifier([2, 16, 840, 1, 101, 3, 4, 2, 1])
    static let sha384 = DER.identifier([2, 16, 840, 1, 101, 3, 4, 2, 2])
}

extension KeyAlgorithm {
    /// The AlgorithmIdentifier of this algorithm's signatures (RFC 5754 §3.2, RFC 5758 §3.2); nil
    /// for kinds of key that PDF readers do not take.
    var signatureIdentifier: [UInt8]? {
        switch self {
        case .rsa:
            DER.sequence(
                DER.identifier([1, 2, 840, 113_549, 1, 1, 11]), DER.element(DER.null, []))
        case .p256: DER.sequence(DER.identifier([1, 2, 840, 10045, 4, 3, 2]))
        case .p384: DER.sequence(DER.identifier([1, 2, 840, 10045, 4, 3, 3]))
        case .ed25519, .p521, .secp256k1: nil
        }
    }
}

extension PrivateKey {
    /// The signature in the form that certificates and CMS hold: ECDSA's in DER.
    ///
    /// - Throws: ``X509Error`` where the key signs no documents or OpenSSL fails.
    func encodedSignature(_ message: [UInt8]) throws(X509Error) -> [UInt8] {
        do throws(CryptoError) {
            let signature = try sign(message)
            guard algorithm != .rsa else { return signature }
            if let length = algorithm.coordinateLength,
                let encoded = ECDSASignature.der(raw: signature, coordinateLength: length)
            {
                return encoded
            }
        } catch {
            throw X509Error(.unsupportedKey, error.reason)
        }
        throw X509Error(.unsupportedKey, "a key of \(algorithm.rawValue) signs no documents")
    }
}
