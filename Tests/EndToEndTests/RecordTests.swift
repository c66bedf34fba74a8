import Credentials
import Foundation
import GRDB
import LinkedData
import Office
import Testing

@Suite("A record that somebody wrote into")
struct RecordTests {
    @Test(
        "A credential of one's own key in the place of another is told, and nothing is made of it")
    func foreignKey() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let credential = try await coalition.certctl("export", number).output
            let key = try PrivateKey.generate(.ed25519)
            let keyID = try #require(key.publicKey.multikey)
            var forged = try #require(try JSON.parse(credential).objectValue).removing("proof")
            var issuer = try #require(forged["issuer"]?.objectValue)
            issuer["id"] = .string("did:key:\(keyID)")
            forged["issuer"] = .object(issuer)
            forged["credentialStatus"] = nil
            let bytes = try CredentialSigner(
                issuer: "did:key:\(keyID)", keyID: keyID, key: key
            ).secure(forged, created: Timestamp(seconds: 1_780_272_000))
            try coalition.tamper(
                "UPDATE certificate SET credential = ? WHERE number = ?", [Data(bytes), number])
            try await Server.with(home: coalition.home) { server in
                let answer = try await server.verdict(number)
                #expect(try answer.verdict() == "not-genuine")
                let sheet = try await server.get("/credentials/\(number).pdf")
                #expect(sheet.status == 404)
            }
            try await coalition.certctl("verify", number, exits: 2)
            for format in ["pdf", "png", "badge-png", "badge-svg"] {
                let path = coalition.desk + "/made." + format
                let outcome = try await coalition.certctl(
                    "export", number, "--format", format, "-o", path, exits: 2)
                #expect(outcome.complaints.contains("no document is created for \(number)"))
                #expect(!FileManager.default.fileExists(atPath: path))
            }
            try await expectNamed(number, coalition)
        }
    }

    @Test(
        "Nothing is signed by a catalogue that was changed past certctl, until it is applied anew")
    func catalogue() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let cohort = try coalition.write(
                "cohort.csv",
                "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                    + "C-1,Chidi Okafor,chidi@learners.example,en,NG,2025-06-27,webinar,\n")
            try coalition.tamper(
                """
                UPDATE catalogue_file SET content =
                    CAST(replace(CAST(content AS TEXT), 'Foundations of Artificial', 'Doctorate of Artificial') AS BLOB)
                WHERE path = 'programmes.yaml'
                """)
            let before = try coalition.state()
            for arguments in [
                ["issue", cohort, "--programme", "ai-foundations"],
                ["issue", cohort, "--programme", "ai-foundations", "--dry-run"],
                ["reissue", number, "--name", "Zoe Mueller", "--yes"],
            ] {
                let outcome = try await coalition.start(arguments).outcome()
                #expect(outcome.status == 6, "\(arguments): \(outcome.complaints)")
                #expect(outcome.complaints.contains("programmes.yaml"))
            }
            #expect(try coalition.state() == before)
            try await coalition.certctl("audit", "verify", exits: 28)
            // What is valid stays so, and can be taken back.
            try await coalition.certctl("verify", number)
            try await coalition.certctl("revoke", "--yes", number, "--reason", "issued by mistake")
            try await coalition.certctl("catalogue", "apply", Repository.file("seeds"))
            try await coalition.certctl("audit", "verify")
            #expect(try await coalition.issue(cohort, "ai-foundations").count == 1)
        }
    }

    @Test("A changed column leaves no verdict, no document and no correction")
    func column() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try coalition.tamper(
                "UPDATE certificate SET name = 'Eve Forger' WHERE number = ?", [number])
            try await Server.with(home: coalition.home) { server in
                let answer = try await server.verdict(number)
                #expect(try answer.verdict() == "cannot-tell")
                let page = try await server.get("/v/\(number)", accept: "text/html").text
                #expect(page.contains("<h1 id=\"verdict\">Cannot tell now</h1>"))
                #expect(!page.contains("Eve"))
            }
            try await coalition.certctl("verify", number, exits: 3)
            let path = coalition.desk + "/sheet.pdf"
            try await coalition.certctl(
                "export", number, "--format", "pdf", "-o", path, exits: 3)
            let before = try coalition.state()
            let refused = try await coalition.certctl(
                "reissue", "--yes", number, "--locale", "fr", exits: 6)
            #expect(refused.complaints.contains("disagree (name)"))
            #expect(refused.complaints.contains("Nothing was signed"))
            #expect(try coalition.state() == before)
            try await expectNamed(number, coalition)
        }
    }

    /// The audit and the doctor name it.
    private func expectNamed(_ number: String, _ coalition: Coalition) async throws {
        let audit = try await coalition.certctl("audit", "verify", exits: 28)
        #expect(String(decoding: audit.output, as: UTF8.self).contains(number))
        let doctor = try await coalition.certctl("doctor", "--thorough", exits: 7)
        #expect(String(decoding: doctor.output, as: UTF8.self).contains(number))
    }
}
