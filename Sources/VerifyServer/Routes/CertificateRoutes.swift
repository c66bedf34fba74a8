import CertAuthority
import Credentials
import Foundation
import Hummingbird
import LinkedData
import Logging

/// What is asked about one certificate: the verdict, the credential, its QR code.
struct CertificateRoutes<Store: StoreReader>: Sendable {
    let store: Store
    let installation: Installation
    /// One for all requests: it remembers the lists that it has verified.
    let verification: CertificateVerification<Store>
    let pages: Pages
    let now: @Sendable () -> Timestamp

    func add(to router: Router<BasicRequestContext>) {
        router.get("/") { _, _ in pages.start() }
        // QR codes carry the address in capitals.
        router.get("/v/:number") { request, context in try await verdict(request, context) }
        router.get("/V/:number") { request, context in try await verdict(request, context) }
        router.get("/credentials/:number") { request, context in
            try await credential(request, context)
        }
        router.get("/credentials/:number/qr.svg") { _, context in
            let number = try await known(context)
            let code = try QRCode(installation.scannedURL(number))
            return Response.content(
                Array(code.svg(title: installation.scannedURL(number)).utf8),
                type: "image/svg+xml", caching: .immutable)
        }
        router.get("/credentials/:number/qr.png") { _, context in
            let number = try await known(context)
            return Response.content(
                try QRCode(installation.scannedURL(number)).png(), type: "image/png",
                caching: .immutable)
        }
    }

    private func verdict(
        _ request: Request, _ context: BasicRequestContext
    ) async throws -> Response {
        let number = try Self.number(context.parameters.require("number"))
        let instant = now()
        let prefersJSON = Acceptance(request).prefersJSON
        let found: CertificateVerification<Store>.Finding?
        do throws(StoreError) {
            found = try await verification.verify(number, at: instant)
        } catch {
            context.logger.error("the store cannot be read", metadata: ["code": "\(error.code)"])
            let report = VerificationReport(
                checks: [
                    Check(
                        "record", .notMade, "The record of certificates cannot be read now.",
                        bearing: .genuineness)
                ], credential: nil)
            return try answer(
                number, report, facts: nil, record: nil, prefersJSON: prefersJSON, at: instant,
                status: .serviceUnavailable)
        }
        guard let found else { throw Problem.unknownNumber(number) }
        return try answer(
            number, found.report, facts: found.facts, record: RecordNotes(found, installation),
            prefersJSON: prefersJSON, at: instant, status: .ok)
    }

    private func answer(
        _ number: CertificateNumber, _ report: VerificationReport, facts: CertificateFacts?,
        record: RecordNotes?, prefersJSON: Bool, at instant: Timestamp,
        status: HTTPResponse.Status
    ) throws -> Response {
        var response: Response
        if prefersJSON {
            var document = report.document
            document["number"] = .string(number.description)
            document["checkedAt"] = .string(instant.description)
            if var certificate = facts?.document {
                certificate["credential"] = record?.file.map {
                    .string("\(installation.baseURL)/credentials/\($0)")
                }
                document["certificate"] = .object(certificate)
            }
            for (member, value) in record?.members ?? [] { document[member] = value }
            response = .json(.object(document), caching: .never)
        } else {
            response = try pages.verdict(
                number: number, report: report, facts: facts, record: record, at: instant)
        }
        response.status = status
        if status == .serviceUnavailable { response.headers[.retryAfter] = "30" }
        return response
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
            let decoded = text.utf8.contains(UInt8(ascii: "%")) ? text.removingPercentEncoding : text
            return try CertificateNumber(decoded ?? text)
        } catch {
            throw Problem.mistypedNumber(error)
        }
    }
}
