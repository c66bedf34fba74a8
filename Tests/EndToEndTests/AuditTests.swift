import Foundation
import LinkedData
import Testing

@Suite("The audit by command")
struct AuditTests {
    @Test("Entries are listed for people and programs, by who, what, when and which")
    func list() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await coalition.certctl(
                "revoke", "--yes", number, "--reason", "a mistake", "--actor", "Ada")
            func entries(_ options: String...) async throws -> [JSON] {
                let outcome = try await coalition.start(["audit", "list", "--json"] + options)
                    .outcome()
                #expect(outcome.status == 0, "\(outcome.complaints)")
                return try #require(try outcome.json()["entries"]?.arrayValue)
            }
            let all = try await entries()
            #expect(all.count == 7)
            let revoked = try await entries("--actor", "Ada", "--action", "revoke")
            #expect(revoked.count == 1)
            #expect(revoked[0]["subject"]?.stringValue == number)
            #expect(revoked[0]["details"]?["reason"] == "a mistake")
            let issued = try #require(try await entries("--action", "issue").first)
            #expect(issued["details"]?["numbers"]?.arrayValue?.count == 12)
            // Whose it was not said is the person's who ran it.
            #expect(issued["actor"] == .string(NSUserName()))
            #expect(issued["details"]?["positions"] == ["first": 1, "last": 12])
            // However the number is typed.
            let concerned = try await entries("--subject", number.lowercased())
            #expect(concerned.map { $0["action"] } == ["issue", "revoke"])
            #expect(try await entries("--to", "2020-01-01").isEmpty)
            #expect(try await entries("--from", "2020-01-01", "--limit", "3").count == 3)
            let table = try await coalition.certctl("audit", "list", "--limit", "1")
            let words = String(decoding: table.output, as: UTF8.self)
            #expect(words.contains("Ada") && words.contains("revoke") && words.contains(number))
            for bad in [["--from", "June"], ["--limit", "0"], ["--action", "none"]] {
                #expect(try await coalition.start(["audit", "list"] + bad).outcome().status == 64)
            }
        }
    }

    @Test("A broken audit: 28, naming the entry; a head that was noted tells of an end cut off")
    func verify() async throws {
        try await Coalition.with { coalition in
            let sound = try await coalition.certctl("audit", "verify", "--json").json()
            let head = try #require(sound["head"]?["digest"]?.stringValue)
            #expect(sound["findings"] == [])
            let backup = coalition.desk + "/backup.sqlite"
            try await coalition.certctl("backup", backup)
            try await coalition.certctl("audit", "verify", "--head", head, "--backup", backup)
            try await coalition.certctl(
                "audit", "verify", "--head", String(repeating: "a", count: 64), exits: 28)
            try await coalition.certctl("audit", "verify", "--head", "short", exits: 64)
            try coalition.tamper("DROP TRIGGER audit_is_append_only_delete")
            try coalition.tamper("DELETE FROM audit WHERE sequence = 6")
            let cut = try await coalition.certctl(
                "audit", "verify", "--backup", backup, exits: 28)
            #expect(String(decoding: cut.output, as: UTF8.self).contains(head))
            try coalition.tamper("DELETE FROM audit WHERE sequence = 3")
            let broken = try await coalition.certctl("audit", "verify", "--json", exits: 28).json()
            let first = try #require(broken["findings"]?.arrayValue?.first)
            #expect(first["kind"] == "missing" && first["sequence"] == 3)
            try await coalition.certctl("backup", coalition.desk + "/broken.sqlite", exits: 28)
            #expect(!FileManager.default.fileExists(atPath: coalition.desk + "/broken.sqlite"))
        }
    }

    @Test(
        "An export can be recomputed by others' software",
        .enabled(if: Program.path("python3") != nil, "python3 is not installed"))
    func export() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await coalition.certctl("suspend", "--yes", number, "--reason", "é \"陈\" \u{1F600}")
            let file = coalition.desk + "/audit.ndjson"
            try await coalition.certctl("audit", "export", file)
            try await coalition.certctl("audit", "export", file, exits: 6)
            let recomputed = try await Program.run(
                "python3",
                [
                    "-c",
                    """
                    import hashlib, json, sys
                    previous = "0" * 64
                    for line in open(sys.argv[1], encoding="utf-8"):
                        entry = json.loads(line)
                        digest = entry.pop("digest")
                        text = json.dumps(entry, sort_keys=True, separators=(",", ":"),
                                          ensure_ascii=False)
                        assert entry["previous"] == previous
                        assert hashlib.sha256(text.encode()).hexdigest() == digest
                        previous = digest
                    print(previous)
                    """, file,
                ])
            #expect(recomputed.status == 0, "\(recomputed.complaints)")
            let sound = try await coalition.certctl("audit", "verify", "--json").json()
            #expect(
                String(decoding: recomputed.output, as: UTF8.self)
                    == (sound["head"]?["digest"]?.stringValue ?? "") + "\n")
        }
    }
}
