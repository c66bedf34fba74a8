import Credentials
import Foundation
import LinkedData
import Samples

/// Whether a credential costs as much after ten thousand others as it did at the start.
struct Flatness {
    static let total = 10_000
    static let window = 100

    /// Microseconds of processor time for one credential, signed and verified: the first of all,
    /// and the medians of the first and the last hundred.
    let cold: Double
    let first: Double
    let last: Double
    /// Resident memory after the first hundred and at the end, in KiB; nil where it is not known.
    let memory: (first: Int, last: Int)?

    /// Signs and verifies ten thousand distinct badges with the usual suite.
    init(_ operations: Operations, security: SampleIssuer.Security) throws {
        var times: [Double] = []
        times.reserveCapacity(Self.total)
        var early: Int?
        for number in 0..<Self.total {
            times.append(
                try ProcessorTime.of {
                    let bytes = try operations.issuer.sign(
                        SampleIssuer.badge(number), by: security)
                    guard try operations.report(bytes).verdict == .valid else {
                        throw Failure("badge \(number) is not valid")
                    }
                })
            if number == Self.window { early = Self.residentMemory() }
        }
        cold = times[0] * 1e6
        first = Measurement.median(Array(times.prefix(Self.window))) * 1e6
        last = Measurement.median(Array(times.suffix(Self.window))) * 1e6
        if let early, let late = Self.residentMemory() {
            memory = (early, late)
        } else {
            memory = nil
        }
    }

    private static func residentMemory() -> Int? {
        // proc(5): the line VmRSS, in KiB.
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
            return nil
        }
        for line in text.split(separator: "\n") where line.hasPrefix("VmRSS:") {
            return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
                .flatMap { Int($0) }
        }
        return nil
    }
}
