/// A certificate of a public key (RFC 5280), as received or issued, byte for byte.
public struct X509Certificate: Sendable, Equatable {
    /// The certificate in DER.
    public let der: [UInt8]
    /// From when it is valid.
    public let notBefore: Timestamp
    /// Until when it is valid, that second included.
    public let notAfter: Timestamp
    /// The key that is certified; nil where it is of a kind that this project does not verify with.
    public let publicKey: PublicKey?
    /// Whether it may certify others (basicConstraints).
    public let isAuthority: Bool

    /// The contents of the serial number.
    let serialNumber: [UInt8]
    /// The issuer's Name in DER.
    let issuer: [UInt8]
    /// The subject's Name in DER.
    let subject: [UInt8]
    /// The subject's key identifier, where it has one.
    let subjectKeyIdentifier: [UInt8]?
    /// The bits of keyUsage, first bit highest; nil where it is not restricted.
    let keyUsage: UInt8?
    /// The contents of the identifiers of extKeyUsage; nil where it is not restricted.
    let purposes: [[UInt8]]?

    /// Reads a certificate in DER.
    ///
    /// - Throws: ``X509Error`` (`malformed`).
    public init(der: [UInt8]) throws(X509Error) {
        guard let parsed = ParsedX509Certificate(der) else {
            throw X509Error(.malformed, "the bytes are not an X.509 certificate in DER")
        }
        self.der = der
        notBefore = parsed.notBefore
        notAfter = parsed.notAfter
        publicKey = try? PublicKey(spki: parsed.publicKeyInfo)
        serialNumber = parsed.serialNumber
        issuer = parsed.issuer
        subject = parsed.subject
        isAuthority = parsed.isAuthority
        subjectKeyIdentifier = parsed.subjectKeyIdentifier
        keyUsage = parsed.keyUsage
        purposes = parsed.purposes
    }

    /// The certificate as a PEM block `CERTIFICATE`.
    public var pem: String { PEM(label: "CERTIFICATE", bytes: der).text }

    /// SHA-256 of the certificate, 64 lower-case hexadecimal digits, by which people compare it.
    public var fingerprint: String { Digest.hexadecimal(Digest.sha256(der)) }

    /// The serial number in lower-case hexadecimal.
    public var serialText: String { Digest.hexadecimal(serialNumber) }

    /// The subject for people: its common name, else its organisation.
    public var subjectText: String { X509Name.text(subject) }

    /// Whom it was issued by, for people.
    public var issuerText: String { X509Name.text(issuer) }

    /// Equal when the bytes are.
    public static func == (left: X509Certificate, right: X509Certificate) -> Bool {
        left.der == right.der
    }
}

/// The parts of a certificate (RFC 5280 §4.1).
struct ParsedX509Certificate {
    var serialNumber: [UInt8] = []
    var issuer: [UInt8] = []
    var subject: [UInt8] = []
    var notBefore = Timestamp(seconds: 0)
    var notAfter = Timestamp(seconds: 0)
    var publicKeyInfo: [UInt8] = []
    var isAuthority = false
    var subjectKeyIdentifier: [UInt8]?
    var keyUsage: UInt8?
    var purposes: [[UInt8]]?

    init?(_ der: [UInt8]) {
        var outer = DERReader(der)
        guard var certificate = outer.sequence(), outer.isAtEnd,
            var body = certificate.sequence(), certificate.element(DER.sequence) != nil,
            certificate.element(DER.bitString) != nil, certificate.isAtEnd
        else { return nil }
        // Without extensions nothing of it could be told, so version 3 alone.
        guard let version = body.element(DER.context(0, constructed: true)),
            version.elementsEqual([DER.integer, 1, 2]),
            let serial = body.element(DER.integer), (1...21).contains(serial.count),
            body.element(DER.sequence) != nil, let issuer = body.whole(),
            issuer.first == DER.sequence, var validity = body.sequence(),
            let notBefore = Self.time(&validity), let notAfter = Self.time(&validity),
            validity.isAtEnd, let subject = body.whole(), subject.first == DER.sequence,
            let key = body.whole(), key.first == DER.sequence
        else { return nil }
        serialNumber = Array(serial)
        self.issuer = Array(issuer)
        self.subject = Array(subject)
        self.notBefore = notBefore
        self.notAfter = notAfter
        publicKeyInfo = Array(key)
        // Unique identifiers, which nobody uses.
        for tag in [DER.context(1, constructed: false), DER.context(2, constructed: false)]
        where body.nextTag == tag { _ = body.whole() }
        guard !body.isAtEnd else { return }
        guard let wrapped = body.element(DER.context(3, constructed: true)), body.isAtEnd else {
            return nil
        }
        var list = DERReader(wrapped)
        guard var extensions = list.sequence(), list.isAtEnd else { return nil }
        while !extensions.isAtEnd {
            guard var one = extensions.sequence(),
                let identifier = one.element(DER.objectIdentifier)
            else { return nil }
            if one.nextTag == DER.boolean { _ = one.whole() }
            guard let value = one.element(DER.octetString), one.isAtEnd,
                take(Array(identifier), value)
            else { return nil }
        }
    }

    private mutating func take(_ identifier: [UInt8], _ value: ArraySlice<UInt8>) -> Bool {
        var reader = DERReader(value)
        switch identifier {
        case X509Identifier.subjectKeyIdentifier:
            guard let key = reader.element(DER.octetString) else { return false }
            subjectKeyIdentifier = Array(key)
        case X509Identifier.keyUsage:
            guard let bits = reader.element(DER.bitString) else { return false }
            keyUsage = bits.dropFirst().first ?? 0
        case X509Identifier.basicConstraints:
            guard var constraints = reader.sequence() else { return false }
            isAuthority = constraints.element(DER.boolean).map(Array.init) == [0xFF]
        case X509Identifier.extendedKeyUsage:
            guard var list = reader.sequence() else { return false }
            var found: [[UInt8]] = []
            while !list.isAtEnd {
                guard let purpose = list.element(DER.objectIdentifier) else { return false }
                found.append(Array(purpose))
            }
            purposes = found
        default: return true
        }
        return reader.isAtEnd
    }

    /// UTCTime or GeneralizedTime as RFC 5280 §4.1.2.5 allows them: in UTC, to the second.
    private static func time(_ reader: inout DERReader) -> Timestamp? {
        let isShort = reader.nextTag == DER.utcTime
        guard let text = reader.element(isShort ? DER.utcTime : DER.generalizedTime),
            text.count == (isShort ? 13 : 15), text.last == UInt8(ascii: "Z"),
            text.dropLast().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        var digits = String(decoding: text.dropLast(), as: UTF8.self)
        if isShort { digits = (digits < "50" ? "20" : "19") + digits }
        let parts = Array(digits)
        func part(_ range: Range<Int>) -> String { String(parts[range]) }
        return Timestamp(
            "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
        )
    }
}
