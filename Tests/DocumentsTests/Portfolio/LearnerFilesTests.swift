import CertAuthority
import Credentials
import LinkedData
import Office
import Testing
@testable import Documents
@testable import TestSupport

@Suite("What a learner downloads")
struct LearnerFilesTests {
    @Test("Both badges carry the stored credential, byte for byte, and are the same each time")
    func badges() async throws {
        try await TestInstallation.with { test in
            let certificate = try await test.issue("Zoë 李 ]]>")[0]
            let files = LearnerFiles(installation: test.installation, badges: test.badges)
            #expect(try await files.offered(certificate) == [.badgePNG, .badgeSVG, .json, .qrSVG])
            let png = try await files.content(.badgePNG, of: test.genuine(certificate))
            #expect(try BakedPNG.credential(in: png) == certificate.credential)
            #expect(try await files.content(.badgePNG, of: test.genuine(certificate)) == png)
            let svg = try await files.content(.badgeSVG, of: test.genuine(certificate))
            #expect(try BakedSVG.credential(in: svg) == certificate.credential)
            #expect(
                try await files.content(.json, of: test.genuine(certificate))
                    == certificate.credential)
            #expect(
                LearnerFiles.name(.badgePNG, of: certificate)
                    == "Zoë 李 - \(LearnerFiles.title(certificate)) - badge.png")
        }
    }

    @Test("A certificate that was signed as a token is offered as a token")
    func token() async throws {
        try await TestInstallation.with { test in
            let signer = try CredentialSigner(
                issuer: test.installation.did(of: slug("itu")), keyID: test.keyID, key: test.key,
                mechanism: .token(.openBadges))
            let issuer = try test.issuer(signer: signer)
            let batch = try TestInstallation.batch(key: test.keyID, mechanism: .token(.openBadges))
            let certificate = try await test.store.issue(
                batch, [TestInstallation.request("Ada Obi")], lists: test.issuer(),
                TestInstallation.authorship
            ) { try issuer.certificate($0, of: batch) }[0]
            let files = LearnerFiles(installation: test.installation, badges: test.badges)
            #expect(
                try await files.offered(certificate) == [.badgePNG, .badgeSVG, .jwt, .qrSVG])
            for (file, image) in [(CertificateFile.badgePNG, BakedImage.png), (.badgeSVG, .svg)] {
                let baked = try await files.content(file, of: test.genuine(certificate))
                #expect(try image.credential(in: baked) == certificate.credential)
            }
            #expect(LearnerFiles.title(certificate) != "ai-foundations")
        }
    }

    @Test("A portfolio has a folder for each certificate, of learners of one name too")
    func portfolio() async throws {
        try await TestInstallation.with { test in
            let first = try await test.issue("Ada Obi")
            let second = try await test.issue("Ada Obi", programme: "generative-ai")
            let files = LearnerFiles(
                installation: test.installation, badges: test.badges,
                sheets: .init(draw: { _, form in Array(form.rawValue.utf8) }))
            var portfolio = Portfolio(files)
            var bytes: [UInt8] = []
            for certificate in first + second {
                for file in try await files.offered(certificate) {
                    bytes += try await portfolio.part(file, of: test.genuine(certificate))
                }
            }
            bytes += portfolio.end()
            let text = String(decoding: bytes, as: UTF8.self)
            for certificate in first + second {
                for file in try await files.offered(certificate) {
                    #expect(text.contains("\(certificate.number)/\(file.name)"))
                }
            }
            let offered = try await files.offered(first[0])
            #expect(offered.prefix(3) == [.pdf, .png, .svg])
            let unmade = LearnerFiles(
                installation: test.installation, badges: test.badges,
                sheets: .init { _ in
                    false
                } draw: { _, _ in
                    []
                })
            #expect(try await unmade.offered(first[0]) == Array(offered.dropFirst(3)))
        }
    }
}
