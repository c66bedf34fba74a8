import CertAuthority
import Credentials
import Hummingbird
import LinkedData
import Verification

/// What programs hand in to be verified: a credential or a presentation in the shape of the VC API
/// (VCALM 0.9 "Verifying"). Nothing of it is kept or written down.
struct VerificationRoutes<Store: PublicRecord>: Sendable {
    let verification: CertificateVerification<Store>
    let extraction: CredentialExtraction
    let now: @Sendable () -> Timestamp

    func add(to routes: inout Routes) {
        routes.post("/credentials/verify", .programs(.document)) { request, _ in
            try await credential(request)
        }
        routes.post("/presentations/verify", .programs(.document)) { request, _ in
            try await presentation(request)
        }
    }

    private func credential(_ request: Request) async throws -> Response {
        let body = try await JSONRequest.object(request)
        let member = "verifiableCredential"
        let submitted = try document(body[member], member)
        guard !submitted.isPresentation else {
            throw Problem.malformed(
                "\(member) is a presentation; send it to /presentations/verify.")
        }
        let options = try VerificationOptions(body["options"])
        let finding = try await finding(submitted, request: nil, at: now())
        guard let credential = finding.credentials.first else { throw HTTPError(.badRequest) }
        RequestScope.count(finding.verdict)
        let result = CredentialResult(credential, input: body[member] ?? .null)
        return .json(.object(result.document(options)), caching: .never)
    }

    private func presentation(_ request: Request) async throws -> Response {
        let body = try await JSONRequest.object(request)
        let isSigned = body["verifiablePresentation"] != nil
        guard !isSigned || body["presentation"] == nil else {
            throw Problem.malformed("Send verifiablePresentation or presentation, not both.")
        }
        let member = isSigned ? "verifiablePresentation" : "presentation"
        let submitted = try document(body[member], member)
        guard submitted.isPresentation else {
            throw Problem.malformed("\(member) is not a presentation that can be read here.")
        }
        let options = try VerificationOptions(body["options"])
        let instant = now()
        // Nobody is asked to sign what is sent as a presentation without a proof.
        let asked = isSigned ? options.asked : PresentationRequest()
        let finding = try await finding(submitted, request: asked, at: instant)
        guard let report = finding.presentation else { throw HTTPError(.badRequest) }
        let result = PresentationResult(
            report: report, credentials: finding.credentials, input: body[member] ?? .null,
            asked: asked)
        RequestScope.count(finding.verdict)
        return .json(.object(result.document(options)), caching: .never)
    }

    /// - Throws: `StoreError` where the record cannot be read; ``Problem`` where nothing can be told.
    private func finding(
        _ document: SubmittedDocument, request: PresentationRequest?, at instant: Timestamp
    ) async throws -> SubmissionFinding {
        switch await verification.outcome(of: .document(document), request: request, at: instant) {
        case .document(let finding): return finding
        case .unreadable(let error): throw error
        case .refused(let error): throw Problem.malformed(error.description)
        case .number: throw HTTPError(.badRequest)
        }
    }

    /// The document in a member: an object, or a compact token as a string.
    private func document(_ json: JSON?, _ member: String) throws -> SubmittedDocument {
        let bytes: [UInt8]
        switch json {
        case .object(let object): bytes = JSON.object(object).compactBytes()
        case .string(let token): bytes = Array(token.utf8)
        case nil: throw Problem.malformed("The body lacks \(member).")
        default: throw Problem.malformed("\(member) must be an object, or a token as a string.")
        }
        do throws(SubmissionError) {
            let document = try SubmittedDocument(bytes, extraction: extraction)
            if json?.stringValue != nil, document.kind != .token {
                throw SubmissionError(
                    .notCredential, "only a compact token may be a string; send JSON as an object")
            }
            switch document.kind {
            case .png, .svg, .pdf:
                throw SubmissionError(.notCredential, "send the credential itself, not a file")
            case .credential, .presentation, .token, .envelopedCredential: return document
            }
        } catch {
            throw Problem.malformed("\(member): \(error.description)")
        }
    }
}

/// What the caller wants to have back, and what a holder was asked for.
struct VerificationOptions {
    let returnsInput: Bool
    let returnsResults: Bool
    let returnsProblems: Bool
    let asked: PresentationRequest

    /// - Throws: ``Problem`` where an option that is known has the wrong type; others are passed
    ///   over.
    init(_ json: JSON?) throws {
        let options: JSONObject
        switch json {
        case nil: options = JSONObject()
        case .object(let object): options = object
        default: throw Problem.malformed("options must be an object.")
        }
        func flag(_ name: String, otherwise: Bool) throws -> Bool {
            guard let value = options[name] else { return otherwise }
            guard let flag = value.boolValue else {
                throw Problem.malformed("options.\(name) must be true or false.")
            }
            return flag
        }
        func text(_ name: String) throws -> String? {
            guard let value = options[name] else { return nil }
            guard let text = value.stringValue else {
                throw Problem.malformed("options.\(name) must be a string.")
            }
            return text
        }
        let returnsCredential = try flag("returnCredential", otherwise: false)
        returnsInput = try flag("returnPresentation", otherwise: false) || returnsCredential
        returnsResults = try flag("returnResults", otherwise: false)
        returnsProblems = try flag("returnProblemDetails", otherwise: true)
        asked = PresentationRequest(challenge: try text("challenge"), domain: try text("domain"))
    }
}
