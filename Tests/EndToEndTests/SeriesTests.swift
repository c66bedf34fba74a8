import Foundation
import GRDB
import LinkedData
import Testing

@Suite("A series, from its steps to its own certificate")
struct SeriesTests {
    private static let header =
        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"

    /// Learner, name, address; invented.
    private static let learners = [
        "A": ("V-1", "Amina Dida", "amina@learners.example"),
        "B": ("V-2", "Bo Ek", "bo@learners.example"), "C": ("V-3", "陈晓雯", ""),
        "D": ("V-4", "Didi Oyo", "didi@learners.example"),
        "E": ("", "Eva Núñez", "eva@learners.example"),
        "F": ("V-6", "Femi Ade", "femi@learners.example"), "G": ("V-7", "Gita Rao", ""),
    ]

    /// The cohort of some learners, a row for each letter.
    private func cohort(
        _ coalition: Coalition, _ letters: String, _ day: String, _ delivery: String,
        renamed: [String: String] = [:], references: [String: String] = [:]
    ) throws -> String {
        let rows = try letters.map(String.init).map { letter in
            let (reference, name, email) = try #require(Self.learners[letter])
            return "\(references[letter] ?? reference),\(renamed[letter] ?? name),\(email),en,KE,"
                + "\(day),\(delivery),\n"
        }
        return try coalition.write(
            "\(letters)-\(delivery).csv", Self.header + rows.joined())
    }

    /// Issues the three steps; all but B, F and G have them in good order.
    private func issueSteps(_ coalition: Coalition) async throws -> [String: [String]] {
        var numbers: [String: [String]] = [:]
        numbers["webinar"] = try await coalition.issue(
            cohort(coalition, "ABCDEFG", "2026-03-02", "webinar"), "ai-vibes-webinar")
        numbers["workshop"] = try await coalition.issue(
            cohort(coalition, "ABCDEFG", "2026-04-10", "workshop", renamed: ["G": "Gita Rau"]),
            "ai-vibes-workshop")
        numbers["toolkit"] = try await coalition.issue(
            cohort(coalition, "ACEFG", "2026-05-20", "self-paced"), "ai-vibes-toolkit")
        // Another organisation of the coalition, which has references of its own.
        try await coalition.certctl("keys", "generate", "microsoft")
        numbers["microsoft"] = try await coalition.issue(
            cohort(coalition, "D", "2026-05-21", "hybrid", references: ["D": "V-1"]),
            "ai-vibes-toolkit", "--organisation", "microsoft")
        let femi = try #require(numbers["toolkit"]?[3])
        try await coalition.certctl("revoke", "--yes", femi, "--reason", "not handed in")
        return numbers
    }

    private func issueSeries(_ coalition: Coalition, _ more: String...) async throws -> JSON {
        let outcome = try await coalition.start(
            ["issue", "--series", "ai-vibes", "--json"] + more
        ).outcome()
        #expect(outcome.status == 0, "\(outcome.complaints)")
        return try outcome.json()
    }

    private func list(_ coalition: Coalition) async throws -> [JSON] {
        let list = try await coalition.certctl("list", "--programme", "ai-vibes", "--json").json()
        return try #require(list["certificates"]?.arrayValue)
    }

    @Test("It goes to those, and only those, who have all steps in good order, and once")
    func issued() async throws {
        try await Coalition.with { coalition in
            let steps = try await issueSteps(coalition)
            let before = try coalition.state()
            let rehearsed = try await issueSeries(coalition, "--dry-run")
            #expect(rehearsed["toIssue"] == 4)
            #expect(try coalition.state() == before)
            let report = try await issueSeries(coalition)
            #expect(report["issued"] == 4)
            let warnings = try #require(report["warnings"]?.arrayValue)
            #expect(warnings.map { $0["kind"] } == ["names-differ"])
            #expect(warnings.first?["message"]?.stringValue?.contains("Gita Rau") == true)
            let certificates = try await list(coalition)
            #expect(
                certificates.map { $0["name"]?.stringValue } == [
                    "Amina Dida", "陈晓雯", "Didi Oyo", "Eva Núñez",
                ])
            #expect(
                certificates.map { $0["completedOn"]?.stringValue } == [
                    "2026-05-20", "2026-05-20", "2026-05-21", "2026-05-20",
                ])
            let after = try coalition.state()
            let again = try await issueSeries(coalition)
            #expect(again["issued"] == 0)
            #expect(again["alreadyIssued"] == 4)
            #expect(try coalition.state() == after)
            try await takenBack(coalition, steps, certificates)
        }
    }

    /// What is told when a step is revoked that a certificate of the series rests on.
    private func takenBack(
        _ coalition: Coalition, _ steps: [String: [String]], _ certificates: [JSON]
    ) async throws {
        let step = try #require(steps["workshop"]?.first)
        let number = try #require(certificates.first?["number"]?.stringValue)
        try await coalition.certctl("revoke", "--yes", step, "--reason", "was not there")
        let told = try await coalition.certctl("issue", "--series", "ai-vibes", "--dry-run")
        #expect(told.complaints.contains("certctl revoke \(number) --reason"))
        #expect(told.complaints.contains("\(step), which is revoked"))
        // It is the office that decides.
        try await coalition.certctl("verify", number)
        try await coalition.certctl("revoke", "--yes", number, "--reason", "a step was revoked")
        #expect(try await issueSeries(coalition)["issued"] == 0)
        // The step taken again makes a new certificate of the series.
        _ = try await coalition.issue(
            cohort(coalition, "A", "2026-06-01", "workshop"), "ai-vibes-workshop")
        #expect(try await issueSeries(coalition)["issued"] == 1)
        #expect(try await issueSeries(coalition)["issued"] == 0)
    }

    @Test("Its certificates verify, are listed and shown, and their page leads to the steps'")
    func shown() async throws {
        try await Coalition.with { coalition in
            let steps = try await issueSteps(coalition)
            _ = try await issueSeries(coalition)
            var files: [String] = []
            for certificate in try await list(coalition) {
                let number = try #require(certificate["number"]?.stringValue)
                files.append("\(coalition.desk)/\(number).json")
                try await coalition.certctl("verify", number)
                try await coalition.certctl("export", number, "-o", try #require(files.last))
            }
            try #require(files.count == 4)
            if InteroperabilityTests.hasValidator {
                #expect(try await InteroperabilityTests.faults(in: files) == "")
            }
            let number = try #require(try await list(coalition).first?["number"]?.stringValue)
            let own = try ["webinar", "workshop", "toolkit"].map {
                try #require(steps[$0]?.first)
            }
            let shown = try await coalition.certctl("show", number, "--json").json()
            #expect(shown["programme"] == "ai-vibes")
            #expect(shown["evidence"] == .array(own.map { .string($0) }))
            let text = try await coalition.certctl("show", number)
            #expect(
                String(decoding: text.output, as: UTF8.self).contains(own.joined(separator: ", ")))
            let batches = try await coalition.certctl("batches", "list", "--json").json()
            #expect(batches["batches"]?.arrayValue?.last?["source"] == "series ai-vibes")
            try await Server.with(home: coalition.home) { server in
                let verdict = try await server.verdict(number).json()
                #expect(verdict["verdict"] == "valid")
                let evidence = try #require(verdict["certificate"]?["evidence"]?.arrayValue)
                let page = try await server.get("/v/\(number)").text
                #expect(page.contains("AI for Vocational Instructors Boosting Education"))
                for (piece, step) in zip(evidence, own) {
                    let url = try #require(piece["url"]?.stringValue)
                    #expect(url == "http://localhost:8080/v/\(step)")
                    #expect(page.contains("<a href=\"\(url)\">"))
                    let path = String(url.dropFirst("http://localhost:8080".count))
                    let answer = try await server.get(path, accept: "application/json")
                    #expect(try answer.verdict() == "valid")
                }
                #expect(evidence.count == 3)
            }
        }
    }

    @Test("As a token, too, it names its steps and verifies")
    func token() async throws {
        try await Coalition.with { coalition in
            _ = try await issueSteps(coalition)
            _ = try await issueSeries(coalition, "--proof", "vc-jwt")
            let number = try #require(try await list(coalition).first?["number"]?.stringValue)
            try await coalition.certctl("verify", number)
            try await Server.with(home: coalition.home) { server in
                let verdict = try await server.verdict(number).json()
                #expect(verdict["certificate"]?["evidence"]?.arrayValue?.count == 3)
            }
        }
    }

    @Test("Killed after its plan, it ends the same by --resume and by the same command")
    func killed() async throws {
        try await Coalition.with { coalition in
            _ = try await issueSteps(coalition)
            // Recording never ends, so the kill falls between plan and first certificate.
            try coalition.tamper(
                """
                CREATE VIEW endless AS WITH RECURSIVE n (n) AS
                    (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT n FROM n;
                CREATE TRIGGER delay BEFORE INSERT ON certificate
                    BEGIN SELECT count(*) FROM endless; END;
                """)
            let program = try coalition.start(["issue", "--series", "ai-vibes"])
            let planned = try await poll(within: .seconds(120)) {
                try coalition.database().read { db in
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM planned_certificate") == 4
                }
            }
            program.send(SIGKILL)
            _ = try await program.outcome()
            try #require(planned)
            try coalition.tamper("DROP TRIGGER delay; DROP VIEW endless")
            let twin = Coalition(home: coalition.home + "-twin", desk: coalition.desk)
            let copied = try await Program.run("cp", ["-a", coalition.home, twin.home])
            #expect(copied.status == 0)
            let batches = try await coalition.certctl("batches", "list", "--json").json()
            let batch = try #require(batches["batches"]?.arrayValue?.last)
            #expect(batch["state"] == "planned")
            let waiting = try await issueSeries(coalition, "--dry-run")
            #expect(waiting["toIssue"] == 4)
            let id = try #require(batch["batch"]?.stringValue)
            try await coalition.certctl("issue", "--resume", id)
            let report = try await issueSeries(twin)
            #expect(report["issued"] == 4)
            #expect(report["alreadyIssued"] == 0)
            #expect(report["batches"] == .array([.string(id)]))
            let credentials = try [coalition, twin].map { place in
                try place.database().read { db in
                    try Data.fetchAll(
                        db,
                        sql: """
                            SELECT credential FROM certificate WHERE programme = 'ai-vibes'
                            ORDER BY sequence
                            """)
                }
            }
            #expect(credentials[0].count == 4)
            #expect(credentials[0] == credentials[1])
        }
    }

    @Test("A series takes no cohort, needs a permission, and is no programme")
    func refusals() async throws {
        try await Coalition.with { coalition in
            let before = try coalition.state()
            let file = try cohort(coalition, "A", "2026-03-02", "webinar")
            for (arguments, status) in [
                (["issue", file, "--series", "ai-vibes"], Int32(64)),
                (["issue", "--series", "ai-vibes", "--programme", "ai-vibes-webinar"], 64),
                (["issue", "--series", "ai-vibes", "--resume", "B-NONE"], 64),
                (["issue", "--series", "ai-vibes", "--settled-by", "INV-1"], 64),
                (["issue", "--series", "ai-vibes", "--organisation", "itu"], 1),
                (["issue", "--series", "ai-vibez"], 5),
                (["issue", file, "--programme", "ai-vibes"], 5),
            ] {
                let outcome = try await coalition.start(arguments).outcome()
                #expect(outcome.status == status, "\(arguments): \(outcome.complaints)")
            }
            let nobody = try await coalition.certctl("issue", "--series", "ai-vibes")
            #expect(nobody.complaints.contains("no other learner has completed the series"))
            #expect(try coalition.state() == before)
        }
    }

    @Test("A missing prerequisite is told of; --require-prerequisites refuses the cohort")
    func prerequisites() async throws {
        try await Coalition.with { coalition in
            _ = try await coalition.issue(
                cohort(coalition, "AB", "2026-03-02", "webinar"), "ai-vibes-webinar")
            let file = try cohort(coalition, "ABCDEFG", "2026-04-10", "workshop")
            let arguments = ["issue", file, "--programme", "ai-vibes-workshop"]
            let before = try coalition.state()
            let refused = try await coalition.start(
                arguments + ["--require-prerequisites"]
            ).outcome()
            #expect(refused.status == 4)
            #expect(refused.complaints.contains("row 3, learner_ref: no good certificate of"))
            #expect(refused.complaints.contains("row 5, email: no good certificate of"))
            #expect(refused.complaints.contains("5 faults; nothing was changed"))
            #expect(try coalition.state() == before)
            let outcome = try await coalition.start(arguments + ["--json"]).outcome()
            #expect(outcome.status == 0)
            #expect(outcome.complaints.contains("5 warnings: a prerequisite is not on record"))
            let report = try outcome.json()
            #expect(report["issued"] == 7)
            let warnings = try #require(report["warnings"]?.arrayValue)
            #expect(warnings.map { $0["row"] } == [3, 4, 5, 6, 7])
            #expect(warnings.allSatisfy { $0["kind"] == "missing-prerequisite" })
            // What has its certificate already is not told of again.
            let again = try await coalition.start(arguments + ["--json"]).outcome()
            #expect(try again.json()["warnings"] == [])
            let long = try coalition.write(
                "long.csv",
                Self.header
                    + (1...30).map { "N-\($0),Invented Learner,,,KE,2026-05-01,workshop,\n" }
                    .joined())
            let told = try await coalition.certctl(
                "issue", long, "--programme", "ai-vibes-workshop", "--dry-run")
            #expect(told.complaints.contains("and 25 more; --json lists all of them"))
            #expect(told.complaintLines.count < 10)
        }
    }
}
