import CertAuthority
import Credentials
import Documents
import Foundation
import Hummingbird
import LinkedData
import Logging
import Verification

/// The question that is asked most: whether a number's certificate is valid.
enum VerdictRoute {
    static let path: RouterPath = "/v/:number"
    static let pathText = path.description
    static let facts = RouteFacts.standard
}

/// What is asked about one certificate: the verdict, the credential, its QR code.
struct CertificateRoutes<Store: PublicRecord>: Sendable {
    let store: Store
    let installation: Installation
    /// One for all requests: it remembers the lists that it has verified.
    let verification: CertificateVerification<Store>
    let pages: Pages
    let failures: FailureLog
    let now: @Sendable () -> Timestamp

    func add(to routes: inout Routes) {
        // QR codes carry the address in capitals.
        for path in [VerdictRoute.path, "/V/:number"] {
            routes.get(path, VerdictRoute.facts) { request, context in
                try await verdict(request, context)
            }
        }
        routes.get("/credentials/:number", .programs()) { request, context in
            try await credential(request, context)
        }
        for file in CertificateFile.allCases {
            guard case .code(let form) = file.kind, let address = file.address else { continue }
            routes.get("/credentials/:number\(address)", .programs(file.cost)) { _, context in
                let number = try await known(context)
                return Response.content(
                    try QRCode.file(form, of: installation.scannedURL(number)),
                    type: file.mediaType, caching: .immutable)
            }
        }
    }

    private func verdict(
        _ request: Request, _ context: BasicRequestContext
    ) async throws -> Response {
        let number = try Self.number(context.parameters.require("number"))
        let instant = now()
        let prefersJSON = Acceptance(request).prefersJSON
        let outcome = await verification.outcome(of: .number(number), at: instant)
        if let verdict = outcome.verdict { RequestScope.count(verdict) }
        switch outcome {
        case .number(let finding):
            return prefersJSON
                ? VerdictAnswer(json: finding, installation, pages.memory, at: instant).response
                : try await pages.answer(finding, for: Reader(request), at: instant).response
        case .unreadable(let error):
            failures.tell("the store cannot be read", code: "\(error.code)", to: context.logger)
            guard prefersJSON else {
                return try await pages.unreadable(number, for: Reader(request), at: instant)
            }
            var document = VerificationReport.storeUnreadable.document
            document["number"] = .string(number.description)
            document["checkedAt"] = .string(instant.description)
            var response = Response.json(.object(document), caching: .never)
            response.status = .serviceUnavailable
            response.headers[.retryAfter] = "30"
            return response
        case .refused, .document: throw Problem.unknownNumber(number)
        }
    }

    private func credential(
        _ request: Request, _ context: BasicRequestContext
    ) async throws -> Response {
        let file = try context.parameters.require("number")
        guard let dot = file.lastIndex(of: "."),
            let form = Certificate.FileForm(rawValue: String(file[dot...].dropFirst()))
        else { throw HTTPError(.notFound) }
        let number = try Self.number(String(file[..<dot]))
        guard let certificate = try await store.certificate(number) else {
            throw Problem.unknownNumber(number)
        }
        if let erasedAt = certificate.history.erasedAt { throw Problem.erased(number, erasedAt) }
        guard certificate.fileForm == form else { throw HTTPError(.notFound) }
        var response = Response.content(
            certificate.credential, type: form.mediaType, caching: .revalidated)
        response.headers[.contentDisposition] = "inline; filename=\"\(certificate.fileName)\""
        return response
    }

    private func known(_ context: BasicRequestContext) async throws -> CertificateNumber {
        let number = try Self.number(context.parameters.require("number"))
        guard try await store.certificate(number) != nil else {
            throw Problem.unknownNumber(number)
        }
        return number
    }

    private static func number(_ text: String) throws -> CertificateNumber {
        do throws(CertificateNumber.Fault) {
            let decoded =
                text.utf8.contains(UInt8(ascii: "%")) ? text.removingPercentEncoding : text
            return try CertificateNumber(decoded ?? text)
        } catch {
            throw Problem.mistypedNumber(error, text.removingPercentEncoding ?? text)
        }
    }
}
