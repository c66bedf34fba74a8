/// What sizes of RSA key are taken and made.
enum RSAKeySize {
    /// Bits of modulus that are taken: below is broken soon, above costs a verifier too much.
    static let accepted = 2048...4096
    /// Bits of modulus of a new key: 128 bits of strength (NIST SP 800-57 part 1, table 2).
    static let generated: Int32 = 3072
}

/// Keys of the faulty generator of CVE-2017-15361 ("ROCA"), whose private half follows from the
/// public one with some effort.
enum FaultyRSAKey {
    /// True when the modulus, big-endian, shows the generator's mark: modulo each small prime it is
    /// a power of 65537. A sound key does so less than once in 10^8.
    static func isMarked(modulus: [UInt8]) -> Bool {
        powers.allSatisfy { prime, isPower in
            isPower[modulus.reduce(0) { ($0 << 8 | Int($1)) % prime }]
        }
    }

    /// For each prime, which remainders are powers of 65537; primes of which all are say nothing
    /// and are left out.
    private static let powers: [(prime: Int, isPower: [Bool])] = {
        let primes = (3...167).filter { number in !(2..<number).contains { number % $0 == 0 } }
        return primes.compactMap { prime in
            var isPower = [Bool](repeating: false, count: prime)
            var power = 1
            while !isPower[power] {
                isPower[power] = true
                power = power * 65537 % prime
            }
            return isPower.dropFirst().allSatisfy { $0 } ? nil : (prime, isPower)
        }
    }()
}
