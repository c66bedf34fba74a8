import Foundation
import GRDB
import LinkedData
import Testing

@Suite("Changed credentials")
struct TamperingTests {
    @Test(
        "One changed byte in the store makes a certificate not genuine, and nothing of it is shown")
    func stored() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let victim = numbers[0]
            let credential = try await coalition.certctl("export", victim).output
            let name = Array("Zoë".utf8)
            let place = try #require(
                credential.indices.first { credential[$0...].starts(with: name) })
            try await Server.with(home: coalition.home) { server in
                for position in [place, place + 2, 10, credential.count / 2, credential.count - 20]
                {
                    var changed = credential
                    changed[position] ^= 1
                    try coalition.tamper(
                        "UPDATE certificate SET credential = ? WHERE number = ?",
                        [Data(changed), victim])
                    let answer = try await server.verdict(victim)
                    #expect(answer.status == 200)
                    #expect(try answer.verdict() == "not-genuine", "byte \(position)")
                    #expect(try answer.json()["certificate"] == nil)
                    let page = try await server.get("/v/\(victim)", accept: "text/html").text
                    #expect(page.contains("<h1 id=\"verdict\">Not genuine</h1>"))
                    #expect(!page.contains("Müller"))
                }
                try await coalition.certctl("verify", victim, exits: 2)
                #expect(try await server.verdict(numbers[1]).verdict() == "valid")
                try coalition.tamper(
                    "UPDATE certificate SET credential = ? WHERE number = ?",
                    [Data(credential), victim])
                #expect(try await server.verdict(victim).verdict() == "valid")
            }
        }
    }

    @Test("One changed byte in an exported file makes it not genuine, or unreadable")
    func exported() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let path = coalition.desk + "/certificate.json"
            try await coalition.certctl("export", number, "--format", "json", "-o", path)
            let credential = Array(try Data(contentsOf: URL(filePath: path)))
            let whole = try await coalition.certctl("verify", path, "--json")
            #expect(try whole.json()["verdict"] == "valid")
            for position in [1, credential.count / 3, credential.count / 2, credential.count - 30] {
                var changed = credential
                changed[position] ^= 1
                let file = try coalition.write("changed.json", changed)
                // What is no JSON any more says nothing of the certificate.
                let isRead = (try? JSON.parse(changed)) != nil
                let outcome = try await coalition.certctl(
                    "verify", file, "--json", exits: isRead ? 2 : 15)
                let verdict = try outcome.json()["verdict"]
                #expect(verdict == (isRead ? "not-genuine" : nil), "byte \(position)")
            }
        }
    }

    @Test("Nothing can be told where the list or the key is gone, and that is no accusation")
    func missing() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await Server.with(home: coalition.home) { server in
                try coalition.tamper("UPDATE status_list SET credential = x''")
                let answer = try await server.verdict(number)
                #expect(answer.status == 200)
                #expect(try answer.verdict() == "cannot-tell")
                try await coalition.certctl("verify", number, exits: 3)
                let page = try await server.get("/v/\(number)", accept: "text/html").text
                #expect(page.contains("Cannot tell now"))
            }
        }
    }
}
