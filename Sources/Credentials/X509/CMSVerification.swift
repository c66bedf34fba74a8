/// Reads detached signatures (RFC 5652 §5) of one signer, as PDFs hold them.
public struct CMSVerification: Sendable {
    /// What came of a signature.
    public enum Outcome: Sendable, Equatable {
        /// It is over exactly these bytes, by the key of that certificate; whose that is, is for the
        /// caller to know.
        case intact(signer: X509Certificate)
        /// It is over other bytes, or was not made with the key of its certificate.
        case broken
        /// It is of a form that is not read here; in words that complete "the signature …".
        case unreadable(String)
    }

    /// Verifies a signature.
    ///
    /// - Parameters:
    ///   - der: ContentInfo; zeros may follow it, as PDFs fill their room.
    ///   - content: The signed bytes.
    public static func outcome(_ der: [UInt8], over content: [UInt8]) -> Outcome {
        guard let parts = Parts(der) else {
            return .unreadable("is not in the form that is read here (CMS with signed attributes)")
        }
        guard let digest = digest(parts.digestAlgorithm, content) else {
            return .unreadable("uses a hash that is not known here")
        }
        guard digest == parts.messageDigest else { return .broken }
        guard let signer = parts.signer, let key = signer.publicKey else {
            return .unreadable("is by a key or certificate that is not read here")
        }
        // Signed as the SET that it is, stored under an implicit tag (RFC 5652 §5.4).
        let signed = DER.element(DER.set, parts.attributes)
        guard parts.digestAlgorithm == hash(of: key.algorithm) else {
            return .unreadable("pairs a hash with a key in a way that is not read here")
        }
        var signature = parts.signature
        if let length = key.algorithm.coordinateLength {
            guard let raw = ECDSASignature.raw(der: signature, coordinateLength: length) else {
                return .broken
            }
            signature = raw
        }
        return key.isValid(signature: signature, for: signed) ? .intact(signer: signer) : .broken
    }

    /// The contents of the hash's identifier that a key signs with.
    private static func hash(of algorithm: KeyAlgorithm) -> [UInt8]? {
        switch algorithm {
        case .rsa, .p256: sha256
        case .p384: sha384
        default: nil
        }
    }

    private static func digest(_ algorithm: [UInt8], _ content: [UInt8]) -> [UInt8]? {
        switch algorithm {
        case sha256: Digest.sha256(content)
        case sha384: Digest.sha384(content)
        case sha512: Digest.sha512(content)
        default: nil
        }
    }

    private static let sha256 = DER.identifierContents([2, 16, 840, 1, 101, 3, 4, 2, 1])
    private static let sha384 = DER.identifierContents([2, 16, 840, 1, 101, 3, 4, 2, 2])
    private static let sha512 = DER.identifierContents([2, 16, 840, 1, 101, 3, 4, 2, 3])

    /// The parts of SignedData with one SignerInfo.
    private struct Parts {
        let digestAlgorithm: [UInt8]
        let messageDigest: [UInt8]
        /// The contents of the SET of signed attributes.
        let attributes: [UInt8]
        let signature: [UInt8]
        let signer: X509Certificate?

        init?(_ der: [UInt8]) {
            var outer = DERReader(der)
            guard var info = outer.sequence(),
                info.whole().map(Array.init) == X509Identifier.signedData,
                let explicit = info.element(DER.context(0, constructed: true))
            else { return nil }
            var wrapper = DERReader(explicit)
            guard var data = wrapper.sequence(), data.element(DER.integer) != nil,
                data.element(DER.set) != nil, var encapsulated = data.sequence(),
                encapsulated.whole().map(Array.init) == X509Identifier.data, encapsulated.isAtEnd
            else { return nil }
            var certificates: [X509Certificate] = []
            if data.nextTag == DER.context(0, constructed: true) {
                guard let list = data.element(DER.context(0, constructed: true)) else { return nil }
                var reader = DERReader(list)
                while !reader.isAtEnd, certificates.count < 16 {
                    guard let one = reader.whole() else { return nil }
                    if let certificate = try? X509Certificate(der: Array(one)) {
                        certificates.append(certificate)
                    }
                }
            }
            if data.nextTag == DER.context(1, constructed: true) { _ = data.whole() }
            guard let signers = data.element(DER.set) else { return nil }
            var list = DERReader(signers)
            guard var signer = list.sequence(), list.isAtEnd, signer.element(DER.integer) != nil,
                var identifier = signer.sequence(), let issuer = identifier.whole(),
                let serial = identifier.element(DER.integer), var hash = signer.sequence(),
                let algorithm = hash.element(DER.objectIdentifier),
                let attributes = signer.element(DER.context(0, constructed: true)),
                signer.element(DER.sequence) != nil,
                let signature = signer.element(DER.octetString),
                let digest = Self.messageDigest(attributes)
            else { return nil }
            digestAlgorithm = Array(algorithm)
            messageDigest = digest
            self.attributes = Array(attributes)
            self.signature = Array(signature)
            self.signer = certificates.first {
                $0.issuer.elementsEqual(issuer) && $0.serialNumber.elementsEqual(serial)
            }
        }

        private static func messageDigest(_ attributes: ArraySlice<UInt8>) -> [UInt8]? {
            var reader = DERReader(attributes)
            while !reader.isAtEnd {
                guard var attribute = reader.sequence(), let type = attribute.whole(),
                    let values = attribute.element(DER.set)
                else { return nil }
                guard type.elementsEqual(X509Identifier.messageDigest) else { continue }
                var value = DERReader(values)
                return value.element(DER.octetString).map(Array.init)
            }
            return nil
        }
    }
}
