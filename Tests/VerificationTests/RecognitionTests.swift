import CertAuthority
import Credentials
import Documents
import LinkedData
import Office
import Testing
@testable import TestSupport
@testable import Verification

@Suite("What submitted bytes are taken for")
struct RecognitionTests {
    private static let verification = CertificateVerification(
        store: AbsentRecord("nowhere"), installation: AbsentRecord.nowhere)

    private func outcome(_ bytes: [UInt8]) async -> SubmissionOutcome {
        await Self.verification.outcome(
            of: bytes, extraction: .standard, at: TestInstallation.instant)
    }

    private func refusal(_ bytes: [UInt8]) async -> SubmissionError? {
        guard case .refused(let error) = await outcome(bytes) else { return nil }
        return error
    }

    private static func utf16(_ bytes: [UInt8], isLittle: Bool, mark: Bool) -> [UInt8] {
        ((mark ? "\u{FEFF}" : "") + String(decoding: bytes, as: UTF8.self)).utf16.flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isLittle ? pair.reversed() : pair
        }
    }

    @Test("A credential is found in whatever programs and people put around it")
    func wrapped() async throws {
        let json = try StrangersBadge.signed()
        let token = try StrangersBadge.token()
        let document = String(decoding: json, as: UTF8.self)
        let compact = String(decoding: token, as: UTF8.self)
        let lines = stride(from: 0, to: compact.count, by: 64).map {
            String(compact.dropFirst($0).prefix(64))
        }
        let texts: [String] = [
            "\u{FEFF}\(document)", "[\(document)]", " \n\(document)\r\n",
            "{\"credential\":\(document)}", "{\"verifiableCredential\":\(document)}",
            "{\"verifiableCredential\":[\(document)]}", "{\"vc\":\(document)}",
            "{\"data\":{\"id\":1,\"credential\":\(document)},\"ok\":true}",
            "{\"status\":\"ok\",\"result\":[{\"badge\":\(document)}]}", "{\"jwt\":\"\(compact)\"}",
            "{\"anything\":\"\(compact)\"}", "[\"\(compact)\"]", "\"\(compact)\"",
            "\u{201C}\(compact)\u{201D}", "'\(compact)',", "Bearer \(compact)",
            "Authorization: bearer \(compact)", lines.joined(separator: "\r\n"),
            "\"" + lines.joined(separator: "\n  ") + "\"", "<\(compact)>",
            "https://wallet.example/#\(compact)", "https://wallet.example/show?vc=\(compact)",
            "data:application/vc+jwt,\(compact)",
        ]
        var inputs = texts.map { ($0, Array($0.utf8)) }
        for isLittle in [true, false] {
            for mark in [true, false] {
                inputs.append(
                    ("UTF-16", Self.utf16(json, isLittle: isLittle, mark: mark)))
            }
        }
        for (name, bytes) in inputs {
            let outcome = await outcome(bytes)
            #expect(outcome.verdict == .valid, "\(name.prefix(80)): \(outcome.detail)")
            guard case .document(let finding) = outcome else { continue }
            let remark = finding.credentials.first?.report.check(.packaging)
            let isBare = SubmittedDocument.trimmed(bytes[...]).elementsEqual(json)
            #expect((remark == nil) == isBare, "\(name.prefix(80))")
            #expect(remark.map { $0.bearing == .information && $0.result == .passed } != false)
        }
    }

    @Test("What stands around a credential never makes another one of it")
    func altered() async throws {
        let document = String(decoding: try StrangersBadge.signed(), as: UTF8.self)
        let forged = document.replacing("Lakeside College", with: "Lakeside Colleges")
        for text in ["{\"credential\":\(forged)}", "[\(forged)]", "\u{FEFF}\(forged)"] {
            #expect(await outcome(Array(text.utf8)).verdict == .notGenuine)
        }
        for text in [
            "[\(document),\(forged)]", "{\"a\":\(forged),\"b\":\(document)}",
            "{\"credential\":[\(document),\(document)]}",
        ] {
            #expect(await refusal(Array(text.utf8))?.code == .several)
        }
    }

    @Test("Beside a credential neither a number nor another credential counts in its place")
    func severalReaders() async throws {
        let document = String(decoding: try StrangersBadge.signed(), as: UTF8.self)
        let forged = document.replacing("Lakeside College", with: "Lakeside Colleges")
        let compact = String(decoding: try StrangersBadge.token(), as: UTF8.self)
        for name in ["number", "url"] {
            let text = "{\"\(name)\":\"7K3M-9QXD-2T8F-W4HN-C\",\"credential\":\(forged)}"
            #expect(await outcome(Array(text.utf8)).verdict == .notGenuine, "\(name)")
        }
        for text in [
            "{\"credential\":\(document),\"jwt\":\"\(compact)\"}",
            "{\"verifiableCredential\":\(forged),\"credential\":\(document)}",
            "\(compact)\n\(compact)",
        ] {
            #expect(await refusal(Array(text.utf8))?.code == .several, "\(text.prefix(40))")
        }
        for text in [
            "{\"credential\":\(document),\"verifiableCredential\":\(document)}",
            "{\"token\":\"session-1\",\"credential\":\(document)}",
        ] {
            #expect(await outcome(Array(text.utf8)).verdict == .valid, "\(text.prefix(40))")
        }
    }

    @Test("Wherever a document or a token ends early, that is said, and no verdict given")
    func cutShort() async throws {
        let json = try StrangersBadge.signed()
        for length in stride(from: 1, to: json.count, by: 7) {
            let error = await refusal(Array(json.prefix(length)))
            #expect(error?.code == .cutShort, "\(length)")
        }
        let name = Array("{\"name\":\"José\"}".utf8)
        for length in 1..<name.count {
            #expect(await refusal(Array(name.prefix(length)))?.code == .cutShort, "\(length)")
        }
        let token = try StrangersBadge.token()
        let parts = token.split(separator: UInt8(ascii: "."))
        for length in [parts[0].count + 30, token.count - parts[2].count, token.count - 1] {
            let error = await refusal(Array(token.prefix(length)))
            #expect(error?.code == .cutShort, "\(length): \(error?.reason ?? "a verdict")")
        }
    }

    @Test("JSON and tokens that break their own rules get no verdict either")
    func malformed() async throws {
        let document = String(decoding: try StrangersBadge.signed(), as: UTF8.self)
        let compact = String(decoding: try StrangersBadge.token(), as: UTF8.self)
        for text in [
            document.replacing("\"name\":", with: "\"name\""), document + "}",
            document.replacing("{", with: "{,"),
            document.dropLast() + ",\"type\":\"VerifiableCredential\"}",
            compact.replacing("ey", with: "e!"), "eyJub3Q=." + compact.dropFirst(20),
        ] {
            let error = await refusal(Array(String(text).utf8))
            #expect(
                [.malformed, .unknownKind, .mistypedNumber].contains(error?.code),
                "\(text.prefix(60)): \(String(describing: error))")
        }
        #expect(await refusal(Array("{\"a\":\"".utf8) + [0xFF, 0x22, 0x7D])?.code == .malformed)
        #expect(await refusal([0xFF, 0xFE, 0x7B, 0x00, 0x00])?.code == .malformed)
    }

    private static func token(_ payload: String, header: String = #"{"alg":"ES256"}"#) -> String {
        [header, payload].map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".")
            + "." + Base64URL.encode([UInt8](repeating: 7, count: 64))
    }

    @Test("What belongs to other standards and programs is named, with where to turn")
    func others() async {
        let assertion =
            #"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://b.example/a/1","recipient":{},"badge":"https://b.example/b","verification":{"type":"hosted"}}"#
        let cases: [(String, String)] = [
            (
                assertion,
                "Open Badges 2.0 badge, which is not read here; check it at its issuer: https://b.example/a/1"
            ),
            ("{\"data\":\(assertion)}", "Open Badges 2.0"),
            (Self.token(assertion), "Open Badges 2.0"),
            (
                #"{"uid":"1","recipient":{"type":"email"},"badge":"https://b.example/b","verify":{"type":"hosted","url":"https://b.example/a"}}"#,
                "Open Badges 1.x badge"
            ),
            (
                #"{"@context":["https://w3id.org/openbadges/v2","https://w3id.org/blockcerts/v2"],"type":"Assertion","badge":{},"recipient":{},"signature":{"type":["MerkleProof2017","Extension"]}}"#,
                "Blockcerts"
            ),
            (
                #"{"@context":"https://purl.imsglobal.org/spec/clr/v1/context/clr_v1p0.jsonld","type":"Clr"}"#,
                "Comprehensive Learner Record"
            ),
            (
                #"{"@context":"https://www.w3.org/ns/did/v1","id":"did:web:a.example","verificationMethod":[]}"#,
                "DID document"
            ),
            (
                #"{"didDocument":{"id":"did:web:a.example"},"didResolutionMetadata":{}}"#,
                "DID document"
            ),
            (#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#, "key (JWK)"),
            (#"{"payload":"e30","signatures":[]}"#, "JSON form"),
            (
                #"{"credential_issuer":"https://i.example","credential_configuration_ids":[]}"#,
                "offer"
            ),
            (#"{"schema_id":"x","cred_def_id":"y","values":{}}"#, "AnonCreds"),
            (#"{"hello":"world"}"#, "neither @context nor type"), ("[]", "empty list"),
            (
                #"{"type":"Person","@context":"https://schema.org","name":"A"}"#,
                "of the type Person"
            ),
            (Self.token(#"{"iss":"https://login.example","aud":"x"}"#), "another purpose"),
            (Self.token(#"{"vct":"x","_sd":["a"]}"#), "SD-JWT"),
            (Self.token("{}", header: #"{"alg":"ES256","typ":"dc+sd-jwt"}"#), "SD-JWT"),
            (Self.token("{}") + "~WyJhIl0~", "SD-JWT"),
            ("{\"jwt\":\"\(Self.token("{}"))~\"}", "SD-JWT"),
            (
                "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.aaaa.bbbb.cccc.dddd",
                "encrypted token"
            ),
            ("<!doctype html><title>404</title>", "web page"), ("\n<HTML><body>x", "web page"),
            ("<?xml version='1.0'?><rss/>", "XML document"),
            ("-----BEGIN CERTIFICATE-----\nMII\n", "X.509"),
            ("-----BEGIN PRIVATE KEY-----\nMII\n", "private key"),
            ("openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fi.example", "offer"),
            ("{\\rtf1\\ansi}", "RTF"), ("%!PS-Adobe-3.0", "PostScript"),
        ]
        for (text, words) in cases {
            guard let error = await refusal(Array(text.utf8)) else {
                Issue.record("a verdict on \(text.prefix(80))")
                continue
            }
            #expect(error.description.contains(words), "\(text.prefix(80)): \(error)")
            #expect(error.code != .malformed && error.code != .empty, "\(text.prefix(80))")
        }
        let files: [([UInt8], String)] = [
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], "JPEG"), (Array("RIFF\0\0\0\0WEBPVP8 ".utf8), "WebP"),
            (Array("PK\u{3}\u{4}\0\0[Content_Types].xml".utf8), "Microsoft Office"),
            (Array("PK\u{3}\u{4}\0\0credential.json".utf8), "archive (ZIP)"),
            ([0x1F, 0x8B, 8, 0], "gzip"), ([0x30, 0x82, 1, 0], "X.509"),
            (Array("\0\0\0\u{18}ftypheic\0".utf8), "HEIC"),
        ]
        for (bytes, words) in files {
            let error = await refusal(bytes)
            #expect(error?.code == .otherFormat, "\(words)")
            #expect(error?.reason.contains(words) == true, "\(words)")
        }
    }

    @Test("Without an installation a stranger's document has the verdict that it has with one")
    func withoutRecord() async throws {
        try await TestInstallation.with { test in
            for bytes in [try StrangersBadge.signed(), try StrangersBadge.token()] {
                let here = await test.verification.outcome(
                    of: bytes, extraction: .standard, at: TestInstallation.instant)
                let there = await outcome(bytes)
                #expect(here.verdict == .valid && there.verdict == .valid)
                #expect(here.issuersKnown == false && there.issuersKnown == false)
            }
            // A number needs a record.
            guard case .unreadable(let error) = await outcome(Array("0000-0000-0000-0000-0".utf8))
            else {
                Issue.record("a number was looked up nowhere")
                return
            }
            #expect(error.code == .missing)
        }
    }

    @Test("Of an installation's own organisations nobody but its record is asked")
    func ownKeys() async throws {
        try await TestInstallation.with { test in
            // A folder says that a stranger's key is an organisation's.
            let key = try PrivateKey.generate(.ed25519)
            let keyID = try #require(key.publicKey.multikey)
            let issuer = test.installation.did(of: try slug("itu"))
            let forged = try CredentialSigner(issuer: issuer, keyID: keyID, key: key)
                .secure(
                    StrangersBadge.unsigned(issuer: issuer), created: TestInstallation.instant)
            let folder = Claims(
                document: ControllerDocument(
                    id: issuer,
                    assertionMethods: [
                        VerificationMethod(
                            id: "\(issuer)#\(keyID)", controller: issuer, publicKey: key.publicKey)
                    ]))
            let verification = CertificateVerification(
                store: test.store, installation: test.installation, others: folder)
            let outcome = await verification.outcome(
                of: forged, extraction: .standard, at: TestInstallation.instant)
            #expect(outcome.verdict != .valid)
            // The same claim about somebody else's identifier is taken.
            let elsewhere = CertificateVerification(
                store: AbsentRecord("nowhere"), installation: AbsentRecord.nowhere, others: folder)
            #expect(
                await elsewhere.outcome(
                    of: forged, extraction: .standard, at: TestInstallation.instant
                ).verdict == .valid)
        }
    }

    @Test("Nobody else's word counts for a did:web at an installation's own address")
    func ownAddress() async throws {
        try await TestInstallation.with { test in
            let key = try PrivateKey.generate(.ed25519)
            let keyID = try #require(key.publicKey.multikey)
            for (issuer, isOwn) in [
                ("did:web:verify.example.org", true), ("did:web:verify.example.org:x", true),
                ("did:web:VERIFY.example.org:orgs:itu", true),
                ("did:web:verify.example.org%3A443:orgs:itu", true),
                ("did:web:verify.example.org:orgs:i%74u", true),
                ("did:web:verify.example.org:orgs:itu:", true),
                ("did:web:verify.example.org%3A8443:orgs:itu", false),
                ("did:web:verify.example.com:orgs:itu", false),
            ] {
                let claims = Claims(
                    document: ControllerDocument(
                        id: issuer,
                        assertionMethods: [
                            VerificationMethod(
                                id: "\(issuer)#\(keyID)", controller: issuer,
                                publicKey: key.publicKey)
                        ]))
                let document = try CredentialSigner(issuer: issuer, keyID: keyID, key: key)
                    .secure(
                        StrangersBadge.unsigned(issuer: issuer), created: TestInstallation.instant)
                let verification = CertificateVerification(
                    store: test.store, installation: test.installation, others: claims)
                let outcome = await verification.outcome(
                    of: document, extraction: .standard, at: TestInstallation.instant)
                #expect(outcome.verdict == (isOwn ? .cannotTell : .valid), "\(issuer)")
            }
        }
    }

    private struct Claims: VerificationResources {
        let document: ControllerDocument

        func controllerDocument(_: String) async -> Lookup<ControllerDocument> { .found(document) }
        func statusListCredential(_: String) async -> Lookup<[UInt8]> { .unavailable("none") }
    }
}
