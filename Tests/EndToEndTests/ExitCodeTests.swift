import Foundation
import LinkedData
import Testing

@Suite("How certctl fails")
struct ExitCodeTests {
    /// A command that needs the ITU's private key.
    private func signing(_ coalition: Coalition) async throws -> [String] {
        let number = try #require(try await coalition.numbers().first)
        return ["revoke", "--yes", number, "--reason", "a mistake"]
    }

    /// Runs a command that must fail with that code, in one clear line, having changed nothing.
    private func expect(
        _ coalition: Coalition, _ arguments: [String], exits status: Int32, saying words: String,
        environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let outcome = try await coalition.start(arguments, environment: environment).outcome()
        #expect(
            outcome.status == status, "\(outcome.complaints)", sourceLocation: sourceLocation)
        #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
        #expect(
            outcome.complaintLines.count == 1, "\(outcome.complaints)",
            sourceLocation: sourceLocation)
        #expect(
            outcome.complaints.contains(words), "\(outcome.complaints)",
            sourceLocation: sourceLocation)
        #expect(
            !outcome.complaints.contains(Coalition.passphrase), sourceLocation: sourceLocation)
    }

    private func keyFile(_ coalition: Coalition) throws -> String {
        let folder = coalition.home + "/keys"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return folder + "/" + (try #require(names.first { $0.hasPrefix("itu-") }))
    }

    @Test("A result that cannot be written is told with its code, and help fits any width")
    func output() async throws {
        let certctl = try Program.product("certctl")
        func shell(_ line: String) async throws -> Program.Outcome {
            try await Program.run("sh", ["-c", line, certctl])
        }
        for command in ["--help", "issue --help", "help exit-codes"] {
            let full = try await shell("\"$0\" \(command) >/dev/full")
            #expect(full.status == ExitStatus.diskFull, "\(command): \(full.complaints)")
            #expect(full.complaints.hasPrefix("error: the result cannot be written"))
            for width in [-1, 0, 1, 26, 39] {
                let narrow = try await shell("COLUMNS=\(width) \"$0\" \(command)")
                #expect(narrow.status == 0 && !narrow.output.isEmpty, "\(command), \(width)")
            }
        }
        let wrong = try await shell("COLUMNS=0 \"$0\" issue --nothing")
        #expect(wrong.status == ExitStatus.usage)
    }

    private enum ExitStatus {
        static let diskFull: Int32 = 24
        static let usage: Int32 = 64
    }

    @Test("A wrong passphrase: 10; none to be had: 64; from a file it is read to the line's end")
    func passphrases() async throws {
        try await Coalition.with { coalition in
            let command = try await signing(coalition)
            let before = try coalition.state()
            try await expect(
                coalition, command, exits: 10, saying: "the passphrase does not open",
                environment: ["CERTAUTHORITY_PASSPHRASE": "another passphrase"])
            let wrong = try coalition.write("wrong", "another passphrase\n")
            try await expect(
                coalition, command + ["--passphrase-file", wrong], exits: 10,
                saying: "the passphrase does not open")
            let none = try Program(
                Program.product("certctl"), command + ["--home", coalition.home])
            let outcome = try await none.outcome()
            #expect(outcome.status == 64)
            #expect(outcome.complaints.contains("--passphrase-file"))
            try await expect(
                coalition, ["keys", "generate", "eac"], exits: 64, saying: "at least 8 bytes",
                environment: ["CERTAUTHORITY_PASSPHRASE": "short"])
            #expect(try coalition.state() == before)
            let right = try coalition.write("right", Coalition.passphrase + "\r\nnot this\n")
            let done = try await coalition.start(
                command + ["--passphrase-file", right],
                environment: ["CERTAUTHORITY_PASSPHRASE": "another passphrase"]
            ).outcome()
            #expect(done.status == 0, "\(done.complaints)")
        }
    }

    @Test("A missing key file: 11; one that others can read: 12; a damaged one: 13")
    func keyFiles() async throws {
        try await Coalition.with { coalition in
            let command = try await signing(coalition)
            let cohort = try coalition.write(
                "one.csv",
                "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                    + "L-1,Ada Obi,,en,KE,2025-05-30,hybrid,\n")
            let issue = ["issue", cohort, "--programme", "ai-foundations", "--dry-run"]
            let before = try coalition.state()
            let file = try keyFile(coalition)
            try FileManager.default.setAttributes(
                [.posixPermissions: NSNumber(value: 0o644)], ofItemAtPath: file)
            for command in [command, issue] {
                try await expect(
                    coalition, command, exits: 12, saying: "can be read by others (mode 644)")
            }
            let unasked = try Program(
                Program.product("certctl"), issue + ["--home", coalition.home])
            #expect(try await unasked.outcome().status == 12)
            try FileManager.default.setAttributes(
                [.posixPermissions: NSNumber(value: 0o600)], ofItemAtPath: file)
            try FileManager.default.moveItem(atPath: file, toPath: file + ".away")
            for command in [command, issue] {
                try await expect(coalition, command, exits: 11, saying: "is missing")
            }
            try FileManager.default.copyItem(atPath: file + ".away", toPath: file)
            let handle = try #require(FileHandle(forUpdatingAtPath: file))
            try handle.truncate(atOffset: 40)
            try handle.close()
            try FileManager.default.setAttributes(
                [.posixPermissions: NSNumber(value: 0o600)], ofItemAtPath: file)
            for command in [command, issue] {
                try await expect(coalition, command, exits: 13, saying: "cannot be used")
            }
            try FileManager.default.removeItem(atPath: file)
            try FileManager.default.moveItem(atPath: file + ".away", toPath: file)
            try await expect(
                coalition, issue, exits: 10, saying: "the passphrase does not open",
                environment: ["CERTAUTHORITY_PASSPHRASE": "another passphrase"])
            for command in [issue, issue.dropLast()] {
                try await expect(
                    coalition, command + ["--documents", coalition.desk + "/d", "--sign"],
                    exits: 14, saying: "certctl keys certify itu")
                try await expect(
                    coalition, command + ["--documents", cohort], exits: 25,
                    saying: "cannot be made as a folder")
            }
            #expect(!FileManager.default.fileExists(atPath: coalition.desk + "/d"))
            #expect(try coalition.state() == before)
        }
    }

    @Test("No store: 20; a newer one: 21; a damaged one: 22; each for writing and for reading")
    func stores() async throws {
        try await Coalition.with { coalition in
            let commands = [try await signing(coalition), ["list", "--json"]]
            for command in commands {
                try await expect(
                    coalition, command + ["--home", coalition.desk + "/none"], exits: 20,
                    saying: "there is no installation at")
            }
            try coalition.tamper("INSERT INTO grdb_migrations VALUES ('9999-from-the-future')")
            for command in commands {
                try await expect(coalition, command, exits: 21, saying: "newer version")
            }
            for name in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: coalition.storePath + name)
            }
            try Data("this is no store".utf8 + Data(count: 4096))
                .write(to: URL(filePath: coalition.storePath))
            for command in commands {
                try await expect(coalition, command, exits: 22, saying: "is damaged")
            }
        }
    }

    @Test("A command line that is not understood: 64, and nothing on standard output")
    func usage() async throws {
        try await Coalition.empty { coalition in
            for arguments in [
                ["issue"], ["none"], ["list", "--none"], ["keys", "generate", "Not A Slug"],
                ["init", "--name", "x", "--base-url", "example.org"],
                ["init", "--name", "", "--base-url", "https://example.org"],
                ["init", "--name", "x", "--base-url", "https://192.0.2.7"],
                ["init", "--name", "x", "--base-url", "https://example.org:443"],
                ["init", "--name", "x", "--base-url", "https://example.org."],
                ["init", "--name", "x", "--base-url", "http://example.org"],
                ["issue", "x.csv", "--programme", "x", "--proof", "Ed25519Signature2020"],
            ] {
                let outcome = try await coalition.start(arguments).outcome()
                #expect(outcome.status == 64, "\(arguments)")
                #expect(outcome.output.isEmpty, "\(arguments)")
                #expect(!outcome.complaints.isEmpty, "\(arguments)")
            }
            #expect(!FileManager.default.fileExists(atPath: coalition.home))
        }
    }

    @Test("A broken catalogue: 4, every fault by file and line, and the old one stays in force")
    func catalogue() async throws {
        try await Coalition.with { coalition in
            let folder = coalition.desk + "/seeds"
            try FileManager.default.copyItem(atPath: Repository.file("seeds"), toPath: folder)
            let file = URL(filePath: folder + "/programmes.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacing("hours: 12", with: "hours: twelve")
                .replacing("validity: P3Y", with: "validity: 3 years")
                .write(to: file, atomically: true, encoding: .utf8)
            let before = try coalition.state()
            let outcome = try await coalition.certctl("catalogue", "apply", folder, exits: 4)
            #expect(outcome.output.isEmpty)
            #expect(
                outcome.complaintLines.contains {
                    $0.contains("programmes.yaml:") && $0.contains("hours") && $0.contains("twelve")
                })
            #expect(outcome.complaintLines.count { $0.contains("3 years") } > 1)
            #expect(try coalition.state() == before)
            try await coalition.certctl("catalogue", "apply", coalition.desk + "/none", exits: 4)
        }
    }

    @Test(
        "Every --json prints one JSON document and nothing else, also where the exit code is not 0")
    func json() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().last)
            let cohort = Repository.file("seeds/cohorts/demo.csv")
            for (arguments, status) in [
                (["list"], 0), (["list", "--programme", "ai-foundations"], 0),
                (["show", number], 0),
                (["keys", "list"], 0), (["verify", number], 0),
                (["catalogue", "apply", Repository.file("seeds")], 0),
                (["issue", cohort, "--programme", "ai-foundations"], 0),
                (["issue", cohort, "--programme", "ai-foundations", "--dry-run"], 0),
                (["fees", "quote", "--programme", "advanced-generative-ai", "--country", "KE"], 0),
                (["fees", "quote", "--programme", "ai-foundations", "--country", "KE"], 0),
                (["suspend", number, "--reason", "a look", "--dry-run"], 0),
                (["suspend", number, "--reason", "a look", "--yes"], 0),
                (["verify", number], 2),
                (["reinstate", number, "--reason", "all well", "--yes"], 0),
                (["revoke", number, "--reason", "a mistake", "--yes"], 0),
                (["verify", number], 2),
                (["keys", "generate", "eac"], 0),
            ] as [([String], Int32)] {
                let outcome = try await coalition.start(arguments + ["--json"]).outcome()
                #expect(outcome.status == status, "\(arguments): \(outcome.complaints)")
                #expect(try outcome.json().objectValue != nil, "\(arguments)")
                #expect(outcome.output.last == 0x0A)
                #expect(outcome.complaints.isEmpty, "\(arguments): \(outcome.complaints)")
            }
        }
    }

    @Test("Without --json, standard output carries the data and standard error the talk")
    func streams() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let list = try await coalition.certctl("list")
            let lines = String(decoding: list.output, as: UTF8.self).split(separator: "\n")
            #expect(lines.count == numbers.count + 1)
            #expect(zip(lines.dropFirst(), numbers).allSatisfy { $0.hasPrefix($1) })
            #expect(list.complaints.isEmpty)
            let again = try await coalition.certctl(
                "issue", Repository.file("seeds/cohorts/demo.csv"), "--programme", "ai-foundations")
            #expect(again.output.isEmpty)
            #expect(again.complaints.contains("issued 0 certificates"))
            #expect(again.complaints.contains("12 rows were issued before"))
        }
    }
}
