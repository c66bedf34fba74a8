import Foundation
import LinkedData
import Testing

@Suite("Certificates that end soon, by command")
struct EndingTests {
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
