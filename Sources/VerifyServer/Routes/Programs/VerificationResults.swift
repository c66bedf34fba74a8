import Credentials
import LinkedData
import Verification

/// What is found of a credential, as the VC API tells it.
struct CredentialResult {
    private let report: VerificationReport
    private let input: JSON

    init(_ finding: CredentialFinding, input: JSON) {
        report = finding.report
        self.input = input
    }

    /// True where it is genuine and may be relied on now, whoever made it.
    var isVerified: Bool { report.verdict == .valid }

    func document(_ options: VerificationOptions) -> JSONObject {
        var document = JSONObject()
        document["verified"] = .bool(isVerified)
        if options.returnsInput { document["credential"] = input }
        if options.returnsProblems {
            document["problemDetails"] = ProblemDetails.of(report.checks)
        }
        if options.returnsResults { document["results"] = .object(results) }
        return document
    }

    private var results: JSONObject {
        let credential = report.credential ?? JSONObject()
        var results = JSONObject()
        let period = report.check(.validityPeriod)?.result
        for member in ["validFrom", "validUntil"] {
            guard let text = credential[member]?.stringValue else { continue }
            results[member] = ["verified": .bool(period == .passed), "input": .string(text)]
        }
        results["credentialSchema"] = []
        results["credentialStatus"] = Self.results(
            credential["credentialStatus"], report.checks.filter { $0.name == .status })
        results["proof"] = Self.results(
            credential["proof"], report.checks.filter { $0.name == .proof })
        return results
    }

    /// Each of the values, with what the checks of all of them came to.
    static func results(_ values: JSON?, _ checks: [Check]) -> JSON {
        let isVerified = !checks.isEmpty && checks.allSatisfy { $0.result == .passed }
        return .array(
            (values?.oneOrMore ?? []).map { ["verified": .bool(isVerified), "input": $0] })
    }
}

/// What is found of a presentation, as the VC API tells it.
struct PresentationResult {
    let report: PresentationReport
    let credentials: [CredentialFinding]
    let input: JSON
    let asked: PresentationRequest

    func document(_ options: VerificationOptions) -> JSONObject {
        let presented = report.presented
        let results = zip(credentials, presented).map { CredentialResult($0, input: $1) }
        var document = JSONObject()
        document["verified"] = .bool(
            report.verdict == .valid && results.allSatisfy(\.isVerified)
                && results.count == presented.count)
        if options.returnsInput { document["verifiablePresentation"] = input }
        if options.returnsProblems { document["problemDetails"] = ProblemDetails.of(report.checks) }
        document["results"] = [
            "presentation": .object(presentation),
            "credentials": .array(results.map { .object($0.document(options)) }),
        ]
        return document
    }

    private var presentation: JSONObject {
        let proof = report.checks.filter { $0.name == .proof }
        let isProven: JSON = .bool(proof.contains { $0.result == .passed })
        var presentation = JSONObject()
        presentation["challenge"] = asked.challenge.map {
            ["verified": isProven, "input": .string($0)]
        }
        presentation["domain"] = asked.domain.map { ["verified": isProven, "input": .string($0)] }
        let holder = report.presentation?["holder"]
        presentation["holder"] = (holder?.stringValue ?? holder?["id"]?.stringValue).map {
            ["verified": isProven, "input": .string($0)]
        }
        presentation["proof"] = CredentialResult.results(report.presentation?["proof"], proof)
        return presentation
    }
}

/// Checks that did not pass, as problem details (RFC 9457 §3).
enum ProblemDetails {
    /// One for each such check, with its name and its result beside the standard's members; `level`
    /// is `warning` where it decides nothing.
    static func of(_ checks: [Check]) -> JSON {
        .array(
            checks.filter { $0.result != .passed }.map { check in
                let outcome = check.result == .failed ? "failed" : "could not be made"
                return [
                    "type": .string(
                        check.problemType ?? "urn:certauthority:check:\(check.name)"),
                    "title": .string("The check \"\(check.name)\" \(outcome)"),
                    "detail": .string(check.detail), "check": .string(check.name.rawValue),
                    "result": .string(check.result.rawValue),
                    "level": check.bearing == .information ? "warning" : "error",
                ]
            })
    }
}
