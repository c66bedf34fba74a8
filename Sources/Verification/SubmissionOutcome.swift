public import CertAuthority
public import Credentials
public import LinkedData

/// What came of something submitted, by whichever way it came in.
public enum SubmissionOutcome: Sendable {
    /// A number that is on record.
    case number(CertificateFinding)
    /// A document, ours or a stranger's.
    case document(SubmissionFinding)
    /// The record could not be read, so nothing can be told.
    case unreadable(StoreError)
    /// There is nothing to give a verdict on.
    case refused(SubmissionError)

    /// The verdict, where there is one.
    public var verdict: Verdict? {
        switch self {
        case .number(let finding): finding.report.verdict
        case .document(let finding): finding.verdict
        case .unreadable: .cannotTell
        case .refused: nil
        }
    }

    /// The number of this installation that it is about.
    public var number: CertificateNumber? {
        switch self {
        case .number(let finding): finding.certificate.number
        case .document(let finding): finding.credentials.first?.number
        case .unreadable, .refused: nil
        }
    }

    /// Whether every issuer in it is an organisation of this installation; nil where no issuer is
    /// established.
    public var issuersKnown: Bool? {
        switch self {
        case .number(let finding): return finding.report.isGenuine ? true : nil
        case .document(let finding):
            let known = finding.credentials.map(\.issuerKnown)
            if known.contains(false) { return false }
            return known.isEmpty || known.contains(nil) ? nil : true
        case .unreadable, .refused: return nil
        }
    }

    /// Why it is not valid, in words for people; empty where it is.
    public var detail: String {
        if case .refused(let error) = self { return error.description }
        return reports.flatMap(\.checks)
            .filter { $0.result != .passed && $0.bearing != .information }
            .map(\.detail).joined(separator: " ")
    }

    private var reports: [VerificationReport] {
        switch self {
        case .number(let finding): [finding.report]
        case .document(let finding):
            [VerificationReport(checks: finding.presentation?.checks ?? [], credential: nil)]
                + finding.credentials.map(\.report)
        case .unreadable: [.storeUnreadable]
        case .refused: []
        }
    }

    /// The outcome as a JSON object: the verdict on a number or document, or an `error`.
    ///
    /// - Parameter instant: When it was verified.
    public func document(_ installation: Installation, at instant: Timestamp) -> JSONObject {
        switch self {
        case .number(let finding): return finding.document(installation, at: instant)
        case .document(let finding): return finding.document(installation, at: instant)
        case .unreadable: return VerificationReport.storeUnreadable.document
        case .refused(let error):
            var document = JSONObject()
            document["error"] = [
                "type": .string(error.code.problemType), "title": .string(error.title),
                "detail": .string(error.description),
            ]
            return document
        }
    }
}

extension SubmissionError.Code {
    /// The URI of the problem type (RFC 9457 §3.1.1).
    public var problemType: String { "urn:certauthority:problem:\(rawValue)" }
}

extension CertificateVerification {
    /// Verifies whatever somebody submits: a number, an address, or a document in any of its forms.
    ///
    /// Every way in answers by this, so that the same bytes have the same answer everywhere.
    ///
    /// - Parameters:
    ///   - bytes: What was submitted.
    ///   - extraction: How credentials are taken out of files that carry one.
    ///   - instant: The time for which the verdict is wanted.
    public func outcome(
        of bytes: [UInt8], extraction: CredentialExtraction, at instant: Timestamp
    ) async -> SubmissionOutcome {
        let submission: Submission
        do throws(SubmissionError) {
            submission = try Submission(bytes, installation: installation, extraction: extraction)
        } catch {
            return .refused(error)
        }
        return await outcome(of: submission, at: instant)
    }

    /// Verifies a number or a document, once it is known which it is: the one place at which a
    /// verdict is come to. Whoever asks prints it.
    ///
    /// - Parameters:
    ///   - submission: What was submitted.
    ///   - request: What the holder of a presentation was asked for; nil where nobody asked for one,
    ///     and what counts is the credentials in it.
    ///   - instant: The time for which the verdict is wanted.
    public func outcome(
        of submission: Submission, request: PresentationRequest? = nil, at instant: Timestamp
    ) async -> SubmissionOutcome {
        do throws(StoreError) {
            switch submission {
            case .number(let number):
                guard let finding = try await verify(number, at: instant) else {
                    return .refused(SubmissionError(unknown: number))
                }
                return .number(finding)
            case .document(let document):
                return .document(try await verify(document, request: request, at: instant))
            }
        } catch {
            return .unreadable(error)
        }
    }
}

extension SubmissionError {
    /// A number that is well formed and was never given.
    init(unknown number: CertificateNumber) {
        self.init(
            .unknownNumber, "no certificate with the number \(number) was issued here")
    }
}
