import CertAuthority
import Credentials
import Foundation
import Testing
import Verification
@testable import Documents
@testable import TestSupport

@Suite("A certificate's sheet")
struct CertificateSheetTests {
    private static func file(
        _ installation: TestInstallation, _ certificate: Certificate, _ request: SheetRequest
    ) async throws -> [UInt8] {
        try CertificateSheet.file(
            try await installation.genuine(certificate), request, designs: SheetDesigns(),
            catalogue: installation.contents.catalogue, installation: installation.installation)
    }

    @Test("Each form is drawn to the same bytes twice, and carries the credential")
    func forms() async throws {
        try await TestInstallation.with { installation in
            let certificate = try await installation.issue("Zoë Müller-Åkesson")[0]
            for form in SheetForm.allCases {
                let request = SheetRequest(form: form, design: "modern", language: .arabic, dpi: 50)
                let first = try await Self.file(installation, certificate, request)
                #expect(first == (try await Self.file(installation, certificate, request)))
                #expect(first.count > 10_000)
                if let picture = BakedImage(first) {
                    #expect(form != .pdf)
                    #expect(try picture.credential(in: first) == certificate.credential)
                } else {
                    #expect(form == .pdf)
                }
            }
            let pdf = try await Self.file(installation, certificate, SheetRequest(form: .pdf))
            #expect(pdf.starts(with: Array("%PDF-".utf8)))
            #expect(pdf.firstRange(of: certificate.credential) != nil)
            let svg = String(
                decoding: try await Self.file(
                    installation, certificate, SheetRequest(form: .svg, language: .french)),
                as: UTF8.self)
            #expect(
                svg.contains(">Zoë Müller-Åkesson</text>") && svg.contains("Certificat de réussite")
            )
            #expect(
                svg.contains("\(certificate.number)")
                    && svg.contains("30 mai 2026") == svg.contains("30 May 2026"))
        }
    }

    @Test("An erased certificate, an unknown design and an organisation without sheets have none")
    func none() async throws {
        try await TestInstallation.with { installation in
            let certificate = try await installation.genuine(installation.issue("Ada Obi")[0])
            func refusal(_ request: SheetRequest, _ catalogue: Catalogue) throws -> SheetFault.Code?
            {
                do {
                    _ = try CertificateSheet.file(
                        certificate, request, designs: SheetDesigns(), catalogue: catalogue,
                        installation: installation.installation)
                    return nil
                } catch let fault as SheetFault { return fault.code }
            }
            let catalogue = installation.contents.catalogue
            #expect(try refusal(SheetRequest(form: .svg), catalogue) == nil)
            #expect(try refusal(SheetRequest(form: .svg, design: "x"), catalogue) == .unknownDesign)
            #expect(try refusal(SheetRequest(form: .png, dpi: 5_000), catalogue) == .drawing)
            let itu = try #require(catalogue.organisation(slug("itu")))
            let bare = Organisation(
                slug: itu.slug, name: itu.name, country: nil, url: itu.url, role: itu.role,
                mayIssue: itu.mayIssue, appearance: .init(hasSheets: false))
            #expect(
                try refusal(SheetRequest(form: .svg), Catalogue(organisations: [bare])) == .content)
        }
    }

    @Test("A service draws once for all who ask, and keeps no more than its bound")
    func service() async throws {
        try await TestInstallation.with { installation in
            let issued = try await installation.issue("Ada Obi", "陈晓雯", "ليلى الحسيني")
            var certificates: [GenuineCertificate] = []
            for certificate in issued {
                certificates.append(try await installation.genuine(certificate))
            }
            let first = certificates[0]
            let service = try DocumentService(
                store: installation.store, installation: installation.installation,
                designs: SheetDesigns(), limit: 400_000, waiting: 3)
            let request = SheetRequest(form: .svg)
            let answers = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<20 {
                    group.addTask { try await service.file(first, request) }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(answers.count == 1)
            for (certificate, genuine) in zip(issued, certificates) {
                let bytes = try await service.file(genuine, request)
                #expect(bytes == (try await Self.file(installation, certificate, request)))
            }
            #expect(await service.keptBytes <= 400_000)
        }
    }

    @Test("A lane with too many waiting refuses, and goes on after a failure")
    func lane() async throws {
        let lane = RenderingLane(waiting: 1)
        let gate = DispatchSemaphore(value: 0)
        async let first: Void = lane.run { gate.wait() }
        var refused = 0
        // One is being run, at most one waits: of three more at least one is refused.
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    do {
                        try await lane.run {}
                        return true
                    } catch is DocumentService.Busy { return false }
                }
            }
            while refused < 1, let done = try await group.next() {
                if !done { refused += 1 }
            }
            gate.signal()
        }
        try await first
        #expect(refused >= 1)
        await #expect(throws: SheetFault.self) {
            try await lane.run { throw SheetFault(.drawing, "trial") }
        }
        #expect(try await lane.run { 7 } == 7)
    }
}
