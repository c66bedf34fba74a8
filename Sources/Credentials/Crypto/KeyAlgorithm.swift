/// The kinds of key that this project signs and verifies with.
///
/// Each kind has exactly one signature format, so a signature never has to say how it is to be
/// checked; RSA has two, of which the key may allow one alone (``RSAPadding``).
public enum KeyAlgorithm: String, Sendable, CaseIterable {
    /// Ed25519 (RFC 8032 §5.1); signatures have 64 bytes.
    case ed25519
    /// ECDSA on P-256 with SHA-256; signatures are r ‖ s, 64 bytes.
    case p256
    /// ECDSA on P-384 with SHA-384; signatures are r ‖ s, 96 bytes.
    case p384
    /// ECDSA on P-521 with SHA-512; signatures are r ‖ s, 132 bytes. Only tokens of others have it.
    case p521
    /// ECDSA on secp256k1 with SHA-256 (RFC 8812 §3.2); signatures are r ‖ s, 64 bytes. Only tokens
    /// of others have it.
    case secp256k1
    /// RSASSA-PKCS1-v1_5 or RSASSA-PSS, both (RFC 8017 §8) and a modulus of 2048 to 4096 bits;
    /// signatures are as long as the modulus.
    case rsa
}

/// How a hash is put into the number that an RSA key signs.
public enum RSAPadding: Sendable {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2): `RS256` in JOSE.
    case pkcs1
    /// RSASSA-PSS with MGF1 by SHA-256 and a salt of 32 bytes (RFC 8017 §8.1, RFC 7518 §3.5):
    /// `PS256` in JOSE.
    case pss
}

extension KeyAlgorithm {
    /// Length of one coordinate, and of a private scalar, in bytes; nil for RSA.
    var coordinateLength: Int? {
        switch self {
        case .ed25519, .p256, .secp256k1: 32
        case .p384: 48
        case .p521: 66
        case .rsa: nil
        }
    }

    /// True for the elliptic curves of ECDSA.
    var isCurve: Bool {
        switch self {
        case .p256, .p384, .p521, .secp256k1: true
        case .ed25519, .rsa: false
        }
    }
}
