import CertAuthority
import Credentials
import Foundation
import LinkedData
import Testing

@Suite("Correcting and erasing")
struct CorrectingTests {
    @Test("A name is corrected: two numbers that know each other, on pages, in JSON and in show")
    func reissue() async throws {
        try await Coalition.with { coalition in
            let number = try await coalition.numbers()[0]
            let before = try coalition.state()
            let look = try await coalition.certctl(
                "reissue", number, "--name", "Zoë Müller", "--dry-run", "--json"
            ).json()
            #expect(look["corrected"] == ["name"] && look["dryRun"] == true)
            #expect(look["number"] == nil)
            #expect(try coalition.state() == before)
            let next = try await Self.reissue(coalition, number, "--name", "Zoë Müller")
            let newest = try await Self.reissue(
                coalition, next, "--name", "Zoë Ruiz", "--email", "zoe.ruiz@learners.example",
                "--reason", "a slip of the pen")
            let old = try await coalition.certctl("show", number, "--json").json()
            #expect(old["state"] == "superseded" && old["supersededBy"] == .string(next))
            #expect(old["newest"] == .string(newest) && old["name"] == "Zoë Müller-Åkesson")
            let new = try await coalition.certctl("show", newest, "--json").json()
            #expect(new["state"] == "good" && new["supersedes"] == .string(next))
            #expect(new["batch"] == old["batch"])
            try await coalition.certctl("verify", newest)
            let verified = try await coalition.certctl("verify", number, exits: 2)
            #expect(String(decoding: verified.output, as: UTF8.self).contains(next))
            #expect(verified.complaints.contains("the newest is \(newest)"))
            let told = try await coalition.certctl("verify", number, "--json", exits: 2).json()
            #expect(told["newest"]?["number"] == .string(newest))
            try await coalition.expectBits(of: [number, next], set: true)
            try await coalition.expectBits(of: [newest], set: false)
            try await Server.with(home: coalition.home) { server in
                let json = try await server.verdict(number).json()
                #expect(json["verdict"] == "not-currently-valid")
                #expect(json["state"] == "superseded" && json["supersededBy"] == .string(next))
                #expect(json["newest"]?["number"] == .string(newest))
                #expect(json["newest"]?["url"] == .string("http://localhost:8080/v/\(newest)"))
                let page = try await server.get("/v/\(number)").text
                #expect(page.contains("<h1 id=\"verdict\">Not valid: replaced</h1>"))
                #expect(page.contains("href=\"/v/\(newest)\""))
                #expect(page.contains("the new one is \(next), and the newest is \(newest)"))
                let last = try await server.verdict(newest)
                #expect(try last.verdict() == "valid")
                #expect(try last.json()["state"] == nil && last.json()["newest"] == nil)
                #expect(try last.json()["certificate"]?["name"] == "Zoë Ruiz")
                let middle = try await server.get("/v/\(next)").text
                #expect(middle.contains("the new one is \(newest): a slip of the pen"))
                // A reason that nobody stated is an English word that says nothing new.
                let reason = "reason: <bdi>"
                #expect(middle.contains(reason + "a slip of the pen") && !page.contains(reason))
            }
        }
    }

    @Test(
        "The learner's link leads to the correction, unless it went to a wrong address; what is next"
    )
    func links() async throws {
        try await Coalition.with { coalition in
            let number = try await coalition.numbers()[0]
            let made = try await coalition.certctl("links", "create", number, "--json").json()
            let path = String(
                try #require(made["link"]?.stringValue).dropFirst("http://localhost:8080".count))
            let corrected = try await coalition.certctl(
                "reissue", "--yes", number, "--name", "Zoë Ruiz", "--json"
            ).json()
            let new = try #require(corrected["number"]?.stringValue)
            let next = "certctl links send \(new) --from ADDRESS --server HOST"
            #expect(corrected["links"] == "lead" && corrected["next"] == .string(next))
            try await coalition.certctl("links", "create", new, exits: 6)
            try await Server.with(home: coalition.home) { server in
                let page = try await server.get(path)
                #expect(page.status == 200 && page.text.contains("Zoë Ruiz"))
                #expect(page.text.contains("/v/\(new)") && !page.text.contains("Müller"))
                let told = try await coalition.certctl(
                    "reissue", "--yes", new, "--email", "zoe.ruiz@learners.example")
                #expect(told.complaints.contains("the learner's link ends"))
                #expect(told.complaints.contains("next: certctl links send "))
                #expect(try await server.get(path).status == 404)
                let last = try #require(
                    String(decoding: told.output, as: UTF8.self).split(separator: " ").first)
                // What is next does it: a message for this certificate alone.
                let folder = coalition.desk + "/letters"
                let rehearsal = try await coalition.certctl(
                    "links", "send", String(last), "--from", "office@office.example",
                    "--dry-run", folder, "--json")
                #expect(try rehearsal.json()["written"] == 1)
                let letter = try String(
                    contentsOfFile: "\(folder)/\(last).eml", encoding: .utf8)
                #expect(letter.contains("zoe.ruiz@learners.example"))
                // Without an address only a link that is passed on is left.
                let bare = try await coalition.certctl(
                    "reissue", "--yes", String(last), "--email", "", "--json"
                ).json()
                let bareNumber = try #require(bare["number"]?.stringValue)
                #expect(bare["next"] == .string("certctl links create \(bareNumber)"))
                let none = try await coalition.certctl(
                    "links", "send", bareNumber, "--from", "office@office.example",
                    "--server", "127.0.0.1:1", exits: 6)
                #expect(none.complaints.contains("no address on record"))
            }
        }
    }

    private static func reissue(
        _ coalition: Coalition, _ number: String, _ more: String...
    ) async throws -> String {
        let outcome = try await coalition.start(["reissue", number, "--yes", "--json"] + more)
            .outcome()
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let json = try outcome.json()
        #expect(json["supersedes"] == .string(number))
        return try #require(json["number"]?.stringValue)
    }

    @Test("The command line that issue offers for a corrected row does it; then it is issued")
    func offered() async throws {
        try await Coalition.with { coalition in
            let wrong = try String(
                decoding: FileSystem.read(Repository.file("seeds/cohorts/demo.csv")),
                as: UTF8.self)
            let right = try coalition.write(
                "right.csv", wrong.replacing("Zoë Müller-Åkesson", with: "Zoë O'Müller"))
            let issue = ["issue", right, "--programme", "ai-foundations"]
            let before = try coalition.state()
            let refused = try await coalition.start(issue).outcome()
            #expect(refused.status == 4)
            let offer = try #require(
                refused.complaints.firstRange(of: "certctl reissue ").map {
                    refused.complaints[$0.lowerBound...].prefix { $0 != ";" }
                })
            #expect(try coalition.state() == before)
            let run = try Program(
                "/bin/sh", ["-c", offer + " --yes"],
                environment: [
                    "PATH": URL(filePath: Program.product("certctl"))
                        .deletingLastPathComponent().path + ":/usr/bin:/bin",
                    "CERTAUTHORITY_HOME": coalition.home, "HOME": coalition.desk,
                    "CERTAUTHORITY_PASSPHRASE": Coalition.passphrase,
                ])
            let done = try await run.outcome()
            #expect(done.status == 0, "\(offer): \(done.complaints)")
            let again = try await coalition.start(issue + ["--json"]).outcome()
            #expect(again.status == 0, "\(again.complaints)")
            #expect(try again.json()["alreadyIssued"] == 12)
            #expect(try again.json()["issued"] == 0)
            let uncorrected = try await coalition.certctl(
                "issue", Repository.file("seeds/cohorts/demo.csv"), "--programme",
                "ai-foundations", exits: 4)
            #expect(uncorrected.complaints.contains("which had this name"))
        }
    }

    @Test("A correction that is none, is faulty, or is of what was taken back is refused")
    func refusals() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            try await coalition.certctl("revoke", "--yes", numbers[1], "--reason", "void")
            let before = try coalition.state()
            for (arguments, status, words) in [
                ([numbers[0], "--name", "Zoë Müller-Åkesson"], 6, "nothing to correct"),
                ([numbers[0], "--name", "=Zoë"], 4, "formula"),
                ([numbers[0], "--completed-on", "2025-02-30"], 4, "no such day"),
                ([numbers[0], "--delivery", "by post"], 4, "delivery"),
                ([numbers[1], "--name", "Other Name"], 6, "is revoked"),
                (["0000-0000-0000-0001-2", "--name", "X"], 5, "no certificate"),
                ([numbers[0]], 64, "--name"),
            ] as [([String], Int32, String)] {
                let outcome = try await coalition.start(["reissue", "--yes"] + arguments).outcome()
                #expect(outcome.status == status, "\(arguments): \(outcome.complaints)")
                #expect(outcome.complaints.contains(words), "\(outcome.complaints)")
            }
            #expect(try coalition.state() == before)
        }
    }

    @Test("An erased certificate is gone from the files, and its number says so and no more")
    func erase() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let name = "Zoë Müller-Åkesson"
            try await Server.with(home: coalition.home) { server in
                #expect(try await server.get("/v/\(numbers[0])").text.contains(name))
                let copy = try await server.get("/credentials/\(numbers[0]).json").body
                let next = try await Self.reissue(coalition, numbers[0], "--name", "Zoë Ruiz")
                let command = ["erase", numbers[0], "--reason", "request 17", "--json"]
                let before = try coalition.state()
                let look = try await coalition.start(command + ["--dry-run"]).outcome()
                #expect(try look.json()["erased"] == [.string(numbers[0])])
                #expect(try look.json()["otherVersions"] == [.string(next)])
                #expect(look.complaints.contains("--all-versions"))
                #expect(try coalition.state() == before)
                let done = try await coalition.start(
                    command + ["--all-versions", "--yes"]
                ).outcome()
                #expect(done.status == 0, "\(done.complaints)")
                #expect(
                    try done.json()["erased"] == [.string(numbers[0]), .string(next)])
                for file in FileSystem.names(in: coalition.home + "/store") {
                    let content = try Data(
                        contentsOf: URL(filePath: "\(coalition.home)/store/\(file)"))
                    for trace in [name, "zoe.mueller@", "DEMO-001", "Zoë Ruiz"] {
                        #expect(content.range(of: Data(trace.utf8)) == nil, "\(trace) in \(file)")
                    }
                }
                let answer = try await server.verdict(numbers[0])
                #expect(answer.status == 200)
                #expect(try answer.verdict() == "cannot-tell")
                #expect(try answer.json()["state"] == "erased")
                #expect(try answer.json()["certificate"] == nil)
                let page = try await server.get("/v/\(next)")
                #expect(page.status == 200)
                #expect(page.text.contains("<h1 id=\"verdict\">Erased</h1>"))
                #expect(!page.text.contains("Try again") && !page.text.contains("Zoë"))
                let gone = try await server.get("/credentials/\(next).json")
                #expect(gone.status == 410)
                #expect(try gone.json()["type"] == "urn:certauthority:problem:erased")
                try await coalition.certctl("verify", next, exits: 3)
                // Not revoked by being erased; the first was superseded before.
                let file = try coalition.write("copy.json", copy)
                try await coalition.certctl("verify", file, exits: 2)
                try await coalition.expectBits(of: [next], set: false)
            }
            let shown = try await coalition.certctl("show", numbers[0], "--json").json()
            #expect(shown["state"] == "erased" && shown["name"] == nil)
            try await coalition.certctl("export", numbers[0], exits: 5)
            try await coalition.certctl("reissue", "--yes", numbers[0], "--name", "New", exits: 6)
            let again = try await coalition.certctl(
                "issue", Repository.file("seeds/cohorts/demo.csv"), "--programme",
                "ai-foundations", exits: 4)
            #expect(again.complaints.contains("was erased on"))
            let twice = try await coalition.certctl(
                "erase", "--yes", numbers[0], "--reason", "request 17", "--json")
            #expect(try twice.json()["already"] == 1)
        }
    }
}
