import CertAuthority
import Hummingbird

/// The page for an error that is about no certificate.
struct ProblemPage {
    let problem: Problem
    let wording: Wording
    let coalition: String

    /// What it is called.
    var title: String { wording[phrases.heading] }

    /// Everything within `main`.
    var main: HTML {
        let number: HTML =
            problem.number.map { "<bdi class=\"number\">\($0.description)</bdi>" } ?? ""
        let advice: HTML =
            problem.kind == "unknown-number"
            ? "<p>\(HTML(wording, .problemMissingAdvice, ["coalition": .isolated(coalition)]))</p>"
            : ""
        return """
            <h1>\(title)</h1>
            <p>\(HTML(wording, phrases.sentence, ["number": number]))</p>
            \(advice)

            """
    }

    private var phrases: (heading: Phrase, sentence: Phrase) {
        switch (problem.kind, problem.status.code) {
        case ("unknown-number", _): (.problemMissingHeading, .problemMissingSentence)
        case (_, 404): (.problemNothingHeading, .problemNothingSentence)
        case (_, 410): (.problemGoneHeading, .problemGoneSentence)
        case (_, 413): (.problemLargeHeading, .problemLargeSentence)
        case (_, 429): (.problemOftenHeading, .problemOftenSentence)
        case (_, 503): (.problemBusyHeading, .problemBusySentence)
        case (_, 500...): (.problemInsideHeading, .problemInsideSentence)
        default: (.problemRequestHeading, .problemRequestSentence)
        }
    }
}
