import Foundation
import GRDB
import LinkedData
import Testing

@Suite("A plan that somebody wrote into")
struct PlannedRowTests {
    private static let cohort = """
        learner_ref,name,email,locale,country,completed_on,delivery,groups
        P-1,Ada Obi,ada@learners.example,en,KE,2026-05-30,hybrid,
        P-2,Bo Ek,bo@learners.example,en,KE,2026-05-30,hybrid,
        P-3,Cy Roe,cy@learners.example,en,KE,2026-05-30,hybrid,

        """

    /// Plans a cohort and ends before anything of it is recorded, as a full disk would.
    private func interrupted(_ coalition: Coalition) async throws -> (cohort: String, id: String) {
        let cohort = try coalition.write("planned.csv", Self.cohort)
        try coalition.tamper(
            """
            CREATE TRIGGER full BEFORE INSERT ON certificate
                BEGIN SELECT RAISE(ABORT, 'no room'); END
            """)
        let outcome = try await coalition.start(
            ["issue", cohort, "--programme", "ai-foundations"]
        ).outcome()
        #expect(outcome.status != 0)
        try coalition.tamper("DROP TRIGGER full")
        let id = try #require(
            try await coalition.database().read { db in
                try String.fetchOne(db, sql: "SELECT id FROM batch WHERE state = 'planned'")
            })
        return (cohort, id)
    }

    @Test("What was changed in a plan is not signed by either way of going on, and is named")
    func changed() async throws {
        try await Coalition.with { coalition in
            let (cohort, id) = try await interrupted(coalition)
            try await coalition.certctl("audit", "verify")
            for (edit, back, words) in [
                (
                    "planned_certificate SET name = 'Eve Forger' WHERE position = 2",
                    "planned_certificate SET name = 'Bo Ek' WHERE position = 2", "row 2 ("
                ),
                (
                    "planned_certificate SET email = 'eve@forger.example' WHERE position = 1",
                    "planned_certificate SET email = 'ada@learners.example' WHERE position = 1",
                    "row 1 ("
                ),
                (
                    "batch SET started = started - 86400000 WHERE id = '\(id)'",
                    "batch SET started = started + 86400000 WHERE id = '\(id)'", "planned: "
                ),
                (
                    "batch SET settled_by = 'a waiver' WHERE id = '\(id)'",
                    "batch SET settled_by = NULL WHERE id = '\(id)'", "settledBy: "
                ),
            ] {
                try coalition.tamper("UPDATE " + edit)
                let before = try coalition.state()
                for arguments in [
                    ["issue", "--resume", id], ["issue", cohort, "--programme", "ai-foundations"],
                    ["issue", cohort, "--programme", "ai-foundations", "--dry-run"],
                ] {
                    let refused = try await coalition.start(arguments).outcome()
                    #expect(refused.status == 6, "\(edit): \(refused.complaints)")
                    #expect(refused.complaints.contains(words), "\(refused.complaints)")
                    #expect(refused.complaints.contains("Nothing of that was signed"))
                    #expect(refused.complaints.contains("certctl batches abandon \(id)"))
                }
                #expect(try coalition.state() == before)
                let audit = try await coalition.certctl("audit", "verify", exits: 28)
                #expect(String(decoding: audit.output, as: UTF8.self).contains(words))
                let doctor = try await coalition.certctl("doctor", "--thorough", exits: 7)
                #expect(String(decoding: doctor.output, as: UTF8.self).contains(id))
                try coalition.tamper("UPDATE " + back)
            }
            try await coalition.certctl("issue", "--resume", id)
            #expect(try await coalition.numbers().count == 15)
            try await coalition.certctl("audit", "verify")
            try await coalition.certctl("doctor", "--thorough")
        }
    }

    @Test("A plan that was written into is given up, and the cohort is planned anew")
    func givenUp() async throws {
        try await Coalition.with { coalition in
            let (cohort, id) = try await interrupted(coalition)
            try coalition.tamper("UPDATE planned_certificate SET name = 'Eve' WHERE position = 2")
            try await coalition.certctl("batches", "abandon", "--yes", id)
            try await coalition.issue(cohort, "ai-foundations")
            #expect(try await coalition.numbers().count == 15)
            try await coalition.certctl("audit", "verify")
        }
    }

    @Test("An unfinished plan in a backup that is restored goes on, and a changed one does not")
    func restored() async throws {
        try await Coalition.with { coalition in
            let (_, id) = try await interrupted(coalition)
            let backup = coalition.desk + "/backup.sqlite"
            try await coalition.certctl("backup", backup)
            // Issued since and revoked, one is carried over, and the backup's plan is without it.
            try await coalition.certctl("issue", "--resume", id)
            let number = try #require(try await coalition.numbers().last)
            try await coalition.certctl("revoke", "--yes", number, "--reason", "issued in error")
            try await coalition.certctl("restore", "--yes", backup, "--accept-loss")
            try await coalition.certctl("audit", "verify")
            try coalition.tamper("UPDATE planned_certificate SET name = 'Eve' WHERE position = 2")
            try await coalition.certctl("issue", "--resume", id, exits: 6)
            try coalition.tamper("UPDATE planned_certificate SET name = 'Bo Ek' WHERE position = 2")
            try await coalition.certctl("issue", "--resume", id)
            #expect(try await coalition.numbers().count == 15)
            try await coalition.certctl("audit", "verify")
        }
    }
}
