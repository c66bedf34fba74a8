import Credentials

/// The words for a verdict: what it is, what it means, what to do.
struct VerdictWords {
    let heading: String
    let sentence: String
    let advice: [String]

    init(_ report: VerificationReport) {
        switch report.verdict {
        case .valid:
            heading = "Valid"
            sentence = "This certificate is genuine and valid today."
            advice = []
        case .notCurrentlyValid:
            heading = "Not currently valid"
            let reasons = report.checks.filter { $0.result == .failed && $0.bearing == .currency }
            sentence =
                "This certificate is genuine, but it cannot be relied on now. "
                + reasons.map(\.detail).joined(separator: " ")
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
