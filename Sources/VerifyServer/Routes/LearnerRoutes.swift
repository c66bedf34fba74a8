import CertAuthority
import Credentials
import Documents
import Hummingbird
import LinkedData
import Logging
import Verification

/// A learner's own page and its downloads, below `/c/TOKEN`.
///
/// Whoever has the address may see it all, so the address goes nowhere else: nothing of this is kept
/// by caches, the token stands in no answer but the page itself, and an address that does not lead
/// anywhere (any more) is answered as any other that does not exist.
struct LearnerRoutes: Sendable {
    /// The archive of all files.
    static let everything = "everything.zip"

    let installation: Installation
    let pages: Pages
    let files: LearnerFiles
    /// Finds the certificate of a token, and what its number's checks come to.
    let finding: @Sendable (LearnerToken) async throws -> CertificateFinding?
    /// The catalogue at an instant.
    let catalogue: @Sendable (Timestamp) async -> CatalogueEdition?
    /// The names of the designs in which sheets can be had, the standard one first.
    let designs: [String]
    let now: @Sendable () -> Timestamp

    func add(to routes: inout Routes) {
        routes.get("/c/:token") { request, context in
            let (token, finding) = try await found(context)
            guard let certificate = finding.genuine?.certificate, let facts = finding.facts else {
                return answer(finding)
            }
            let reader = Reader(request, learner: certificate.locale)
            let offered = try await files.offered(certificate)
            return await page(
                LearnerPage.Subject(
                    certificate: certificate, facts: facts, newest: finding.newest, token: token,
                    files: offered),
                reader)
        }
        routes.get("/c/:token/:file", RouteFacts(cost: .byParameters(Self.tokens))) { _, context in
            let (_, finding) = try await found(context)
            guard let genuine = finding.genuine else { return answer(finding) }
            let certificate = genuine.certificate
            let name = try context.parameters.require("file")
            let offered = try await files.offered(certificate)
            if name == Self.everything {
                return archive(genuine, try await drawn(offered, genuine, context.logger))
            }
            guard let file = CertificateFile(downloadName: name), offered.contains(file) else {
                throw HTTPError(.notFound)
            }
            let bytes = try await SheetProblems.told(certificate.number, context.logger) {
                try await files.content(file, of: genuine)
            }
            var response = Response.content(bytes, type: file.mediaType, caching: .never)
            response.headers[.contentDisposition] = ReadableName.disposition(
                LearnerFiles.name(file, of: certificate))
            return response
        }
    }

    /// What a download costs: as much as the same document by its number. The archive has all files;
    /// what is no file's name costs as much.
    private static func tokens(_ parameters: Parameters) -> Int {
        let file = parameters.get("file").flatMap { CertificateFile(downloadName: $0) }
        return (file.map { [$0] } ?? CertificateFile.downloads)
            .reduce(0) { $0 + $1.cost.tokens(parameters) }
    }

    /// The certificate that the address leads to. To know whether there is one takes one look-up by
    /// a hash, whatever the token is.
    private func found(
        _ context: BasicRequestContext
    ) async throws -> (LearnerToken, CertificateFinding) {
        guard let token = LearnerToken(try context.parameters.require("token")),
            let finding = try await finding(token)
        else { throw HTTPError(.notFound) }
        return (token, finding)
    }

    /// Where the document on record is not genuine, or that cannot be told, there is nothing to
    /// download; the page of its number says why.
    private func answer(_ finding: CertificateFinding) -> Response {
        var response = Response.redirect(to: "/v/\(finding.certificate.number)", type: .normal)
        response.headers[.cacheControl] = Caching.never.rawValue
        return response
    }

    private func page(_ subject: LearnerPage.Subject, _ reader: Reader) async -> Response {
        let instant = now()
        let known = await catalogue(instant).map {
            CatalogueFacts(subject.facts, $0.catalogue, installation)
        }
        let address = installation.scannedURL(subject.certificate.number)
        return pages.learner(for: reader) { wording in
            LearnerPage(
                subject: subject, known: known, designs: designs,
                qrCode: (try? QRCode(address).svg(title: address)) ?? "", wording: wording,
                reader: reader, installation: installation, now: instant)
        }
    }

    /// The files that can be had, once the sheets among them are drawn: an answer that has begun
    /// cannot be taken back. The archive finds them drawn.
    ///
    /// - Throws: `Problem` where too many drawings wait already.
    private func drawn(
        _ offered: [CertificateFile], _ genuine: GenuineCertificate, _ logger: Logger
    ) async throws -> [CertificateFile] {
        var files: [CertificateFile] = []
        for file in offered {
            if case .sheet = file.kind {
                do {
                    _ = try await SheetProblems.told(genuine.certificate.number, logger) {
                        try await self.files.content(file, of: genuine)
                    }
                } catch let problem as Problem where problem.status == .notFound {
                    continue
                }
            }
            files.append(file)
        }
        return files
    }

    /// Files as one archive, each made only when those before it are on their way.
    private func archive(_ genuine: GenuineCertificate, _ offered: [CertificateFile]) -> Response {
        let files = files
        let name = LearnerFiles.folder(genuine.certificate) + ".zip"
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/zip", .cacheControl: Caching.never.rawValue,
                .contentDisposition: ReadableName.disposition(name),
            ],
            body: ResponseBody { writer in
                var portfolio = Portfolio(files)
                for file in offered {
                    let part = try await portfolio.part(file, of: genuine)
                    try await writer.write(ByteBuffer(bytes: part))
                }
                try await writer.write(ByteBuffer(bytes: portfolio.end()))
                try await writer.finish(nil)
            })
    }
}

extension Reader {
    /// Who reads a learner's page: in the language that the address names, else in the learner's
    /// own, which links carry on, else in one that the browser accepts.
    init(_ request: Request, learner: LanguageTag?) {
        let reader = Reader(request)
        let own = learner.flatMap { Language($0) }
        self = reader.chose ? reader : own.map { Reader(language: $0, chose: true) } ?? reader
    }
}
