import CertAuthority
import Credentials
import Documents
import Foundation
import Office

/// Measures how fast documents of certificates are made, beside librsvg's own rate for the same
/// SVG; `scripts/bench-documents` makes the installation that it reads.
@main
struct SheetBench {
    static func main() async throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 4, let rounds = Int(arguments.removeFirst()),
            let slice = Double(arguments.removeFirst())
        else {
            FileHandle.standardError.write(
                Data("usage: SheetBench ROUNDS SECONDS HOME NUMBER...\n".utf8))
            exit(64)
        }
        let home = InstallationHome(path: arguments.removeFirst())
        let samples = try await Samples(home, numbers: arguments)
        for design in samples.designs.names {
            try report(design, samples, rounds: rounds, slice: slice)
        }
        try await reportBadges(samples, rounds: rounds, slice: slice)
    }

    private static func report(
        _ design: String, _ samples: Samples, rounds: Int, slice: Double
    ) throws {
        let pictures = try samples.certificates.map { certificate in
            try samples.file(certificate, SheetRequest(form: .svg, design: design))
        }
        let count = samples.certificates.count
        let paper = SheetPaper.a4.sides
        var bare = try Measurement(
            Operation("librsvg and Cairo alone") { index in
                _ = try BareRendering.pdf(
                    pictures[index % count], width: paper.long, height: paper.short)
            }, slice: slice)
        let request = SheetRequest(form: .pdf, design: design)
        var whole = try Measurement(
            Operation("PDF with its proof") { index in
                _ = try samples.file(samples.certificates[index % count], request)
            }, slice: slice)
        var signed = try Measurement(
            Operation("the same, signed") { index in
                let certificate = samples.certificates[index % count]
                _ = try samples.signer.sign(
                    try samples.file(certificate, request), name: "Bench", reason: nil,
                    at: samples.now)
            }, slice: slice)
        for _ in 0..<rounds {
            try bare.round()
            try whole.round()
            try signed.round()
        }
        print("\(design), \(count) certificates of a cohort in turn")
        for measurement in [bare, whole, signed] {
            line(measurement, beside: bare)
        }
    }

    private static func reportBadges(
        _ samples: Samples, rounds: Int, slice: Double
    ) async throws {
        let count = samples.certificates.count
        var rates: [Double] = []
        for _ in 0..<rounds {
            let start = ProcessorTime.now
            var made = 0
            while ProcessorTime.now - start < slice {
                _ = try await samples.files.content(
                    .badgePNG, of: samples.certificates[made % count])
                made += 1
            }
            rates.append(Double(made) / (ProcessorTime.now - start))
        }
        line("badge as PNG, baked", rate: Measurement.median(rates))
    }

    private static func line(_ measurement: Measurement, beside base: Measurement) {
        line(measurement.name, rate: measurement.rate, ratio: measurement.ratio(to: base))
    }

    private static func line(_ name: String, rate: Double, ratio: Double? = nil) {
        let name = name.padding(toLength: 26, withPad: " ", startingAt: 0)
        let rate = String(format: "%10.1f a second", rate)
        print("  \(name)\(rate)\(ratio.map { String(format: "%8.2f", $0) } ?? "")")
    }
}
