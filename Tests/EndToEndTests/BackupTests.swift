import Foundation
import GRDB
import LinkedData
import Testing

@Suite("Backups and restoring by command")
struct BackupTests {
    private static let rows = 3_000

    private func cohort(_ coalition: Coalition) throws -> String {
        try coalition.write(
            "large.csv",
            "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                + (1...Self.rows).map { "L-\($0),Learner No \($0),,en,KE,2025-05-30,hybrid,\n" }
                .joined())
    }

    private func numbersByRow(_ path: String) throws -> [String: String] {
        try DatabaseQueue(path: path).read { db in
            try Row.fetchAll(db, sql: "SELECT row_key, number FROM certificate")
        }.reduce(into: [:]) { $0[$1["row_key"]] = $1["number"] }
    }

    private func findings(_ coalition: Coalition) async throws -> [JSON] {
        let doctor = try await coalition.start(["doctor", "--thorough", "--json"]).outcome()
        return try #require(try doctor.json()["checks"]?.arrayValue)
            .filter { $0["result"] == "finding" && $0["check"] != "space" }
    }

    @Test(
        "Backups taken while a batch is issued are whole, and it goes on from each to the same end")
    func duringBatch() async throws {
        try await Coalition.with { coalition in
            let arguments = ["issue", try cohort(coalition), "--programme", "ai-foundations"]
            let program = try coalition.start(arguments)
            var underWay: [String] = []
            for count in 0... where program.isRunning {
                let path = coalition.desk + "/backup-\(count).sqlite"
                let backup = try await coalition.certctl("backup", path, "--json").json()
                if backup["unfinishedBatches"] == 1 { underWay.append(path) }
                guard program.isRunning else { break }
            }
            let issued = try await program.outcome(within: .seconds(120))
            #expect(issued.status == 0, "\(issued.complaints)")
            let numbers = try numbersByRow(coalition.storePath)
            #expect(numbers.count == Self.rows + 12)
            print("backups taken under way: \(underWay.count)")
            let first = try #require(underWay.first, "no backup was taken under way")
            for path in Set([first, underWay[underWay.count / 2]]) {
                let other = Coalition(home: coalition.desk + "/other", desk: coalition.desk)
                try await other.certctl("restore", "--yes", path)
                try await other.certctl("audit", "verify", "--backup", path)
                let copied = try await Program.run(
                    "cp", ["-a", coalition.home + "/keys/.", other.home + "/keys"])
                #expect(copied.status == 0)
                #expect(try await findings(other).map { $0["check"] } == ["batches"])
                let rest = try await other.start(arguments).outcome(within: .seconds(120))
                #expect(rest.status == 0, "\(rest.complaints)")
                #expect(try await findings(other) == [])
                // Last: this test's own connection takes -wal and -shm away with it.
                #expect(try numbersByRow(other.storePath) == numbers)
                try FileManager.default.removeItem(atPath: other.home)
            }
        }
    }

    @Test(
        "Restoring refuses a loss (29) and a store in use (23), and never brings a revoked one back"
    )
    func refusals() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let backup = coalition.desk + "/backup.sqlite"
            try await coalition.certctl("backup", backup)
            try await coalition.certctl("backup", backup, exits: 6)
            try await coalition.certctl("revoke", "--yes", numbers[0], "--reason", "a mistake")
            let before = try coalition.state()
            let refused = try await coalition.certctl("restore", "--yes", backup, exits: 29)
            #expect(String(decoding: refused.output, as: UTF8.self).contains(numbers[0]))
            #expect(refused.complaints.contains("--accept-loss"))
            let dry = try await coalition.certctl(
                "restore", backup, "--dry-run", "--json", exits: 29)
            #expect(try dry.json()["lostEntries"] == 1)
            let server = try await Server(home: coalition.home)
            let busy = try await coalition.certctl(
                "restore", "--yes", backup, "--accept-loss", exits: 23)
            #expect(busy.complaints.contains("stop the public server"))
            #expect(try coalition.state() == before)
            #expect(try await server.get("/v/\(numbers[1])").status == 200)
            _ = try await server.stop()
            let restored = try await coalition.certctl(
                "restore", "--yes", backup, "--accept-loss", "--json")
            let report = try restored.json()
            #expect(report["carriedOver"] == ["revoked": [.string(numbers[0])]])
            let kept = try #require(report["kept"]?.stringValue)
            #expect(FileManager.default.fileExists(atPath: kept))
            try await coalition.certctl("verify", numbers[0], exits: 2)
            try await coalition.certctl("doctor", "--thorough")
            try await coalition.certctl("restore", "--yes", coalition.desk + "/none", exits: 5)
        }
    }
}
