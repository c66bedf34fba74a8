import COpenSSL

/// Owns one OpenSSL key, public or private.
///
/// Sendable because the pointer is private to this class, is set once, and no call made through it
/// changes the key: since OpenSSL 3.0 an `EVP_PKEY` may be read from many threads at once, its
/// inner caches have their own locks. `deinit` is the only place that frees it.
final class EVPKey: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Takes over ownership.
    private init(takingOwnership pointer: OpaquePointer) { self.pointer = pointer }

    deinit { EVP_PKEY_free(pointer) }
}

// MARK: - Making

extension EVPKey {
    /// The public key of a point on a curve, compressed or not; nil where the point is beside it.
    static func curve(_ algorithm: KeyAlgorithm, point: [UInt8]) -> EVPKey? {
        guard let name = algorithm.groupName else { return nil }
        var group = Array(name.utf8CString)
        var point = point
        return group.withUnsafeMutableBufferPointer { group in
            point.withUnsafeMutableBytes { point in
                publicKey(
                    "EC",
                    [
                        OSSL_PARAM_construct_utf8_string(
                            Self.name("group"), group.baseAddress, 0),
                        OSSL_PARAM_construct_octet_string(
                            Self.name("pub"), point.baseAddress, point.count),
                    ])
            }
        }
    }

    /// The RSA public key of two numbers, big-endian.
    static func rsa(modulus: [UInt8], exponent: [UInt8]) -> EVPKey? {
        // Numbers pass in the byte order of the machine.
        let isLittleEndian = 1.littleEndian == 1
        var modulus = isLittleEndian ? modulus.reversed() : modulus
        var exponent = isLittleEndian ? exponent.reversed() : exponent
        return modulus.withUnsafeMutableBufferPointer { modulus in
            exponent.withUnsafeMutableBufferPointer { exponent in
                publicKey(
                    "RSA",
                    [
                        OSSL_PARAM_construct_BN(
                            name("n"), modulus.baseAddress, modulus.count),
                        OSSL_PARAM_construct_BN(
                            name("e"), exponent.baseAddress, exponent.count),
                    ])
            }
        }
    }

    /// A parameter's name as static text, because OpenSSL keeps the pointer.
    private static func name(_ text: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    private static func publicKey(_ type: String, _ parameters: [OSSL_PARAM]) -> EVPKey? {
        guard let context = EVP_PKEY_CTX_new_from_name(nil, type, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        // EVP_PKEY_PUBLIC_KEY, a macro that Swift does not see.
        let selection = OSSL_KEYMGMT_SELECT_PUBLIC_KEY | OSSL_KEYMGMT_SELECT_ALL_PARAMETERS
        var parameters = parameters + [OSSL_PARAM_construct_end()]
        var made: OpaquePointer?
        guard EVP_PKEY_fromdata_init(context) == 1,
            EVP_PKEY_fromdata(context, &made, selection, &parameters) == 1
        else { return nil }
        return made.map(EVPKey.init(takingOwnership:))
    }

    /// The public key of 32 bytes of Ed25519. Its point is decoded only when it verifies.
    static func ed25519(publicKey bytes: [UInt8]) -> EVPKey? {
        EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, bytes, bytes.count)
            .map(EVPKey.init(takingOwnership:))
    }

    /// The private key of an unencrypted PKCS#8 PrivateKeyInfo.
    static func privateKey(pkcs8: UnsafeBufferPointer<UInt8>) -> EVPKey? {
        var next = pkcs8.baseAddress
        guard let info = d2i_PKCS8_PRIV_KEY_INFO(nil, &next, pkcs8.count) else { return nil }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        return privateKey(info: info)
    }

    /// The private key of a decoded PrivateKeyInfo, which stays the caller's.
    static func privateKey(info: OpaquePointer) -> EVPKey? {
        EVP_PKCS82PKEY(info).map(EVPKey.init(takingOwnership:))
    }

    /// A new private key.
    static func generate(_ algorithm: KeyAlgorithm) -> EVPKey? {
        let name =
            switch algorithm {
            case .ed25519: "ED25519"
            case .p256, .p384, .p521, .secp256k1: "EC"
            case .rsa: "RSA"
            }
        guard let context = EVP_PKEY_CTX_new_from_name(nil, name, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_keygen_init(context) == 1 else { return nil }
        let configured =
            switch algorithm {
            case .ed25519: Int32(1)
            case .p256, .p384, .p521, .secp256k1:
                EVP_PKEY_CTX_set_group_name(context, algorithm.groupName)
            case .rsa: EVP_PKEY_CTX_set_rsa_keygen_bits(context, RSAKeySize.generated)
            }
        var made: OpaquePointer?
        guard configured == 1, EVP_PKEY_generate(context, &made) == 1 else { return nil }
        return made.map(EVPKey.init(takingOwnership:))
    }
}

// MARK: - Reading

extension EVPKey {
    /// Which of our kinds of key this is; nil for any other type, curve or size.
    var algorithm: KeyAlgorithm? {
        if EVP_PKEY_is_a(pointer, "ED25519") == 1 { return .ed25519 }
        if EVP_PKEY_is_a(pointer, "RSA") == 1 {
            return RSAKeySize.accepted.contains(Int(EVP_PKEY_get_bits(pointer))) ? .rsa : nil
        }
        guard EVP_PKEY_is_a(pointer, "EC") == 1 else { return nil }
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_get_group_name(pointer, &name, name.count, &length) == 1 else { return nil }
        let group = name.prefix(length).map(UInt8.init(bitPattern:))
        return KeyAlgorithm.allCases.first { $0.groupName.map { group == Array($0.utf8) } ?? false }
    }

    /// The 32 bytes of an Ed25519 public key.
    var rawPublicKey: [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 32)
        var length = bytes.count
        guard EVP_PKEY_get_raw_public_key(pointer, &bytes, &length) == 1, length == 32 else {
            return nil
        }
        return bytes
    }

    /// A number of the key by OpenSSL's name for it, big-endian, padded to that length or, without
    /// one, with no leading zeros.
    func number(_ name: String, length: Int? = nil) -> [UInt8]? {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(pointer, name, &number) == 1, let number else { return nil }
        defer { BN_clear_free(number) }
        let width = length ?? (Int(BN_num_bits(number)) + 7) / 8
        var bytes = [UInt8](repeating: 0, count: width)
        guard BN_bn2binpad(number, &bytes, Int32(width)) == Int32(width) else { return nil }
        return bytes
    }

    /// True when the private number is in range and belongs to the public key.
    var isConsistentPair: Bool {
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil) else { return false }
        defer { EVP_PKEY_CTX_free(context) }
        return EVP_PKEY_pairwise_check(context) == 1
    }

    /// Lends the pointer to a call that neither keeps nor frees it.
    func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        withExtendedLifetime(self) { body(pointer) }
    }
}
