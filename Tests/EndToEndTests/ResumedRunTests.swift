import Foundation
import GRDB
import LinkedData
import Office
import Testing
@testable import TestSupport

@Suite("A run of certctl that ends before its end")
struct ResumedRunTests {
    private static let header =
        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"

    private func cohort(_ coalition: Coalition, rows: Int) throws -> String {
        try coalition.write(
            "large.csv",
            Self.header
                + (1...rows).map { "L-\($0),Learner No \($0),,en,KE,2025-05-30,hybrid,\n" }
                .joined())
    }

    private func arguments(_ cohort: String) -> [String] {
        ["issue", cohort, "--programme", "ai-foundations", "--json"]
    }

    /// One number out of the store's file.
    private func fetch(_ coalition: Coalition, _ sql: String) throws -> Int {
        try coalition.database().read { db in
            try #require(try Int.fetchOne(db, sql: sql))
        }
    }

    /// A batch's member of `certctl batches show --json`.
    private func batch(_ coalition: Coalition, _ id: String) async throws -> JSON {
        try await coalition.certctl("batches", "show", id, "--json").json()
    }

    private func auditEntries(_ coalition: Coalition) throws -> Int {
        try fetch(coalition, "SELECT count(*) FROM audit")
    }

    /// The number of each row that is planned, or issued.
    private func numbersByRow(_ coalition: Coalition, _ table: String) throws -> [String: String] {
        try coalition.database().read { db in
            try Row.fetchAll(db, sql: "SELECT row_key, number FROM \(table)")
        }.reduce(into: [:]) { $0[$1["row_key"]] = $1["number"] }
    }

    @Test("Killed ten times at any instant and run again, it issues each row once, as planned")
    func killedAnywhere() async throws {
        try await Coalition.with { coalition in
            let rows = 3_000
            let arguments = arguments(try cohort(coalition, rows: rows))
            let seed = UInt64.random(in: 0 ... .max)
            print("seed of the instants: \(seed)")
            var generator = SeededGenerator(seed: seed)
            try coalition.slowDown(beyond: 12)
            var planned: [String: String] = [:]
            var left: [Int] = []
            for run in 0..<10 {
                let entries = try auditEntries(coalition)
                let program = try coalition.start(arguments)
                // Half of them while files and keys are opened, half once something is written.
                if run % 2 == 1 {
                    _ = try await poll(within: .seconds(120)) {
                        try !program.isRunning || auditEntries(coalition) > entries
                    }
                }
                let latest = run % 2 == 1 ? 200 : 800
                let instant = Int.random(in: 0...latest, using: &generator)
                try await Task.sleep(for: .milliseconds(instant))
                program.send(SIGKILL)
                _ = try await program.outcome()
                if planned.isEmpty {
                    planned = try numbersByRow(coalition, "planned_certificate")
                }
                left.append(try fetch(coalition, "SELECT count(*) FROM planned_certificate"))
            }
            print("left to issue after each: \(left)")
            try #require(!planned.isEmpty, "none was killed between its plan and its end")
            #expect(
                left.allSatisfy { $0 % CohortIssue.chunk == 0 },
                "a chunk is whole or not there: \(left)")
            try coalition.speedUp()
            let rest = try await coalition.start(arguments).outcome()
            #expect(rest.status == 0, "seed \(seed): \(rest.complaints)")
            try expectWhole(coalition, rows: rows, seed: seed)
            let issued = try numbersByRow(coalition, "certificate")
            // Nothing was drawn anew: numbers are those of the plan.
            #expect(planned.allSatisfy { issued[$0.key] == $0.value }, "seed \(seed)")
            var numbers = try await coalition.numbers()
            numbers.shuffle(using: &generator)
            for number in numbers.prefix(10) { try await coalition.certctl("verify", number) }
        }
    }

    /// One certificate a row in one batch, and every place in a list marked as given out.
    private func expectWhole(_ coalition: Coalition, rows: Int, seed: UInt64 = 0) throws {
        let all = rows + 12
        for (sql, expected) in [
            ("count(*) FROM certificate", all),
            ("count(DISTINCT number) FROM certificate", all),
            ("count(DISTINCT row_key) FROM certificate", all),
            ("count(DISTINCT name) FROM certificate WHERE name LIKE 'Learner No %'", rows),
            ("count(DISTINCT status_list || ' ' || status_index) FROM certificate", all),
            ("max(sequence) FROM certificate", all),
            ("count(*) FROM learner", all),
            ("count(*) FROM planned_certificate", 0),
            ("count(*) FROM batch WHERE state <> 'finished'", 0),
            ("count(*) FROM batch", 2),
            ("sum(used) FROM status_list", all),
        ] {
            #expect(try fetch(coalition, "SELECT " + sql) == expected, "\(sql), seed \(seed)")
        }
        let allocated = try coalition.database().read { db in
            try Data.fetchAll(db, sql: "SELECT allocated FROM status_list")
        }
        #expect(allocated.joined().reduce(0) { $0 + $1.nonzeroBitCount } == all, "seed \(seed)")
    }

    /// Issues a cohort until a signal after the first chunk; the others are made slow, so that they
    /// are not over before it is sent.
    private func interrupted(
        _ coalition: Coalition, _ arguments: [String], by signal: Int32 = SIGINT
    ) async throws -> (id: String, left: Int) {
        try coalition.slowDown(beyond: 12 + CohortIssue.chunk)
        let program = try coalition.start(arguments)
        let began = try await poll(within: .seconds(180)) {
            try fetch(coalition, "SELECT count(*) FROM certificate") > 12
        }
        #expect(began)
        program.send(signal)
        let outcome = try await program.outcome()
        try coalition.speedUp()
        #expect(outcome.status == 128 + signal)
        let report = try outcome.json()
        #expect(report["stopped"] == true)
        let id = try #require(report["batches"]?.arrayValue?.last?.stringValue)
        #expect(outcome.complaints.contains("stopping at the end of this chunk"))
        #expect(outcome.complaints.contains("certctl issue --resume \(id)"))
        let issued = try fetch(coalition, "SELECT count(*) FROM certificate") - 12
        #expect(report["issued"] == .number(Double(issued)))
        #expect(report["certificates"]?.arrayValue?.count == issued)
        #expect(issued > 0 && issued % CohortIssue.chunk == 0, "\(issued)")
        return (id, 3_000 - issued)
    }

    @Test("Ctrl-C stops at a chunk's end and says how to go on; --resume goes on")
    func interruption() async throws {
        try await Coalition.with { coalition in
            let arguments = arguments(try cohort(coalition, rows: 3_000))
            let (id, left) = try await interrupted(coalition, arguments)
            try #require(left > 0, "the run was over before it could be stopped")
            let stopped = try await batch(coalition, id)
            #expect(stopped["state"] == "planned")
            #expect(stopped["size"] == 3_000)
            #expect(stopped["remaining"] == .number(Double(left)))
            let resumed = try await coalition.certctl("issue", "--resume", id, "--json")
            #expect(resumed.complaints.contains("\(left) of 3000 to issue"))
            #expect(resumed.complaints.contains("\(left) of \(left) certificates, "))
            #expect(resumed.complaints.contains(" a second\n"))
            #expect(try resumed.json()["issued"] == .number(Double(left)))
            #expect(try await batch(coalition, id)["state"] == "finished")
            try expectWhole(coalition, rows: 3_000)
            try await coalition.certctl("issue", "--resume", id, exits: 6)
        }
    }

    @Test("SIGTERM stops at a chunk's end as well, with an exit code of its own")
    func termination() async throws {
        try await Coalition.with { coalition in
            let arguments = arguments(try cohort(coalition, rows: 3_000))
            let (id, left) = try await interrupted(coalition, arguments, by: SIGTERM)
            try #require(left > 0, "the run was over before it could be stopped")
            try await coalition.certctl("issue", "--resume", id)
            try expectWhole(coalition, rows: 3_000)
        }
    }

    @Test("Two who take up the same run at once make one certificate a row; one may be told so")
    func twoAtOnce() async throws {
        try await Coalition.with { coalition in
            let arguments = arguments(try cohort(coalition, rows: 3_000))
            let (id, left) = try await interrupted(coalition, arguments)
            try #require(left > 0, "the run was over before it could be stopped")
            let programs = try (0..<2).map { _ in
                try coalition.start(["issue", "--resume", id, "--json"])
            }
            var statuses: [Int32] = []
            for program in programs {
                let outcome = try await program.outcome()
                statuses.append(outcome.status)
                if outcome.status != 0 {
                    #expect(
                        outcome.complaints.contains("another process works on batch \(id)")
                            || outcome.complaints.contains("is finished already"))
                }
            }
            #expect(statuses.contains(0))
            #expect(statuses.allSatisfy { [0, 6].contains($0) }, "\(statuses)")
            try expectWhole(coalition, rows: 3_000)
        }
    }

    @Test("What a stopped run did not issue can be given up, and planned anew from the same file")
    func abandoned() async throws {
        try await Coalition.with { coalition in
            let arguments = arguments(try cohort(coalition, rows: 3_000))
            let (id, left) = try await interrupted(coalition, arguments)
            try #require(left > 0, "the run was over before it could be stopped")
            let before = try coalition.state()
            let rehearsed = try await coalition.certctl(
                "batches", "abandon", id, "--dry-run", "--json")
            #expect(try rehearsed.json()["givenUp"] == .number(Double(left)))
            #expect(try coalition.state() == before)
            if Coalition.hasTerminals {
                let before = try coalition.contents()
                let (declined, shown) = try await coalition.atTerminal(
                    ["batches", "abandon", id], typing: "n")
                #expect(declined.status == 40 && shown.contains("batch      \(id), of itu"))
                #expect(try coalition.contents() == before)
            }
            let abandoned = try await coalition.certctl("batches", "abandon", "--yes", id)
            #expect(
                String(decoding: abandoned.output, as: UTF8.self)
                    == "\(id): abandoned \(left) certificates\n")
            let shown = try await batch(coalition, id)
            #expect(shown["state"] == "abandoned")
            #expect(shown["remaining"] == 0)
            try await coalition.certctl("batches", "abandon", "--yes", id, exits: 6)
            try await coalition.certctl("issue", "--resume", id, exits: 6)
            let anew = try await coalition.start(arguments).outcome()
            #expect(try anew.json()["issued"] == .number(Double(left)))
            #expect(try anew.json()["alreadyIssued"] == .number(Double(3_000 - left)))
            #expect(try fetch(coalition, "SELECT count(*) FROM certificate") == 3_012)
            let list = try await coalition.certctl("batches", "list", "--json").json()
            let states = try #require(list["batches"]?.arrayValue).map { $0["state"] }
            #expect(states == ["finished", "abandoned", "finished"])
        }
    }

    @Test("Batches are listed and shown, for people and for programs")
    func listed() async throws {
        try await Coalition.with { coalition in
            let list = try await coalition.certctl("batches", "list", "--json").json()
            let batches = try #require(list["batches"]?.arrayValue)
            let id = try #require(batches.first?["batch"]?.stringValue)
            #expect(batches.count == 1)
            for member in [batches[0], try await batch(coalition, id)] {
                #expect(member["programme"] == "ai-foundations")
                #expect(member["organisation"] == "itu")
                #expect(member["source"] == "demo.csv")
                #expect(member["state"] == "finished")
                #expect(member["size"] == 12)
                #expect(member["remaining"] == 0)
                #expect(member["sourceSha256"]?.stringValue?.utf8.count == 64)
                #expect(member["proof"]?.stringValue?.hasPrefix("eddsa-") == true)
            }
            let table = try await coalition.certctl("batches", "list")
            let lines = String(decoding: table.output, as: UTF8.self).split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.last?.hasPrefix(id) == true)
            #expect(lines.last?.contains("demo.csv") == true)
            let text = try await coalition.certctl("batches", "show", id)
            #expect(String(decoding: text.output, as: UTF8.self).contains("size: 12\n"))
            for missing in ["show", "abandon"] {
                try await coalition.certctl("batches", missing, "B-NONE", exits: 5)
            }
            try await coalition.certctl("batches", "abandon", "--yes", id, exits: 6)
            try await coalition.certctl("issue", "--resume", "B-NONE", exits: 5)
        }
    }

    @Test("A batch that is taken up needs neither file nor programme, and takes neither")
    func usage() async throws {
        try await Coalition.with { coalition in
            let cohort = Repository.file("seeds/cohorts/demo.csv")
            for arguments in [
                ["issue", cohort], ["issue", "--programme", "ai-foundations"],
                ["issue", cohort, "--programme", "ai-foundations", "--resume", "B-NONE"],
                ["issue", cohort, "--resume", "B-NONE"],
            ] {
                let outcome = try await coalition.start(arguments).outcome()
                #expect(outcome.status == 64, "\(arguments): \(outcome.complaints)")
            }
        }
    }
}

extension Coalition {
    /// Makes every certificate beyond that many take its time, so that a run is not over before it
    /// is stopped, whatever machine it runs on.
    func slowDown(beyond count: Int) throws {
        try tamper(
            """
            CREATE VIEW slow AS WITH RECURSIVE n(n) AS
                (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT 15000) SELECT n FROM n;
            CREATE TRIGGER delay BEFORE INSERT ON certificate WHEN NEW.sequence > \(count)
                BEGIN SELECT count(*) FROM slow; END;
            """)
    }

    func speedUp() throws { try tamper("DROP TRIGGER delay; DROP VIEW slow") }
}
