/// The kinds of key that this project signs and verifies with.
///
/// Each kind has exactly one signature format, so a signature never has to say how it is to be
/// checked.
public enum KeyAlgorithm: String, Sendable, CaseIterable {
    /// Ed25519 (RFC 8032 §5.1); signatures have 64 bytes.
    case ed25519
    /// ECDSA on P-256 with SHA-256; signatures are r ‖ s, 64 bytes.
    case p256
    /// ECDSA on P-384 with SHA-384; signatures are r ‖ s, 96 bytes.
    case p384
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2) and a modulus of 2048 to 4096 bits;
    /// signatures are as long as the modulus.
    case rsa
}

extension KeyAlgorithm {
    /// Length of one coordinate, and of a private scalar, in bytes; nil for RSA.
    var coordinateLength: Int? {
        switch self {
        case .ed25519, .p256: 32
        case .p384: 48
        case .rsa: nil
        }
    }
}
