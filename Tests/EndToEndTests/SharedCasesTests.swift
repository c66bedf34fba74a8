import Foundation
import LinkedData
import Testing

/// Small documents of other issuers' making that were once answered wrongly; they lie in the shared
/// folder `cases`.
@Suite("Cases from trials", .enabled(if: SharedCases.arePresent))
struct SharedCasesTests {
    private static let valid = Answer.verdict("valid")
    private static let unknown = Answer.verdict("cannot-tell")
    private static let forged = Answer.verdict("not-genuine")

    /// Documents that need nothing looked up, with the answers that are right.
    private static let documents: [(String, [Answer])] = [
        ("03-contexts/inline-extension-rdfc.json", [valid]),
        ("06-wrappers/bom.json", [valid]),
        ("06-wrappers/wrapped-credential.json", [valid]),
        ("06-wrappers/empty.json", [.none]),
        ("06-wrappers/html.json", [.none]),
        ("06-wrappers/truncated.json", [.none]),
        ("07-jwt/vc11-vcclaim.jwt", [valid]),
        ("07-jwt/sdjwt-tilde.jwt", [.none, unknown]),
        ("07b-jwt-claims/sub-missing.jwt", [valid, unknown]),
        ("07b-jwt-claims/jti-missing.jwt", [valid, unknown]),
        ("07b-jwt-claims/nbf-differs-from-validFrom.jwt", [forged]),
        ("19-jwt-keys/didkey-rsa-RS256.jwt", [valid]),
        ("19-jwt-keys/ebsi-didkey-jwkjcs-ES256.jwt", [valid]),
        ("20-baked-variants/doctype-illustrator.svg", [valid]),
        ("20-baked-variants/entity.svg", [.none]),
        ("20-baked-variants/tEXt.png", [valid, .none]),
        ("28-presentations/vp-unsigned.json", [valid]),
        ("31-direction/signed-direction-dropped.json", [valid, unknown]),
        ("32-language-tags/value-pt-BR.json", [valid]),
        ("32-language-tags/value-en-US.json", [valid]),
        ("34-nested-ids/refresh-same-id.json", [valid]),
        ("35-judges/endorsement-of-the-badge-itself.json", [valid]),
        ("35-judges/openbadges-2.0-assertion.json", [.none, unknown]),
        ("35-judges/baked-svg-with-doctype.svg", [valid]),
        ("35-judges/language-tag-pt-BR.json", [valid]),
    ]

    /// Documents for which a folder is given, and the folder.
    private static let offline: [(String, String, [Answer])] = [
        ("06-wrappers/bom.json", "17-offline-stray", [valid]),
        // The list has the bit of this index set.
        ("09-status/c-index-number.json", "09-status-offline", [.verdict("not-currently-valid")]),
        ("09-status/h-list-id-differs.json", "09-status-offline", [valid]),
        (
            "18-keytypes/Ed25519VerificationKey2018-base58-eddsa.json", "18-keytypes-offline",
            [valid]
        ),
        ("18-keytypes/Ed25519VerificationKey2020-jwk-eddsa.json", "18-keytypes-offline", [valid]),
        ("18-keytypes/Multikey-base64url-eddsa.json", "18-keytypes-offline", [valid]),
        ("18-keytypes/pem-eddsa.json", "18-keytypes-offline", [unknown]),
        ("18-keytypes/key-removed-after-rotation.json", "18-keytypes-offline", [forged, unknown]),
        ("35-judges/kid-thumb-iss.jwt", "35-judges", [valid]),
        ("35-judges/nokid-iss.jwt", "35-judges", [valid]),
        (
            "35-judges/status-list-without-multibase-prefix/c.json",
            "35-judges/status-list-without-multibase-prefix/offline", [unknown]
        ),
    ]

    @Test("Documents get the right answer, the same by every way in")
    func everyWay() async throws {
        try await Coalition.with { coalition in
            try await Server.with(home: coalition.home) { server in
                let ways = Ways(coalition: coalition, server: server)
                for (name, right) in Self.documents {
                    let path = SharedCases.path(name)
                    let bytes = try SharedCases.bytes(name)
                    let page = try await ways.page(bytes)
                    #expect(right.contains(page), "\(name): \(page)")
                    let others = [
                        ("bulk", try await ways.bulk(bytes)),
                        ("certctl verify", try await ways.single(path)),
                        (
                            "without an installation",
                            try await ways.single(path, home: coalition.desk + "/none")
                        ),
                    ]
                    for (way, answer) in others where answer != .notTaken {
                        #expect(answer == page, "\(name) by \(way)")
                    }
                }
            }
        }
    }

    @Test("Documents with a folder of keys and lists get the right answer")
    func withFolder() async throws {
        try await Coalition.with { coalition in
            try await Server.with(home: coalition.home) { server in
                let ways = Ways(coalition: coalition, server: server)
                for (name, folder, right) in Self.offline {
                    for home in [coalition.home, coalition.desk + "/none"] {
                        let answer = try await ways.single(
                            SharedCases.path(name), home: home, offline: SharedCases.path(folder))
                        #expect(right.contains(answer), "\(name): \(answer)")
                    }
                }
            }
        }
    }

    @Test("Requests of the VC API get the right answer")
    func requests() async throws {
        try await Coalition.with { coalition in
            try await Server.with(home: coalition.home) { server in
                let stringified = try await server.post(
                    "/credentials/verify", "application/json",
                    SharedCases.bytes(
                        "35-judges/credentials-verify-stringified-json.request.json"))
                #expect(stringified.status == 400)
                let enveloped = try await server.post(
                    "/presentations/verify", "application/json",
                    SharedCases.bytes("35-judges/enveloped-presentation.request.json"))
                #expect(enveloped.status == 200, "\(enveloped.text)")
                #expect(try enveloped.json()["verified"] == true, "\(enveloped.text)")
            }
        }
    }
}

/// Where the cases lie.
enum SharedCases {
    static let arePresent = FileManager.default.fileExists(atPath: path("EXPECTED.tsv"))

    static func path(_ name: String) -> String { Repository.shared("cases/" + name) }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }
}
