extension X509Certificate {
    /// The self-signed certificate of a coalition's root key, which certifies document keys and
    /// nothing else (path length 0).
    ///
    /// - Parameters:
    ///   - name: The coalition's.
    ///   - serial: 16 random bytes.
    /// - Throws: ``X509Error`` (`unsupportedKey`) for an Ed25519 key.
    public static func root(
        of name: String, key: PrivateKey, serial: [UInt8], from: Timestamp, until: Timestamp
    ) throws(X509Error) -> X509Certificate {
        let subject = X509Name.der(organization: name, commonName: "\(name) Document Root")
        let identifier = keyIdentifier(key.publicKey)
        return try issue(
            subject: subject, issuer: subject, publicKey: key.publicKey, key: key, serial: serial,
            from: from, until: until,
            extensions: [
                // cA true, pathLenConstraint 0
                ext(
                    X509Identifier.basicConstraints, critical: true,
                    DER.sequence([DER.boolean, 1, 0xFF], DER.unsigned([]))),
                // keyCertSign and cRLSign
                ext(
                    X509Identifier.keyUsage, critical: true,
                    DER.element(DER.bitString, [1, 0x06])),
                ext(
                    X509Identifier.subjectKeyIdentifier, critical: false,
                    DER.element(DER.octetString, identifier)),
            ])
    }

    /// The certificate of an organisation's document key, issued under this one.
    ///
    /// - Parameters:
    ///   - key: This certificate's own key.
    ///   - serial: 16 random bytes.
    /// - Throws: ``X509Error``: `keyMismatch` where the key is another, `wrongPurpose` where this
    ///   one may not certify, `outOfTime` where the validity goes beyond this one's.
    public func issue(
        to organisation: String, publicKey: PublicKey, key: PrivateKey, serial: [UInt8],
        from: Timestamp, until: Timestamp
    ) throws(X509Error) -> X509Certificate {
        guard self.publicKey == key.publicKey else {
            throw X509Error(.keyMismatch, "the key is not that of \(subjectText)")
        }
        guard isAuthority, (keyUsage ?? 0xFF) & 0x04 != 0 else {
            throw X509Error(.wrongPurpose, "\(subjectText) may not certify other keys")
        }
        guard notBefore <= from, from <= until, until <= notAfter else {
            throw X509Error(
                .outOfTime,
                "\(subjectText) is valid from \(notBefore.dateText) to \(notAfter.dateText), and "
                    + "what it certifies cannot be valid from \(from.dateText) to "
                    + "\(until.dateText); make a new root with certctl keys root")
        }
        var extensions = [
            // digitalSignature and nonRepudiation
            Self.ext(
                X509Identifier.keyUsage, critical: true, DER.element(DER.bitString, [6, 0xC0])),
            Self.ext(
                X509Identifier.extendedKeyUsage, critical: false,
                DER.sequence(
                    DER.element(DER.objectIdentifier, X509Identifier.documentSigning),
                    DER.element(DER.objectIdentifier, X509Identifier.emailProtection))),
            Self.ext(
                X509Identifier.subjectKeyIdentifier, critical: false,
                DER.element(DER.octetString, Self.keyIdentifier(publicKey))),
        ]
        if let authority = subjectKeyIdentifier {
            extensions.append(
                Self.ext(
                    X509Identifier.authorityKeyIdentifier, critical: false,
                    DER.sequence(
                        DER.element(DER.context(0, constructed: false), authority))))
        }
        return try Self.issue(
            subject: X509Name.der(organization: organisation, commonName: organisation),
            issuer: subject, publicKey: publicKey, key: key, serial: serial, from: from,
            until: until, extensions: extensions)
    }

    /// The leftmost 160 bits of the SHA-256 of the key (RFC 7093 §2, method 1).
    private static func keyIdentifier(_ key: PublicKey) -> [UInt8] {
        Array(Digest.sha256(key.material).prefix(20))
    }

    private static func ext(
        _ identifier: [UInt8], critical: Bool, _ value: [UInt8]
    ) -> [UInt8] {
        DER.sequence(
            DER.element(DER.objectIdentifier, identifier),
            critical ? [DER.boolean, 1, 0xFF] : [], DER.element(DER.octetString, value))
    }

    private static func issue(
        subject: [UInt8], issuer: [UInt8], publicKey: PublicKey, key: PrivateKey, serial: [UInt8],
        from: Timestamp, until: Timestamp, extensions: [[UInt8]]
    ) throws(X509Error) -> X509Certificate {
        guard let algorithm = key.algorithm.signatureIdentifier, publicKey.algorithm != .ed25519
        else {
            throw X509Error(
                .unsupportedKey,
                "PDF readers do not take Ed25519 keys; use an RSA, P-256 or P-384 key")
        }
        let body = DER.sequence(
            DER.element(DER.context(0, constructed: true), DER.unsigned([2])),
            DER.unsigned(serial), algorithm, issuer, DER.sequence(time(from), time(until)), subject,
            publicKey.spki,
            DER.element(
                DER.context(3, constructed: true),
                DER.element(DER.sequence, Array(extensions.joined()))))
        let signature = try key.encodedSignature(body)
        return try X509Certificate(
            der: DER.sequence(body, algorithm, DER.element(DER.bitString, [0] + signature)))
    }

    /// UTCTime up to 2049, GeneralizedTime from then on (RFC 5280 §4.1.2.5).
    private static func time(_ instant: Timestamp) -> [UInt8] {
        let text = instant.wholeSecond.description
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }
        let isShort = (Int(text.prefix(4)) ?? 0) < 2050
        return DER.element(
            isShort ? DER.utcTime : DER.generalizedTime,
            Array(isShort ? digits.dropFirst(2) : digits[...]) + [UInt8(ascii: "Z")])
    }
}
