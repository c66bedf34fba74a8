import Credentials
import LinkedData
import Samples

/// How soon a document that is made to fell a verifier is refused, and why.
struct Refusal {
    let name: String
    let verdict: Verdict
    /// The first check that did not pass, and what it says.
    let reason: String
    let milliseconds: Double

    /// Verifies each hostile document a few times, each time with a new verifier.
    static func all(_ issuer: SampleIssuer) throws -> [Refusal] {
        let executor = InlineExecutor()
        return try HostileDocument.all(issuer).map { document in
            var report: VerificationReport?
            let times = (0..<5).map { _ in
                let verifier = Verifier(
                    resources: document.resources, contexts: document.contexts)
                return ProcessorTime.of {
                    report = executor.run {
                        await verifier.verify(document.bytes, at: SampleIssuer.instant)
                    }
                }
            }
            guard let report, report.verdict != .valid else {
                throw Failure("\(document.name): it is not refused")
            }
            let check = report.checks.first { $0.result != .passed }
            return Refusal(
                name: document.name, verdict: report.verdict,
                reason: check.map { "\($0.name): \($0.detail)" } ?? "no check was made",
                milliseconds: Measurement.median(times) * 1000)
        }
    }
}
