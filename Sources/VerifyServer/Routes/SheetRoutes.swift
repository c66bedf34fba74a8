import CertAuthority
import Credentials
import Documents
import Foundation
import Hummingbird
import Logging
import Verification

/// Certificates to print and to show: `/credentials/NUMBER.pdf`, `.png`, `.svg`.
///
/// They say what the signed credential at `/credentials/NUMBER.json` says to everyone with the
/// number, and are drawn when asked for, behind verdicts.
struct SheetRoutes<Store: PublicRecord>: Sendable {
    let verification: CertificateVerification<Store>
    let documents: DocumentService
    let now: @Sendable () -> Timestamp

    func add(to routes: inout Routes) {
        for file in CertificateFile.allCases {
            guard case .sheet(let form) = file.kind, let address = file.address else { continue }
            routes.get("/credentials/{number}\(address)", .programs(file.cost)) {
                request, context in
                try await sheet(form, request, context)
            }
        }
    }

    private func sheet(
        _ form: SheetForm, _ request: Request, _ context: BasicRequestContext
    ) async throws -> Response {
        let text = try context.parameters.require("number")
        let number: CertificateNumber
        do throws(CertificateNumber.Fault) {
            number = try CertificateNumber(text.removingPercentEncoding ?? text)
        } catch {
            throw Problem.mistypedNumber(error, text.removingPercentEncoding ?? text)
        }
        let wanted = try Self.wanted(form, request)
        guard let finding = try await verification.verify(number, at: now()) else {
            throw Problem.unknownNumber(number)
        }
        let certificate = finding.certificate
        if let erasedAt = certificate.history.erasedAt { throw Problem.erased(number, erasedAt) }
        guard certificate.standing.state != .revoked else {
            throw Problem(
                status: .gone, kind: "revoked", title: "Revoked",
                detail: "\(number) was revoked; there is no sheet of it any more.")
        }
        guard let genuine = finding.genuine else {
            throw Problem(
                status: .notFound, kind: "no-sheet", title: "No such document",
                detail: "There is no sheet of \(number), because its document cannot be confirmed "
                    + "here; its page says why.")
        }
        let bytes = try await SheetProblems.told(number, context.logger) {
            try await documents.file(genuine, wanted)
        }
        var response = Response.content(bytes, type: form.mediaType, caching: .revalidated)
        let name = CertificateSheet.fileName(certificate, form)
        response.headers[.contentDisposition] = "inline; filename=\"\(name)\""
        return response
    }

    private static func wanted(_ form: SheetForm, _ request: Request) throws -> SheetRequest {
        var wanted = SheetRequest(form: form)
        let query = request.uri.queryParameters
        if let design = query["design"] { wanted.design = String(design) }
        if let paper = query["paper"] {
            guard let known = SheetPaper(rawValue: String(paper)) else {
                throw Problem.refused("paper is a4 or letter")
            }
            wanted.paper = known
        }
        if let language = query["lang"] {
            wanted.language = try Problem.language(language)
        }
        return wanted
    }
}

extension Problem {
    /// A request with a value that cannot be used.
    static func refused(_ reason: String) -> Problem {
        Problem(
            status: .badRequest, kind: "request-refused", title: "Bad Request",
            detail: "The request cannot be answered: \(reason).")
    }

    /// The language that is asked for.
    ///
    /// - Throws: ``Problem`` where it is none of the eight.
    static func language(_ text: Substring) throws -> Language {
        guard let known = LanguageTag(String(text)).flatMap({ Language($0) }) else {
            throw refused("lang is one of ar, en, es, fr, pt, ru, sw, zh")
        }
        return known
    }
}
