import CertAuthority
import Foundation
import LinkedData
import Testing

@Suite("A coalition issues its cohorts")
struct IssuingTests {
    private static let needsCohorts: Comment = "needs the folder ../shared/cohorts"

    @Test("From nothing to certificates: init, catalogue, keys, issue; each again changes nothing")
    func fromNothing() async throws {
        try await Coalition.empty { coalition in
            let made = try await coalition.certctl(
                "init", "--name", "AI Skills Coalition", "--base-url", "http://localhost:8080",
                "--json")
            #expect(try made.json()["did"] == "did:web:localhost%3A8080")
            try await coalition.certctl(
                "init", "--name", "Another", "--base-url", "http://localhost:8080", exits: 6)

            let seeds = Repository.file("seeds")
            let rehearsed = try await coalition.certctl(
                "catalogue", "apply", seeds, "--dry-run", "--json")
            #expect(try rehearsed.json()["applied"] == false)
            for applied in [true, false] {
                let head = try coalition.state()
                let outcome = try await coalition.certctl("catalogue", "apply", seeds, "--json")
                let report = try outcome.json()
                #expect(report["applied"] == .bool(applied))
                #expect(report["changes"]?.arrayValue?.isEmpty == !applied)
                #expect((try coalition.state() == head) == !applied)
            }

            let cohort = Repository.file("seeds/cohorts/demo.csv")
            try await coalition.certctl("issue", cohort, "--programme", "ai-foundations", exits: 11)
            let key = try await coalition.certctl("keys", "generate", "itu", "--json").json()
            let file = try #require(key["file"]?.stringValue)
            #expect(FileSystem.mode(file) == 0o600)

            let planned = try await coalition.certctl(
                "issue", cohort, "--programme", "ai-foundations", "--dry-run", "--json"
            ).json()
            #expect(planned["issued"] == 0)
            #expect(planned["toIssue"] == 12)
            #expect(try await coalition.numbers().isEmpty)

            let numbers = try await coalition.issue(cohort, "ai-foundations")
            #expect(numbers.count == 12)
            #expect(try await coalition.numbers() == numbers)
            let before = try coalition.state()
            let again = try await coalition.certctl(
                "issue", cohort, "--programme", "ai-foundations", "--json"
            ).json()
            #expect(again["issued"] == 0)
            #expect(again["alreadyIssued"] == 12 && again["next"] == [])
            #expect(try coalition.state() == before)
        }
    }

    @Test(
        "The shared cohorts issue once, and every certificate is valid through the server",
        .enabled(if: Repository.hasCohorts, needsCohorts))
    func sharedCohorts() async throws {
        try await Coalition.with { coalition in
            let cohorts = [
                ("ai-vibes-webinar", 297, ["--organisation", "ilo"]),
                ("foundations-multiscript", 36, []),
            ]
            var numbers: [[String]] = []
            for (file, count, more) in cohorts {
                let programme = file == "ai-vibes-webinar" ? file : "ai-foundations"
                let path = Repository.shared("cohorts/\(file).csv")
                let arguments = ["issue", path, "--programme", programme, "--json"] + more
                let first = try await coalition.start(arguments).outcome()
                #expect(first.status == 0, "\(first.complaints)")
                // The shared cohorts have addresses to send the links to.
                let batch = try first.json()["batches"]?.arrayValue?.first?.stringValue
                #expect(
                    try first.json()["next"] == [
                        .string(
                            "certctl links send \(batch ?? "") --from ADDRESS --server HOST")
                    ])
                let issued = try #require(try first.json()["certificates"]?.arrayValue)
                #expect(issued.count == count)
                numbers.append(try issued.map { try #require($0["number"]?.stringValue) })
                let second = try await coalition.start(arguments).outcome()
                #expect(second.status == 0)
                #expect(try second.json()["issued"] == 0)
                #expect(try second.json()["alreadyIssued"] == .number(Double(count)))
            }
            for (programme, count) in [
                (["--programme", "ai-vibes-webinar"], 297),
                // With the twelve of the sample cohort.
                (["--programme", "ai-foundations"], 48), ([], 345),
            ] {
                let list = try await coalition.start(["list", "--json"] + programme).outcome()
                    .json()
                #expect(list["count"] == .number(Double(count)))
                #expect(list["certificates"]?.arrayValue?.count == count)
            }

            try await Server.with(home: coalition.home) { server in
                var names: Set<[UInt8]> = []
                for number in numbers.joined() {
                    let answer = try await server.verdict(number)
                    #expect(answer.status == 200)
                    let document = try answer.json()
                    #expect(document["verdict"] == "valid", "\(number): \(answer.text)")
                    #expect(document["number"] == .string(number))
                    let name = try #require(document["certificate"]?["name"]?.stringValue)
                    names.insert(Array(name.utf8))
                }
                #expect(names == (try expectedNames(cohorts.map(\.0))))
                try await revokeAndReinstate(coalition, server, numbers[0][0], numbers[0][1])
            }
        }
    }

    /// The names in the files, byte for byte, read by another reader than the one under test.
    private func expectedNames(_ files: [String]) throws -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        for file in files {
            let bytes = try FileSystem.read(Repository.shared("cohorts/\(file).csv"))
            let lines = bytes.split(separator: UInt8(ascii: "\n")).dropFirst()
            for line in lines {
                let fields = line.split(
                    separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
                names.insert(Array(fields[1]))
            }
        }
        return names
    }

    private func revokeAndReinstate(
        _ coalition: Coalition, _ server: Server, _ first: String, _ second: String
    ) async throws {
        try await coalition.certctl("revoke", "--yes", first, "--reason", "issued by mistake")
        let revoked = try await server.verdict(first)
        #expect(revoked.status == 200)
        #expect(try revoked.verdict() == "not-currently-valid")
        let status = try #require(
            try revoked.json()["checks"]?.arrayValue?.first { $0["check"] == "status" })
        #expect(status["result"] == "failed")
        #expect(status["detail"]?.stringValue?.contains("issued by mistake") == true)
        #expect(try await server.get("/v/\(first)").text.contains("issued by mistake"))
        for again in ["revoke", "suspend", "reinstate"] {
            try await coalition.certctl(again, first, "--yes", "--reason", "x", exits: 6)
        }

        try await coalition.certctl(
            "suspend", "--yes", second, "--reason", "attendance under review")
        let suspended = try await server.verdict(second)
        #expect(try suspended.verdict() == "not-currently-valid")
        #expect(suspended.text.contains("suspended"))
        #expect(suspended.text.contains("attendance under review"))
        try await coalition.certctl("verify", second, exits: 2)
        try await coalition.certctl(
            "reinstate", second, "--reason", "attendance confirmed", "--dry-run")
        #expect(try await server.verdict(second).verdict() == "not-currently-valid")
        try await coalition.certctl(
            "reinstate", "--yes", second, "--reason", "attendance confirmed")
        #expect(try await server.verdict(second).verdict() == "valid")
        try await coalition.certctl("verify", second)
    }

    @Test("A new key signs from now on, and what the old one signed stays valid")
    func keyRotation() async throws {
        try await Coalition.with { coalition in
            let old = try #require(try await coalition.numbers().first)
            try await coalition.certctl("keys", "generate", "itu", "--yes", "--algorithm", "p256")
            let row = "X-1,Ada Obi,,en,KE,2025-05-01,hybrid,\n"
            let cohort = try coalition.write("one.csv", Self.header + row)
            let new = try #require(try await coalition.issue(cohort, "ai-foundations").first)
            for number in [old, new] { try await coalition.certctl("verify", number) }
            try await coalition.certctl(
                "revoke", "--yes", old, "--reason", "signed anew by the new key")
            try await coalition.certctl("verify", old, exits: 2)
            try await coalition.certctl("verify", new)
            let keys = try await coalition.certctl("keys", "list", "--json").json()
            let itu = try #require(keys["keys"]?.arrayValue).filter { $0["organisation"] == "itu" }
            #expect(itu.map { $0["algorithm"] } == ["ed25519", "p256"])
            #expect(itu.map { $0["retired"]?.isNull } == [false, true])
        }
    }

    private static let header =
        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
}
