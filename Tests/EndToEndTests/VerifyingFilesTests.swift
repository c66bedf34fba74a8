import Credentials
import Foundation
import LinkedData
import Testing

@Suite("Verifying files on the command line")
struct VerifyingFilesTests {
    /// A badge signed with a key of its own.
    private func badge(id: String, issuerName: String, signed name: String = "A badge") throws
        -> [UInt8]
    {
        let key = try PrivateKey.generate(.ed25519)
        let keyID = try #require(key.publicKey.multikey)
        let issuer = "did:key:\(keyID)"
        let badge: JSON = [
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": .string(id), "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": .string(name), "validFrom": "2026-01-01T00:00:00Z",
            "issuer": [
                "id": .string(issuer), "type": ["Profile"], "name": .string(issuerName),
            ],
            "credentialSubject": [
                "type": ["AchievementSubject"], "id": "did:example:learner",
                "achievement": [
                    "id": "https://badges.example.net/a", "type": ["Achievement"],
                    "name": .string(name), "description": "For something.",
                    "criteria": ["narrative": "Do something."],
                ],
            ],
        ]
        return Array(
            try CredentialJWT.sign(
                #require(badge.objectValue), form: .joseCose, with: key,
                reference: .url("\(issuer)#\(keyID)")
            ).utf8)
    }

    @Test("The certificate in each form that is given out is valid, singly and in bulk, and ours")
    func ownForms() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let folder = coalition.desk + "/forms"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            var forms = ["json", "badge-png", "badge-svg"]
            if Program.path("fc-list") != nil { forms.append("pdf") }
            for form in forms {
                try await coalition.certctl(
                    "export", number, "--format", form, "-o", "\(folder)/\(form)")
            }
            let json = try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/json")))
            _ = try coalition.write("forms/mark", [0xEF, 0xBB, 0xBF] + json)
            for form in forms + ["mark"] {
                let text = try await coalition.certctl("verify", "\(folder)/\(form)")
                let lines = String(decoding: text.output, as: UTF8.self).split(separator: "\n")
                #expect(lines.first == "valid", "\(form)")
                #expect(lines[1].hasPrefix("issuer: did:web:localhost%3A8080:orgs:itu"), "\(form)")
                #expect(lines[2] == "learner: Zoë Müller-Åkesson", "\(form)")
                #expect(lines[3].hasPrefix("of this coalition: yes"), "\(form)")
                let verdict = try await coalition.certctl(
                    "verify", "\(folder)/\(form)", "--json"
                ).json()
                #expect(verdict["number"]?.stringValue == number)
                #expect(verdict["issuerKnown"] == true && verdict["kind"] != nil)
                #expect(verdict["certificate"]?["name"] == "Zoë Müller-Åkesson")
            }
            try await coalition.certctl("verify", "--bulk", folder)
            try await coalition.certctl("revoke", "--yes", number, "--reason", "a mistake")
            for form in forms {
                try await coalition.certctl("verify", "\(folder)/\(form)", exits: 2)
            }
        }
    }

    @Test("Each outcome has an exit code of its own, with and without an installation")
    func exitCodes() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let stranger = try coalition.write(
                "stranger", badge(id: "https://badges.example.net/1", issuerName: "Lakeside"))
            let borrowed = try coalition.write(
                "borrowed",
                badge(id: "http://localhost:8080/v/\(number)", issuerName: "Lakeside"))
            let cut = try coalition.write("cut.json", "{\"@context\":[")
            let page = try coalition.write("page.html", "<!doctype html><title>x</title>")
            let older = try coalition.write(
                "older.json",
                "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\"}")
            try await coalition.certctl("verify", stranger, exits: 9)
            try await coalition.certctl("verify", borrowed, exits: 2)
            for (file, words) in [
                (cut, "ends in its midst"), (page, "web page"), (older, "Open Badges 2.0"),
            ] {
                let outcome = try await coalition.certctl("verify", file, exits: 15)
                #expect(outcome.complaints.contains(words))
                #expect(String(decoding: outcome.output, as: UTF8.self).hasPrefix("no verdict"))
                let json = try await coalition.certctl("verify", file, "--json", exits: 15).json()
                #expect(json["verdict"] == nil && json["error"]?["type"] != nil)
            }
            try await coalition.certctl("verify", "7K3M", exits: 5)
            try await coalition.certctl("verify", coalition.desk, exits: 64)
            // The gravest counts: 2, 5, 15, 3, 9, 0.
            for (lines, code) in [
                ([number], Int32(0)), ([number, "STRANGER"], 9), (["STRANGER", "{"], 15),
                (["{", "0000-0000-0000-0000-0"], 5), (["0000-0000-0000-0000-0", "BORROWED"], 2),
            ] {
                let texts = try lines.map { line in
                    let file = ["STRANGER": stranger, "BORROWED": borrowed][line]
                    return try file.map { try String(contentsOfFile: $0, encoding: .utf8) } ?? line
                }
                let list = try coalition.write("list", texts.joined(separator: "\n"))
                try await coalition.certctl("verify", "--bulk", list, exits: code)
            }
            let elsewhere = ["CERTAUTHORITY_HOME": coalition.desk + "/none"]
            try await coalition.certctl("verify", stranger, exits: 9, environment: elsewhere)
            try await coalition.certctl("verify", cut, exits: 15, environment: elsewhere)
            try await coalition.certctl("verify", number, exits: 20, environment: elsewhere)
        }
    }

    @Test("A crafted file cannot paint on the screen, whatever its text or name is")
    func painting() async throws {
        try await Coalition.with { coalition in
            let paint = "x\r\u{1B}[2J\u{1B}[32mvalid\u{9B}0m\nvalid\u{202E}\u{85}\u{2028}"
            let file = try coalition.write(
                "paint", badge(id: "https://badges.example.net/1", issuerName: paint, signed: paint)
            )
            let odd = coalition.desk + "/\u{1B}[32m\nvalid"
            try Data("{".utf8).write(to: URL(filePath: odd))
            for arguments in [
                ["verify", file], ["verify", file, "--json"], ["verify", "--bulk", file],
                ["verify", odd], ["verify", "--bulk", coalition.desk], ["verify", odd + "x"],
                ["verify", file, odd],
            ] {
                let outcome = try await coalition.start(arguments).outcome()
                let text = String(decoding: outcome.output, as: UTF8.self) + outcome.complaints
                for scalar in text.unicodeScalars where scalar != "\n" {
                    #expect(
                        scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
                            && ![0x202E, 0x2028].contains(scalar.value), "\(arguments)")
                }
                let painted = text.split(separator: "\n").dropFirst().filter {
                    $0.hasPrefix("valid") && !$0.hasPrefix("validity-period: ")
                }
                #expect(painted == [], "\(arguments)")
            }
        }
    }
}
