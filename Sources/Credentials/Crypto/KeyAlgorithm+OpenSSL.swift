/// What sizes of RSA key are taken and made.
enum RSAKeySize {
    /// Bits of modulus that are taken: below is broken soon, above costs a verifier too much.
    static let accepted = 2048...4096
    /// Bits of modulus of a new key: 128 bits of strength (NIST SP 800-57 part 1, table 2).
    static let generated: Int32 = 3072
}

extension KeyAlgorithm {
    /// The hash that the signature takes first; Ed25519 has its own inside.
    var hash: HashFunction? {
        switch self {
        case .ed25519: nil
        case .p256, .rsa: .sha256
        case .p384: .sha384
        }
    }

    /// The contents of the AlgorithmIdentifier in keys (RFC 8410 §3, RFC 5480 §2.1.1, RFC 8017
    /// appendix A.1).
    var identifier: [UInt8] {
        switch self {
        case .ed25519: [0x06, 0x03, 0x2B, 0x65, 0x70]
        case .p256:
            [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
                + [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        case .p384:
            [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
                + [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
        case .rsa:
            [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01] + [DER.null, 0x00]
        }
    }
}
