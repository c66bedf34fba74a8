import CertAuthority
import Credentials

/// The words for a verdict: what it is, what it means, what to do.
struct VerdictWords {
    let heading: String
    let sentence: String
    let advice: [String]

    init(_ report: VerificationReport, _ record: RecordNotes?) {
        switch record?.condition {
        case .erased: self = .erased
        case .superseded where report.verdict == .notCurrentlyValid:
            self = Self.superseded(report)
        default: self.init(report)
        }
    }

    /// Nobody can tell later either, so it is not said to try again.
    private static let erased = VerdictWords(
        heading: "Erased",
        sentence: "A certificate was issued under this number, but the learner's data has been "
            + "erased, so nothing can be confirmed here. This says nothing against anyone.",
        advice: [
            "A copy of the signed credential can still be checked by itself, with any verifier of "
                + "Open Badges 3.0. Ask the person for it."
        ])

    private static func superseded(_ report: VerificationReport) -> VerdictWords {
        VerdictWords(
            heading: "Superseded",
            sentence: "This certificate is genuine, but a corrected one was issued in its place. "
                + reasons(report),
            advice: ["Ask the person for the new one, and rely on that alone."])
    }

    private static func reasons(_ report: VerificationReport) -> String {
        report.checks.filter { $0.result == .failed && $0.bearing == .currency }
            .map(\.detail).joined(separator: " ")
    }

    private init(heading: String, sentence: String, advice: [String]) {
        self.heading = heading
        self.sentence = sentence
        self.advice = advice
    }

    private init(_ report: VerificationReport) {
        switch report.verdict {
        case .valid:
            heading = "Valid"
            sentence = "This certificate is genuine and valid today."
            advice = []
        case .notCurrentlyValid:
            heading = "Not currently valid"
            sentence =
                "This certificate is genuine, but it cannot be relied on now. "
                + Self.reasons(report)
            advice = ["If this surprises you, ask the organisation that issued it."]
        case .notGenuine:
            heading = "Not genuine"
            sentence = "This is not a certificate as its issuer signed it. Do not rely on it."
            advice = [
                "What the document says is not shown here, because none of it is assured. Ask the "
                    + "person for the original, or the organisation named on it for a confirmation."
            ]
        case .cannotTell:
            heading = "Cannot tell now"
            sentence =
                "Something needed for the check cannot be had now. This says nothing about the "
                + "certificate."
            advice = ["Try again in a few minutes. If it goes on, ask the issuing organisation."]
        }
    }
}
