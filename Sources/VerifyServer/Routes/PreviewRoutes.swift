import CertAuthority
import Credentials
import Documents
import Foundation
import Hummingbird
import Verification

/// The pictures of shared links: `/v/NUMBER/preview.png`.
///
/// Programme, issuer, badge and verdict, never the learner. Of a number that is not known, and of a
/// certificate that cannot be confirmed, the card of the coalition, which says nothing of it.
struct PreviewRoutes<Store: PublicRecord>: Sendable {
    let installation: Installation
    let verification: CertificateVerification<Store>
    let documents: DocumentService
    let now: @Sendable () -> Timestamp

    func add(to routes: inout Routes) {
        var facts = RouteFacts.standard
        facts.cost = .picture
        routes.get("/v/{number}/preview.png", facts) { request, context in
            let text = try context.parameters.require("number")
            let language =
                try request.uri.queryParameters["lang"].map { try Problem.language($0) } ?? .english
            let catalogue = try await documents.catalogue.current().catalogue
            let number = try? CertificateNumber(text.removingPercentEncoding ?? text)
            var preview: LinkPreview?
            if let number { preview = try await card(of: number, catalogue, language) }
            do {
                return Response.content(
                    try await documents.file(
                        preview
                            ?? LinkPreview(catalogue, installation, language: language)),
                    type: "image/png", caching: .statusList)
            } catch is DocumentService.Busy { throw SheetProblems.busy }
        }
    }

    /// The card of a certificate that is genuine; nil for all else.
    private func card(
        of number: CertificateNumber, _ catalogue: Catalogue, _ language: Language
    ) async throws -> LinkPreview? {
        let instant = now()
        guard let finding = try await verification.verify(number, at: instant),
            let genuine = finding.genuine
        else { return nil }
        let state = VerdictState(PageSubject(finding), at: instant)
        switch state.tone {
        case .valid, .notCurrentlyValid:
            return try? LinkPreview(
                genuine, lapsed: state == .valid ? nil : state.phrases.heading, catalogue,
                installation, language: language)
        case .notGenuine, .cannotTell: return nil
        }
    }
}
