import CertAuthority
import Credentials
import LinkedData
import Testing
import Verification
@testable import TestSupport

@Suite("What is handed in to be verified")
struct SubmissionTests {
    private static let credential = Array(
        #"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiableCredential"}"#.utf8
    )
    private static let token = Array(
        [
            Array(#"{"alg":"EdDSA"}"#.utf8), Array(#"{"vc":{},"iss":"did:example:a"}"#.utf8),
            [UInt8](repeating: 7, count: 64),
        ].map(Base64URL.encode).joined(separator: ".").utf8)
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]

    /// Files that carry one and the same credential.
    private static func extraction(_ content: [UInt8] = credential) -> CredentialExtraction {
        CredentialExtraction(
            png: { _ in ExtractedCredential(content) }, svg: { _ in ExtractedCredential(content) },
            pdf: { _ in ExtractedCredential(content) })
    }

    private static let installation = Installation(
        name: "Test", baseURL: "https://verify.example.org:8443", created: TestInstallation.instant)

    private func read(
        _ bytes: [UInt8], _ extraction: CredentialExtraction = extraction()
    ) throws(SubmissionError) -> Submission {
        try Submission(bytes, installation: Self.installation, extraction: extraction)
    }

    private func code(_ bytes: [UInt8]) -> SubmissionError.Code? {
        do throws(SubmissionError) { _ = try read(bytes) } catch { return error.code }
        return nil
    }

    @Test("What a document is follows from its content, whatever stands around it")
    func kinds() throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let presentation = Array(#"{"@context":[],"type":["VerifiablePresentation"]}"#.utf8)
        let envelope = Array(#"{"@context":[],"type":"EnvelopedVerifiableCredential"}"#.utf8)
        let inContent = Array(#"{"type":"VerifiableCredential","name":"%PDF-1.7 <svg"}"#.utf8)
        for (bytes, kind) in [
            (Self.credential, SubmittedDocument.Kind.credential),
            (mark + Self.credential + [0x0A], .credential), (Self.token, .token),
            ([0x0A] + Self.token + [0x0D, 0x0A], .token), (presentation, .presentation),
            (envelope, .envelopedCredential), (inContent, .credential), (Self.png, .png),
            (
                Array(#"{"@context":[],"type":"EnvelopedVerifiablePresentation"}"#.utf8),
                .presentation
            ),
            (Array("<?xml version=\"1.0\"?><svg/>".utf8), .svg), (Array("%PDF-1.7".utf8), .pdf),
            (Array("junk\n%PDF-1.7".utf8), .pdf),
        ] {
            guard case .document(let document) = try read(bytes) else {
                Issue.record("\(kind) was taken for a number")
                continue
            }
            #expect(document.kind == kind)
            #expect(document.isPresentation == (kind == .presentation))
            #expect(document.content.first == UInt8(ascii: kind == .token ? "e" : "{"))
        }
    }

    @Test("A token of a presentation is known by its type, or by what is in it")
    func presentationTokens() throws {
        let key = try PrivateKey.generate(.ed25519)
        func isPresentation(_ type: JSON?, _ payload: JSON) throws -> Bool {
            var header = JSONObject()
            header["typ"] = type
            header["kid"] = "did:web:holder.example#a-key-with-a-name-that-is-long"
            let token = try JSONWebSignature.sign(
                payload: payload.compactBytes(), header: header, with: key)
            guard case .document(let document) = try read(Array(token.utf8)) else { return false }
            #expect(document.kind == .token)
            return document.isPresentation
        }
        #expect(try isPresentation("vp+jwt", ["holder": "did:web:holder.example"]))
        #expect(try isPresentation("JWT", ["vp": [:]]))
        #expect(try isPresentation(nil, ["type": ["VerifiablePresentation"]]))
        #expect(try !isPresentation("vc+jwt", ["vp": [:]]))
        #expect(try !isPresentation("JWT", ["vc": [:]]))
        #expect(try !isPresentation(nil, ["type": ["VerifiableCredential"]]))
    }

    @Test("What carries a credential is told apart from what it carries")
    func carried() throws {
        for content in [Self.token, Self.credential] {
            guard case .document(let document) = try read(Self.png, Self.extraction(content)) else {
                Issue.record("a picture was taken for a number")
                return
            }
            #expect(document.kind == .png)
            #expect(document.content == content)
        }
    }

    @Test("What cannot be verified is refused by its kind, and what to do is said")
    func refusals() {
        struct Unreadable: Error {}
        let kinds: [([UInt8], SubmissionError.Code)] = [
            ([], .empty), ([0x20, 0x0A], .empty),
            (Array("[1]".utf8), .mistypedNumber), (Array("GIF89a\u{1}".utf8), .otherFormat),
            (Array("some\u{1}text".utf8), .unknownKind),
            (
                Array(
                    "To whom it may concern: this certifies that somebody has completed the course and more"
                        .utf8), .unknownKind
            ),
            (Array("7K3M\n9QXD\n".utf8), .mistypedNumber),
            (Array("0000-0000-0000-0000-0\n0000-0000-0000-0000-0".utf8), .unknownKind),
            (Array("0000-0000-0000-0000-0\n0000-0000-0000-0000-1".utf8), .unknownKind),
            ([0xFF, 0xFE, 0x7B, 0], .cutShort), (Array("{\"broken".utf8), .cutShort),
            (Array(#"{"name":"x"}"#.utf8), .notCredential),
            (Array((String(repeating: "[", count: 100) + "]").utf8), .unreadableFile),
            ([UInt8](repeating: 0x20, count: SubmittedDocument.byteLimit + 1), .tooLarge),
            (Array("https://elsewhere.example/v/1".utf8), .foreignAddress),
            (Array("0000".utf8), .mistypedNumber),
        ]
        for (bytes, expected) in kinds {
            #expect(code(bytes) == expected, "\(expected)")
        }
        let failing = CredentialExtraction(
            png: { _ in throw Unreadable() }, svg: { _ in ExtractedCredential([]) },
            pdf: { _ in ExtractedCredential(Self.png) })
        for bytes in [Self.png, Array("<svg/>".utf8), Array("%PDF-1.7".utf8)] {
            #expect(throws: SubmissionError.self) { try read(bytes, failing) }
        }
    }

    @Test("Numbers and addresses of this installation are read as people give them")
    func addresses() throws {
        let number = try CertificateNumber("0000-0000-0000-0000-0")
        for text in [
            "0000-0000-0000-0000-0", "ooooOOOO0000 0000 0", " 0000-0000-0000-0000-0\n",
            "https://verify.example.org:8443/v/0000-0000-0000-0000-0",
            "HTTPS://VERIFY.EXAMPLE.ORG:8443/V/0000-0000-0000-0000-0",
            "verify.example.org:8443/v/00000000000000000/?lang=fr#top",
            "http://verify.example.org:8443/v/0000%2D0000-0000-0000-0",
            "https://verify.example.org:8443/credentials/0000-0000-0000-0000-0.json",
        ] {
            guard case .number(let found) = try read(Array(text.utf8)) else {
                Issue.record("\(text) is no number")
                continue
            }
            #expect(found == number, "\(text)")
        }
    }

    @Test("What people and programs put around a number or an address is passed over")
    func around() throws {
        // A number that holds letters and digits, so that no part of it passes for a label.
        let number = try CertificateNumber.random()
        let groups = number.description.split(separator: "-").map(String.init)
        let url = "https://verify.example.org:8443/v/\(number)"
        for text in [
            "No. \(number)", "Nr.\(number)", "N\u{B0} \(number)", "#\(number)", "\u{2116}\(number)",
            "Certificate: \(number)", "Certificate number: \(number).", "(\(number))",
            "[\(number)]",
            "\u{201C}\(number)\u{201D}", "\u{AB}\u{A0}\(number)\u{A0}\u{BB}",
            "Certificate (\(number))", "name;number\r\nZo\u{EB};\(number)\r\n",
            "Name,Number\n Zo\u{EB},\(number)",
            groups.joined(separator: "."), groups.joined(separator: "\u{2013}"),
            groups.joined(separator: "\u{A0}"), groups.joined(separator: "-\u{AD}"),
            groups.joined(separator: "\u{2011}"), "\(number),", "<\(url)>", "(\(url))",
            "Link: \(url)",
            "\(url).", "[certificate](\(url))", "Certificate <\(url)>",
            "see verify.example.org:8443/v/\(number)", "\u{200B}\(url)\u{FEFF}",
            "https://verify.example.org:8443/v/\(groups.joined(separator: "-\r\n"))",
            groups.joined(separator: "-\n"), url.replacing("-", with: "\u{2013}"),
            url.replacing("-", with: "\u{AD}-"),
        ] {
            guard case .number(let found) = try? read(Array(text.utf8)) else {
                Issue.record("\(text) is no number")
                continue
            }
            #expect(found == number, "\(text)")
        }
    }

    @Test(
        "Nothing but labels and brackets is passed over, and an address within another is foreign")
    func notAround() throws {
        let number = try CertificateNumber.random()
        for text in [
            "A1 \(number)", String(repeating: "a ", count: 33) + "\(number)",
            "\(number) \(number)", "\(number)7", "12: \(number)", "No. 0000-1",
        ] {
            #expect(code(Array(text.utf8)) != nil, "\(text)")
        }
        for text in [
            "evil.example/?u=https://verify.example.org:8443/v/\(number)",
            "https://evil.example/https://verify.example.org:8443/v/\(number)",
            "evil.verify.example.org:8443/v/\(number)", "<https://evil.example/v/\(number)>",
            "a@verify.example.org:8443/v/\(number)",
        ] {
            #expect(code(Array(text.utf8)) == .foreignAddress, "\(text)")
        }
    }

    @Test("A host that only looks like this installation's is another")
    func lookAlikes() {
        for host in [
            "verify.example.org", "verify.example.org:84430",
            "verify.example.org:8443.evil.example",
            "verify.example.org:8443@evil.example", "verify.exampIe.org:8443",
            "v\u{435}rify.example.org:8443", "verify.example.org\u{FF0F}x:8443",
            "xverify.example.org:8443", "verify.example.org:8443\\", "user@verify.example.org:8443",
        ] {
            for scheme in ["https://", "", "ftp://"] {
                let text = "\(scheme)\(host)/v/0000-0000-0000-0000-0"
                #expect(code(Array(text.utf8)) == .foreignAddress, "\(text)")
            }
        }
        #expect(code(Array("https://verify.example.org:8443/elsewhere".utf8)) == .foreignAddress)
        #expect(code(Array("https://verify.example.org:8443/v/a/b".utf8)) == .foreignAddress)
    }
}
