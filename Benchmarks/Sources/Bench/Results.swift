import Credentials
import LinkedData
import Samples

/// Everything that one run measured.
struct Results {
    /// A way to secure badges.
    struct Secured {
        let name: String
        /// The size of a signed badge.
        let bytes: Int
        let sign: Measurement
        let verify: Measurement
        /// Absent where the verifier does not read this form.
        let verdict: Measurement?
        /// OpenSSL's own work with the same kind of key.
        let raw: (sign: Measurement, verify: Measurement)
    }

    let rounds: Int
    /// OpenSSL's rates by its own program, medians of the rounds; nil without the program.
    let speed: (sign: Double, verify: Double)?
    /// OpenSSL's work with Ed25519 within this process.
    let base: (sign: Measurement, verify: Measurement)
    let secured: [Secured]
    let stages: [Measurement]
    let flatness: Flatness
    let refusals: [Refusal]

    init(_ options: Bench.Options) throws {
        let operations = try Operations(only: options.only)
        guard let usual = operations.signed.first?.security else {
            throw Failure("no way to secure a badge has \"\(options.only)\" in its name")
        }
        rounds = options.rounds
        var list: [Operation] = []
        for algorithm in KeyAlgorithm.allCases {
            let raw = try operations.raw(algorithm)
            list += [raw.sign, raw.verify]
        }
        for (security, signed) in operations.signed {
            list += [
                operations.sign(security), operations.verifySignature(security, signed),
            ]
            if try operations.report(signed[0]).verdict == .valid {
                list.append(operations.verdict(security, signed))
            }
        }
        let stages = try operations.stages()
        var speeds: [OpenSSLSpeed] = []
        var measured = try (list + stages).map { try Measurement($0, slice: options.slice) }
        for _ in 0..<options.rounds {
            if let speed = OpenSSLSpeed() { speeds.append(speed) }
            for index in measured.indices { try measured[index].round() }
        }
        self.stages = Array(measured.suffix(stages.count))
        let byName = Dictionary(
            measured.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        func find(_ name: String) throws -> Measurement {
            guard let measurement = byName[name] else { throw Failure("\(name) is not measured") }
            return measurement
        }
        func raw(_ algorithm: KeyAlgorithm) throws -> (sign: Measurement, verify: Measurement) {
            (
                try find("raw \(algorithm.rawValue) sign"),
                try find("raw \(algorithm.rawValue) verify")
            )
        }
        base = try raw(.ed25519)
        secured = try operations.signed.map { security, signed in
            Secured(
                name: security.description, bytes: signed[0].count,
                sign: try find("\(security) sign"), verify: try find("\(security) verify"),
                verdict: byName["\(security) verdict"], raw: try raw(security.algorithm))
        }
        speed =
            speeds.isEmpty
            ? nil
            : (
                Measurement.median(speeds.map(\.sign)), Measurement.median(speeds.map(\.verify))
            )
        flatness = try Flatness(operations, security: usual)
        refusals = try Refusal.all(operations.issuer)
    }
}
