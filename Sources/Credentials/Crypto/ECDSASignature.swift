/// The two forms of an ECDSA signature: r ‖ s as JOSE and Data Integrity carry it, and the DER
/// form that X.509 and OpenSSL use.
enum ECDSASignature {
    /// The DER form (RFC 3279 §2.2.3) of r ‖ s, each half of that length; nil for another length.
    static func der(raw: [UInt8], coordinateLength length: Int) -> [UInt8]? {
        guard raw.count == length * 2 else { return nil }
        return DER.element(
            DER.sequence, DER.unsigned(raw[..<length]) + DER.unsigned(raw[length...]))
    }

    /// r ‖ s of a DER form; nil where it is not the distinguished encoding of two numbers that
    /// fit.
    static func raw(der: [UInt8], coordinateLength length: Int) -> [UInt8]? {
        var outer = DERReader(der)
        guard var pair = outer.sequence(), outer.isAtEnd, let r = pair.unsigned(),
            let s = pair.unsigned(), pair.isAtEnd, r.count <= length, s.count <= length
        else { return nil }
        return [UInt8](repeating: 0, count: length - r.count) + r
            + [UInt8](repeating: 0, count: length - s.count) + s
    }
}
