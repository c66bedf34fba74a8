import Credentials

/// One key of each kind, made once a run: making an RSA key takes a good part of a second.
enum TestKeys {
    private static let made = KeyAlgorithm.allCases.map { algorithm in
        (algorithm, Result { () throws(CryptoError) in try PrivateKey.generate(algorithm) })
    }

    static func key(_ algorithm: KeyAlgorithm) throws -> PrivateKey {
        for (kind, key) in made where kind == algorithm { return try key.get() }
        return try PrivateKey.generate(algorithm)
    }
}
