import Foundation
import LinkedData
import Testing

@Suite("Certificates that end soon, by command")
struct EndingTests {
    @Test("The page and the JSON of a renewed certificate say valid and lead to the newer one")
    func renewed() async throws {
        try await Coalition.with { coalition in
            func cohort(_ day: String) throws -> String {
                try coalition.write(
                    "\(day).csv",
                    "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                        + "E-1,Ada Obi,ada@learners.example,fr,KE,\(day),self-paced,\n"
                        + "E-2,Chen Wei,chen@learners.example,zh,KE,\(day),self-paced,\n")
            }
            try await coalition.certctl("keys", "generate", "aws")
            let old = try await coalition.issue(try cohort("2026-03-01"), "machine-learning")
            try await Server.with(home: coalition.home) { server in
                // Looked up before, so that the page is one that is kept.
                for number in old + old {
                    let page = try await server.get("/v/\(number)", accept: "text/html")
                    #expect(page.text.contains("data-verdict=\"valid\""))
                    #expect(!page.text.contains("was renewed"))
                }
                let again = try await coalition.certctl(
                    "issue", try cohort("2026-05-30"), "--programme", "machine-learning",
                    "--renewal", "--json")
                #expect(try again.json()["renewed"] == 2)
                let new = try #require(try again.json()["certificates"]?.arrayValue).compactMap {
                    $0["number"]?.stringValue
                }
                for (old, new) in zip(old, new) {
                    let page = try await server.get("/v/\(old)", accept: "text/html")
                    #expect(page.text.contains("data-verdict=\"valid\""))
                    #expect(page.text.contains("It was renewed. The newer certificate: "))
                    #expect(page.text.contains("href=\"/v/\(new)\""))
                    let french = try await server.get("/v/\(old)?lang=fr", accept: "text/html")
                    #expect(french.text.contains("Il a été renouvelé"))
                    let json = try await server.verdict(old).json()
                    #expect(json["verdict"] == "valid")
                    #expect(json["renewedBy"]?["number"] == .string(new))
                    let newer = try await server.get("/v/\(new)", accept: "text/html")
                    #expect(!newer.text.contains("was renewed"))
                }
                let show = try await coalition.certctl("show", old[0], "--json").json()
                #expect(show["renewedBy"] == .string(new[0]))
            }
        }
    }

    @Test("They are listed and written to, for people and for programs; a duration is checked")
    func ending() async throws {
        try await Coalition.with { coalition in
            // The most recent end of a validity of three years.
            let cohort = try coalition.write(
                "cohort.csv",
                "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                    + "E-1,Ada Obi,ada@learners.example,fr,KE,2026-05-30,self-paced,\n")
            try await coalition.certctl("keys", "generate", "aws")
            let number = try #require(
                try await coalition.issue(cohort, "machine-learning").first)
            let list = try await coalition.certctl(
                "links", "ending", "--expiring-within", "P9Y", "--json"
            ).json()
            let ending = try #require(list["certificates"]?.arrayValue)
            #expect(ending.map { $0["number"] } == [.string(number)])
            #expect(ending.first?["validUntil"] == "2029-05-30T00:00:00Z")
            let table = try await coalition.certctl("links", "ending", "--expiring-within", "P9Y")
            #expect(String(decoding: table.output, as: UTF8.self).contains("2029-05-29"))
            #expect(table.complaints.contains("1 certificate ends within P9Y"))
            let before = try coalition.contents()
            let folder = coalition.desk + "/letters"
            try await coalition.certctl(
                "links", "remind", "--expiring-within", "P9Y", "--from", "office@office.example",
                "--dry-run", folder)
            let letters = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(letters == ["\(number).eml"])
            #expect(try coalition.contents() == before)
            for bad in ["60", "P60", "60 days", ""] {
                let refused = try await coalition.certctl(
                    "links", "ending", "--expiring-within", bad, exits: 64)
                #expect(refused.complaints.contains("\"\(bad)\""))
            }
        }
    }
}
