import Credentials
import Foundation
import GRDB
import LinkedData
import Testing

@Suite("One document, one answer, by every way in")
struct EveryWayInTests {
    /// A document and the right answer to it.
    private struct Sample {
        let name: String
        let bytes: [UInt8]
        let right: Answer
        /// Where there is no installation: the same unless it is of ours.
        let elsewhere: Answer?
    }

    @Test("Page, many at once, VC API, certctl alone and by folder, with and without a record")
    func everyWay() async throws {
        try await Coalition.with { coalition in
            let samples = try await samples(coalition)
            #expect(samples.count >= 60)
            let folder = coalition.desk + "/samples"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for sample in samples {
                try Data(sample.bytes).write(to: URL(filePath: "\(folder)/\(sample.name)"))
            }
            try await Server.with(home: coalition.home) { server in
                let ways = Ways(coalition: coalition, server: server)
                let inFolder = try await ways.folder(folder)
                for sample in samples {
                    let path = "\(folder)/\(sample.name)"
                    expect(try await ways.page(sample.bytes), "page", sample)
                    expect(try await ways.bulk(sample.bytes), "bulk", sample)
                    expect(try await ways.interface(sample.bytes), "VC API", sample)
                    expect(try await ways.single(path), "certctl verify", sample)
                    expect(inFolder[sample.name] ?? .notTaken, "certctl verify --bulk", sample)
                    if let elsewhere = sample.elsewhere {
                        let alone = try await ways.single(path, home: coalition.desk + "/none")
                        #expect(alone == elsewhere, "\(sample.name), without an installation")
                    }
                }
            }
        }
    }

    private func expect(
        _ answer: Answer, _ way: String, _ sample: Sample,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        switch (answer, sample.right) {
        case (.notTaken, _): #expect(way != "page" && !way.hasPrefix("certctl"), "\(sample.name)")
        // The VC API says of a credential only whether it is verified.
        case (.verdict("not valid"), .verdict(let right)): #expect(right != "valid")
        default:
            #expect(
                answer == sample.right, "\(sample.name) by \(way)", sourceLocation: sourceLocation)
        }
    }

    // MARK: The documents

    private func samples(_ coalition: Coalition) async throws -> [Sample] {
        try await ours(coalition) + (try strangers()) + (try unreadable())
    }

    private static let valid = Answer.verdict("valid")
    private static let lapsed = Answer.verdict("not-currently-valid")
    private static let forged = Answer.verdict("not-genuine")
    private static let unknown = Answer.verdict("cannot-tell")

    /// What certctl exports of certificates in every state, and what can be made of it.
    private func ours(_ coalition: Coalition) async throws -> [Sample] {
        let numbers = try await coalition.numbers()
        func export(_ number: String, _ format: String) async throws -> [UInt8] {
            let path = "\(coalition.desk)/\(number)-\(format)"
            try await coalition.certctl("export", number, "--format", format, "-o", path)
            return Array(try Data(contentsOf: URL(filePath: path)))
        }
        let tokens = try await coalition.issue(
            coalition.write("tokens.csv", Self.cohort), "ai-foundations", "--proof", "vc+jwt")
        let json = try await export(numbers[0], "json")
        let token = try await export(tokens[0], "jwt")
        let document = try #require(try JSON.parse(json).objectValue)
        let text = String(decoding: json, as: UTF8.self)
        let other = try await export(numbers[1], "json")
        let revoked = try await export(numbers[2], "json")
        let revokedPDF = try await export(numbers[2], "pdf")
        let revokedPicture = try await export(numbers[2], "png")
        let suspended = try await export(numbers[3], "json")
        let corrected = try await export(numbers[4], "json")
        let erased = try await export(numbers[5], "json")
        try await coalition.certctl("revoke", "--yes", numbers[2], "--reason", "issued by mistake")
        try await coalition.certctl("suspend", "--yes", numbers[3], "--reason", "under review")
        try await coalition.certctl("reissue", "--yes", numbers[4], "--name", "Corrected Name")
        try await coalition.certctl("erase", numbers[5], "--reason", "asked for", "--yes")
        let list = try #require(document["credentialStatus"]?["statusListCredential"]?.stringValue)
        let listName = list.split(separator: "/").last.map(String.init)
        let stored = try await coalition.database().read { db in
            try Data.fetchOne(
                db, sql: "SELECT credential FROM status_list WHERE id = ?", arguments: [listName])
        }
        let listBytes = try #require(stored)
        let stranger = try Stranger()
        func signed(_ document: JSONObject) throws -> [UInt8] {
            try stranger.sign(document.removing("proof")).bytes
        }
        let did = stranger.identity.did
        return [
            ours("own.json", json, Self.valid),
            ours("own-bom.json", [0xEF, 0xBB, 0xBF] + json, Self.valid),
            ours("own-blanks.json", Array("\n\n  \(text)  \r\n".utf8), Self.valid),
            ours(
                "own-indented.json", Array(text.replacing("\":", with: "\" :\n ").utf8),
                Self.valid),
            ours("own.png", try await export(numbers[0], "badge-png"), Self.valid),
            ours("own.svg", try await export(numbers[0], "badge-svg"), Self.valid),
            ours("own-sheet.png", try await export(numbers[0], "png"), Self.valid),
            ours("own-sheet.svg", try await export(numbers[0], "svg"), Self.valid),
            ours("own.pdf", try await export(numbers[0], "pdf"), Self.valid),
            ours("own.jwt", token, Self.valid),
            ours("own-quoted.jwt", [0x22] + token + [0x22], Self.valid),
            ours("own-wrapped-lines.jwt", Self.wrapped(token), Self.valid),
            ours("own-wrapped.json", Array("{\"credential\":\(text)}".utf8), Self.valid),
            ours("own-array.json", Array("[\(text)]".utf8), Self.valid),
            ours(
                "own-wrapped-token.json",
                Array("{\"jwt\":\"\(String(decoding: token, as: UTF8.self))\"}".utf8), Self.valid),
            ours("revoked.json", revoked, Self.lapsed),
            ours("revoked.pdf", revokedPDF, Self.lapsed),
            ours("revoked-sheet.png", revokedPicture, Self.lapsed),
            ours("suspended.json", suspended, Self.lapsed),
            ours("superseded.json", corrected, Self.lapsed),
            ours(
                "altered-name.json", Array(text.replacing("Müller", with: "Miller").utf8),
                Self.forged),
            ours(
                "altered-day.json", Array(text.replacing("2025-06-27", with: "2025-06-26").utf8),
                Self.forged),
            ours(
                "other-number.json",
                Array(text.replacing("/v/\(numbers[0])", with: "/v/\(numbers[1])").utf8),
                Self.forged),
            ours(
                "other-proof.json",
                document.changing("proof", to: try JSON.parse(other)["proof"]).bytes, Self.forged),
            ours("without-proof.json", document.removing("proof").bytes, Self.forged),
            ours(
                "rewritten-false.json",
                Array(text.replacing("\"hashed\":false", with: "\"hashed\":\"false\"").utf8),
                Self.forged),
            ours(
                "signed-by-stranger.json",
                try signed(document.changing("issuer", "id", to: .string(did))), Self.forged),
            ours("signed-in-our-name.json", try signed(document), Self.forged),
            ours("erased.json", erased, Self.valid),
            ours("status-list.json", Array(listBytes), Self.unknown),
            ours("presented.json", try presented([document], by: stranger), Self.valid),
            ours("presented-unsigned.json", try unsigned([document], by: stranger), Self.valid),
            ours(
                "presented-two.json",
                try presented(
                    [document, try #require(try JSON.parse(other).objectValue)], by: stranger),
                Self.valid),
            ours(
                "presented-valid-and-revoked.json",
                try unsigned(
                    [document, try #require(try JSON.parse(revoked).objectValue)], by: stranger),
                Self.lapsed),
            ours(
                "presented-revoked.json",
                try presented([try #require(try JSON.parse(revoked).objectValue)], by: stranger),
                Self.lapsed),
        ]
    }

    private func ours(_ name: String, _ bytes: [UInt8], _ right: Answer) -> Sample {
        Sample(name: name, bytes: bytes, right: right, elsewhere: nil)
    }

    private func presented(_ credentials: [JSONObject], by holder: Stranger) throws -> [UInt8] {
        try holder.presentation(of: credentials, isSigned: true).bytes
    }

    private func unsigned(_ credentials: [JSONObject], by holder: Stranger) throws -> [UInt8] {
        try holder.presentation(of: credentials, isSigned: false).bytes
    }

    /// Documents of issuers whose key is their identifier, so that nothing need be looked up.
    private func strangers() throws -> [Sample] {
        let stranger = try Stranger()
        let curve = try Stranger(.p256)
        let badge = try stranger.sign(stranger.badge())
        let text = String(decoding: badge.bytes, as: UTF8.self)
        let web = "did:web:college.example"
        var samples = [
            ("foreign.json", badge.bytes, Self.valid),
            ("foreign-p256.json", try curve.sign(curve.badge()).bytes, Self.valid),
            (
                "foreign-jcs.json", try stranger.sign(stranger.badge(), suite: .eddsaJCS2022).bytes,
                Self.valid
            ),
            ("foreign.jwt", try stranger.token(stranger.badge()), Self.valid),
            ("foreign-p256.jwt", try curve.token(curve.badge(), .openBadges), Self.valid),
            (
                "foreign-envelope.json", Self.envelope(try stranger.token(stranger.badge())),
                Self.valid
            ),
            (
                "foreign-member-name.json",
                try stranger.sign(
                    stranger.badge(issuerName: "International Telecommunication Union")
                ).bytes,
                Self.valid
            ),
            ("foreign-bom.json", [0xEF, 0xBB, 0xBF] + badge.bytes, Self.valid),
            ("foreign-wrapped.json", Array("{\"verifiableCredential\":\(text)}".utf8), Self.valid),
            ("foreign.svg", try Self.baked(badge.bytes), Self.valid),
            ("foreign-doctype.svg", try Self.baked(badge.bytes, Self.doctype), Self.valid),
            (
                "foreign-altered.json", Array(text.replacing("Amina", with: "Anina").utf8),
                Self.forged
            ),
            (
                "foreign-expired.json",
                try stranger.sign(stranger.badge([("validUntil", "2025-07-01T00:00:00Z")])).bytes,
                Self.lapsed
            ),
            (
                "foreign-early.json",
                try stranger.sign(stranger.badge([("validFrom", "2999-01-01T00:00:00Z")])).bytes,
                Self.lapsed
            ),
            (
                "foreign-unknown-issuer.json",
                try stranger.sign(stranger.badge(issuer: web)).changing(
                    "proof", "verificationMethod", to: .string(web + "#key-1")
                ).bytes, Self.unknown
            ),
            (
                "foreign-unknown-list.json",
                try stranger.sign(
                    stranger.badge([
                        (
                            "credentialStatus",
                            BitstringStatusListEntry(
                                statusListCredential: "https://college.example/status/1",
                                statusListIndex: 94_567
                            ).document
                        )
                    ])
                ).bytes, Self.unknown
            ),
            (
                "foreign-unknown-context.json",
                badge.changing(
                    "@context",
                    to: .array(
                        OpenBadge.contexts.map { .string($0) } + ["https://college.example/c/1"])
                ).bytes, Self.unknown
            ),
            ("foreign-presented.json", try presented([badge], by: curve), Self.valid),
            ("foreign-presented-unsigned.json", try unsigned([badge], by: curve), Self.valid),
            (
                "foreign-presented-altered.json",
                try presented([badge.changing("name", to: "Welding")], by: curve), Self.forged
            ),
        ]
        let presentation = try curve.presentation(of: [badge], isSigned: true)
        samples.append(
            (
                "foreign-presented-by-another.json",
                presentation.changing("holder", to: .string(stranger.identity.did)).bytes,
                Self.forged
            ))
        return samples.map {
            Sample(name: $0.0, bytes: $0.1, right: $0.2, elsewhere: $0.2)
        }
    }

    /// What is no certificate, or none that can be read: never a verdict.
    private func unreadable() throws -> [Sample] {
        let stranger = try Stranger()
        let badge = try stranger.sign(stranger.badge()).bytes
        let text = String(decoding: badge, as: UTF8.self)
        let token = try stranger.token(stranger.badge())
        let texts: [(String, String)] = [
            ("web-page.json", "<!DOCTYPE html>\n<html><body>Sign in</body></html>"),
            ("words.txt", "Dear Sir or Madam, please find my certificate attached."),
            ("number.json", "42"), ("null.json", "null"),
            ("other.json", "{\"hello\": \"world\"}"),
            ("two.json", "[\(text),\(text)]"),
            ("cut-short.json", String(text.prefix(text.count / 2))),
            ("trailing.json", text + "}"),
            (
                "open-badge-2.json",
                """
                {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
                "id": "https://college.example/a/1", "badge": "https://college.example/b/1",
                "recipient": {"type": "email", "hashed": true, "identity": "sha256$00"},
                "verification": {"type": "hosted"}, "issuedOn": "2020-01-01T00:00:00Z"}
                """
            ),
            (
                "did-document.json",
                """
                {"@context": "https://www.w3.org/ns/did/v1", "id": "did:web:college.example",
                "verificationMethod": []}
                """
            ),
            ("selective.txt", String(decoding: token, as: UTF8.self) + "~WyJhIiwiYiIsImMiXQ~"),
            ("public-key.pem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
            (
                "entity.svg",
                "<!DOCTYPE svg [<!ENTITY e \"x\">]><svg xmlns=\"http://www.w3.org/2000/svg\"/>"
            ),
            ("plain.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            ("cut-short.pdf", "%PDF-1.7\n"),
        ]
        let sixteen = Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let files: [(String, [UInt8])] = [
            ("empty.json", []), ("blanks.json", Array(" \r\n".utf8)),
            ("photograph.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8)),
            ("archive.zip", Array("PK".utf8) + [3, 4] + Array(repeating: 0, count: 26)),
            ("noise.bin", [0, 1, 2, 0xFF, 0xFE]),
            ("sixteen-cut.json", [0xFF, 0xFE] + sixteen.prefix(101)),
        ]
        return (texts.map { ($0, Array($1.utf8)) } + files).map {
            Sample(name: $0.0, bytes: $0.1, right: .none, elsewhere: Answer.none)
        }
    }

    // MARK: Their parts

    private static let cohort = """
        learner_ref,name,email,locale,country,completed_on,delivery,groups
        T-001,Chidi Okafor,chidi.okafor@learners.example,en,NG,2025-06-27,webinar,youth

        """

    private static let doctype =
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
        + "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">"

    private static func baked(_ credential: [UInt8], _ doctype: String = "") throws -> [UInt8] {
        let image =
            "<?xml version=\"1.0\"?>\(doctype)<svg xmlns=\"http://www.w3.org/2000/svg\">"
            + "<openbadges:credential xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\">"
            + "<![CDATA[\(String(decoding: credential, as: UTF8.self))]]></openbadges:credential></svg>"
        return Array(image.utf8)
    }

    private static func envelope(_ token: [UInt8]) -> [UInt8] {
        EnvelopedCredential.wrap(String(decoding: token, as: UTF8.self)).compactBytes()
    }

    /// A token as mail programs break it.
    private static func wrapped(_ token: [UInt8]) -> [UInt8] {
        stride(from: 0, to: token.count, by: 76).flatMap {
            Array(token[$0..<min($0 + 76, token.count)]) + [0x0D, 0x0A]
        }
    }
}
