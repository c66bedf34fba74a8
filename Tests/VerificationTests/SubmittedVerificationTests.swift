import StoreSQL
import CertAuthority
import Credentials
import Documents
import Foundation
import GRDB
import LinkedData
import Office
import StoreSQLite
import Testing
import Verification
@testable import TestSupport

@Suite("Verification of what is handed in")
struct SubmittedVerificationTests {
    private static let nothing = CredentialExtraction(
        png: { _ in ExtractedCredential([]) }, svg: { _ in ExtractedCredential([]) },
        pdf: { _ in ExtractedCredential([]) })

    private func verify(
        _ test: TestInstallation, _ bytes: [UInt8]
    ) async throws -> SubmissionFinding {
        try await test.verification.verify(
            SubmittedDocument(bytes, extraction: Self.nothing), at: TestInstallation.instant)
    }

    private func only(
        _ test: TestInstallation, _ bytes: [UInt8]
    ) async throws -> CredentialFinding {
        try #require(try await verify(test, bytes).credentials.first)
    }

    private func document(_ bytes: [UInt8]) throws -> JSONObject {
        try #require(try JSON.parse(bytes).objectValue)
    }

    @Test("The very bytes on record get the checks of their number")
    func onRecord() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let finding = try await only(test, certificate.credential)
            let byNumber = try #require(
                try await test.verification.verify(
                    certificate.number, at: TestInstallation.instant))
            #expect(finding.report == byNumber.report)
            #expect(finding.issuerKnown == true)
            #expect(finding.certificate == certificate)
            #expect(finding.report.verdict == .valid)
        }
    }

    @Test("The same document written otherwise is the one on record; another one is not genuine")
    func otherBytes() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let json = try document(certificate.credential)
            var listed = json
            listed["type"] = .array(try #require(json["type"]?.arrayValue).reversed())
            for (written, what) in [
                (JSON.object(json).canonicalBytes(), "canonical"),
                (Array(JSON.object(json).prettyText().utf8), "pretty"),
                (JSON.object(listed).compactBytes(), "types in another order"),
            ] {
                #expect(written != certificate.credential)
                let finding = try await only(test, written)
                #expect(finding.report.verdict == .valid, "\(what)")
                #expect(finding.report.check(.record)?.result == .passed, "\(what)")
                #expect(finding.issuerKnown == true)
            }
            var subjectChanged = try #require(json["credentialSubject"]?.objectValue)
            subjectChanged["narrative"] = "With distinction."
            var changed = json
            changed["credentialSubject"] = .object(subjectChanged)
            let tampered = try await only(test, JSON.object(changed).compactBytes())
            #expect(tampered.report.verdict == .notGenuine)
            #expect(tampered.report.check(.proof)?.result == .failed)
            #expect(tampered.report.check(.record)?.result == .failed)
            #expect(tampered.issuerKnown == nil)
            #expect(tampered.certificate == nil)

            // Whoever has the key can sign another document under that number; the record knows.
            let forged = try test.signer().secure(
                changed.removing("proof"), created: TestInstallation.instant)
            let finding = try await only(test, forged)
            #expect(finding.report.check(.proof)?.result == .passed)
            #expect(finding.report.verdict == .notGenuine)
        }
    }

    @Test("A document is never called false because the record of it is damaged")
    func damagedRecord() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let name = Array(
                String(decoding: certificate.credential, as: UTF8.self)
                    .replacing("Ada Obi", with: "Ada Obj").utf8)
            for (damaged, verdict) in [
                // The proof is whole, and it is this document's.
                (name, Verdict.valid), (Array(certificate.credential.dropLast(9)), .cannotTell),
                ([0x7B, 0x7D], .cannotTell), ([], .cannotTell),
            ] {
                try test.tamper("UPDATE certificate SET credential = ?", [Data(damaged)])
                let finding = try await only(test, certificate.credential)
                #expect(finding.report.verdict == verdict)
                #expect(finding.report.check(.proof)?.result == .passed)
            }
        }
    }

    @Test("What the record knows of a standing is told of the document too")
    func standings() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            try await test.change(issued[0].number, to: .revoked, reason: "issued by mistake")
            try await test.change(issued[1].number, to: .suspended, reason: "under review")
            for (certificate, words) in [
                (issued[0], "revoked it on 2026-06-01: issued by mistake"),
                (issued[1], "suspended it on 2026-06-01: under review"),
            ] {
                let pretty = JSON.object(try document(certificate.credential)).canonicalBytes()
                for bytes in [certificate.credential, pretty] {
                    let finding = try await only(test, bytes)
                    #expect(finding.report.verdict == .notCurrentlyValid)
                    #expect(finding.report.check(.status)?.detail.contains(words) == true)
                    #expect(finding.issuerKnown == true)
                }
            }
        }
    }

    @Test("A copy of an erased certificate verifies as it did, and the erasure is told")
    func erased() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            _ = try await test.store.erase(
                [certificate.number], reason: "asked for", TestInstallation.authorship)
            let found = try await verify(test, certificate.credential)
            #expect(found.verdict == .valid)
            let finding = try #require(found.credentials.first)
            #expect(finding.report.check(.record)?.result == .passed)
            #expect(finding.certificate?.condition == .erased)
            let json = found.document(test.installation, at: TestInstallation.instant)
            #expect(json["state"] == "erased")
            #expect(json["certificate"]?["name"] == "Ada Obi")
            let document = JSON.object(try document(certificate.credential))
            let pretty = try await verify(test, Array(document.prettyText().utf8))
            #expect(pretty.verdict == .valid)
            // No byte of it can be told to be as it was issued.
            let reordered = try await verify(test, document.canonicalBytes())
            #expect(reordered.verdict == .cannotTell)
            // Of one that an earlier version erased there is no digest.
            try test.tamper("UPDATE certificate SET digests = NULL")
            let older = try await only(test, document.canonicalBytes())
            #expect(older.report.verdict == .valid)
            #expect(older.report.check(.record)?.result == .notMade)
        }
    }

    @Test("A signature of ours on a number that was never given confirms nothing")
    func neverIssued() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            var json = try document(certificate.credential).removing("proof")
            for id in [
                test.installation.verificationURL(try CertificateNumber.random()),
                "https://verify.example.org/v/none", "https://verify.example.org.evil.example/v/1",
                test.installation.verificationURL(certificate.number).uppercased(),
            ] {
                json["id"] = .string(id)
                let forged = try test.signer().secure(json, created: TestInstallation.instant)
                let finding = try await only(test, forged)
                #expect(finding.report.check(.proof)?.result == .passed, "\(id)")
                #expect(finding.report.verdict == .cannotTell, "\(id)")
                #expect(finding.issuerKnown == nil)
            }
        }
    }

    @Test("A stranger's badge is genuine and its issuer unknown, whatever name it goes by")
    func stranger() async throws {
        try await TestInstallation.with { test in
            let bytes = try strangersBadge(test, id: "https://badges.example.net/1")
            let found = try await verify(test, bytes)
            let finding = try #require(found.credentials.first)
            #expect(found.verdict == .valid)
            #expect(finding.issuerKnown == false)
            #expect(finding.number == nil && finding.certificate == nil)
            #expect(finding.report.check(.issuer)?.result == .notMade)
            let json = found.document(test.installation, at: TestInstallation.instant)
            #expect(json["issuerKnown"] == false)
            #expect(json["certificate"]?["issuer"] == "International Telecommunication Union")
        }
    }

    @Test(
        "A stranger's badge under a number of ours is not genuine, under a look-alike a stranger's")
    func borrowedNumber() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let url = test.installation.verificationURL(certificate.number)
            for (id, verdict, known) in [
                (url, Verdict.notGenuine, nil as Bool?),
                (url.replacing("verify.", with: "verify.example.org."), .valid, false),
                (url.replacing("https", with: "http"), .valid, false),
            ] {
                let finding = try await only(test, strangersBadge(test, id: id))
                #expect(finding.report.verdict == verdict, "\(id)")
                #expect(finding.issuerKnown == known, "\(id)")
                #expect(finding.certificate == nil)
            }
        }
    }

    @Test("Where a stranger's keys cannot be looked up, nothing is told")
    func unreachable() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            var json = try document(certificate.credential).removing("proof")
            json["id"] = "https://other.example.org/1"
            for issuer in [
                "did:web:other.example.org", "did:web:verify.example.org:orgs:none",
                "did:web:verify.example.org.evil.example:orgs:itu",
                "did:web:verify.example.org:orgs:itu:x",
            ] {
                json["issuer"] = .string(issuer)
                let foreign = try CredentialSigner(
                    issuer: issuer, keyID: test.keyID, key: test.key
                ).secure(json, created: TestInstallation.instant)
                let finding = try await only(test, foreign)
                #expect(finding.report.verdict == .cannotTell, "\(issuer)")
                #expect(finding.issuerKnown == nil)
            }
        }
    }

    @Test("A token of ours is held against the record as well")
    func token() async throws {
        try await TestInstallation.with { test in
            let signer = try CredentialSigner(
                issuer: test.installation.did(of: slug("itu")), keyID: test.keyID, key: test.key,
                mechanism: .token(.joseCose))
            let issuer = try test.issuer(signer: signer)
            let batch = try TestInstallation.batch(
                key: test.keyID, mechanism: .token(.joseCose))
            let certificate = try #require(
                try await test.store.issue(
                    batch, [TestInstallation.request("Ada Obi")], lists: issuer,
                    TestInstallation.authorship
                ) { try issuer.certificate($0, of: batch) }.first)
            #expect(certificate.fileForm == .jwt)
            let compact = String(decoding: certificate.credential, as: UTF8.self)
            for bytes in [
                certificate.credential, certificate.credential + [0x0A],
                EnvelopedCredential.wrap(compact).compactBytes(),
            ] {
                let finding = try await only(test, bytes)
                #expect(finding.report.verdict == .valid)
                #expect(finding.report.check(.record)?.result == .passed)
                #expect(finding.certificate == certificate)
            }
        }
    }

    @Test("A credential is taken out of a PNG, an SVG and a PDF, and is the one on record")
    func carried() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let code = try QRCode("HTTPS://VERIFY.EXAMPLE.ORG")
            let credential = certificate.credential
            for (bytes, kind) in [
                (try BakedPNG.bake(credential, into: code.png()), SubmittedDocument.Kind.png),
                (try BakedSVG.bake(credential, into: Array(code.svg(title: "A").utf8)), .svg),
                (try PDFSamples.assembled(PDFCredential(bytes: credential, form: .json)), .pdf),
            ] {
                let document = try SubmittedDocument(bytes, extraction: .standard)
                #expect(document.kind == kind)
                let found = try await test.verification.verify(
                    document, at: TestInstallation.instant)
                #expect(found.verdict == .valid)
                #expect(found.credentials.first?.certificate == certificate)
            }
            for blank in [try code.png(), Array(code.svg(title: "A").utf8)] {
                do throws(SubmissionError) {
                    _ = try SubmittedDocument(blank, extraction: .standard)
                    Issue.record("a picture without a credential was taken")
                } catch {
                    #expect(error.code == .noCredential)
                }
            }
        }
    }

    @Test("A store that fails is an error, never a verdict")
    func failingStore() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let submitted = try SubmittedDocument(
                certificate.credential, extraction: Self.nothing)
            for failing: Set<FailingStore.Read> in [[.certificate], [.signingKeys]] {
                let verification = CertificateVerification(
                    store: FailingStore(store: test.store, failing: failing),
                    installation: test.installation)
                await #expect(throws: StoreError.self) {
                    try await verification.verify(submitted, at: TestInstallation.instant)
                }
            }
        }
    }

    @Test("A stranger who goes by a name of ours, or by one that looks like it, is warned of")
    func namesakes() async throws {
        try await TestInstallation.with { test in
            for (name, shown) in [
                ("International Telecommunication Union", "International Telecommunication Union"),
                (
                    "lNTERNATIONAL  TELECOMMUNICATI\u{41E}N UNION",
                    "International Telecommunication Union"
                ),
                ("I.T.U.", "International Telecommunication Union"),
                ("The Test-Coalition of Skills", "Test Coalition"), ("Lakeside College", nil),
            ] as [(String, String?)] {
                let bytes = try StrangersBadge.signed(called: name)
                let finding = try await only(test, bytes)
                #expect(finding.namesake == shown, "\(name)")
                let check = finding.report.check(.issuerName)
                #expect((check?.result == .failed) == (shown != nil), "\(name)")
                #expect(check?.detail.contains("did:key:") != false)
                // It is a warning, and decides nothing.
                #expect(finding.report.verdict == .valid && finding.issuerKnown == false)
            }
            let own = try #require(try await test.issue("Ada Obi").first)
            #expect(try await only(test, own.credential).namesake == nil)
        }
    }

    @Test("A PDF's own signature is told of: whose it is, and whether the PDF was changed since")
    func signedPDF() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let plain = try PDFSamples.assembled(
                PDFCredential(bytes: certificate.credential, form: .json))
            let (signer, chain) = try PDFSigning.signerWithChain()
            let signed = try signer.sign(
                plain, name: "ITU", reason: nil, at: PDFSigning.instant)
            func check(_ pdf: [UInt8]) async throws -> Check? {
                let found = try await test.verification.verify(
                    SubmittedDocument(pdf, extraction: .standard), at: TestInstallation.instant)
                let finding = try #require(found.credentials.first)
                #expect(finding.report.verdict == .valid)
                #expect(finding.report.check(.print)?.result == .notMade)
                return finding.report.check(.pdfSignature)
            }
            #expect(try await check(plain) == nil)
            #expect(try await check(signed)?.result == .notMade)
            try await test.store.add(
                DocumentCertificate(
                    organisation: try slug("itu"), chain: chain, added: PDFSigning.instant),
                TestInstallation.authorship)
            #expect(try await check(signed)?.result == .passed)
            let changed = signed + Array("% more\n".utf8)
            #expect(try await check(changed)?.result == .failed)
        }
    }

    /// A badge that calls its issuer as ours is called, signed with a key of its own.
    private func strangersBadge(_ test: TestInstallation, id: String) throws -> [UInt8] {
        try StrangersBadge.signed(id: id, called: "International Telecommunication Union")
    }
}
