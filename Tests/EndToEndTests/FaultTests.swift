import Foundation
import GRDB
import LinkedData
import Testing

/// `scripts/trial faults` does the same at length.
@Suite("A disk that fails, and two who write at once")
struct FaultTests {
    private static let rows = 600

    /// Whether strace is here and may trace.
    private static let canTrace: Bool = {
        guard let path = Program.path("strace") else { return false }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-qq", "-o", "/dev/null", "true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    private func cohort(_ coalition: Coalition, _ prefix: String, rows: Int) throws -> [String] {
        let path = try coalition.write(
            "\(prefix).csv",
            "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                + (1...rows).map {
                    "\(prefix)-\($0),\(prefix) No \($0),,en,KE,2025-05-30,hybrid,\n"
                }
                .joined())
        return ["issue", path, "--programme", "ai-foundations"]
    }

    /// certctl under a fault that strace injects into its system calls.
    private func outcome(
        _ coalition: Coalition, _ arguments: [String], calls: String, fault: String
    ) async throws -> Program.Outcome {
        let strace = try #require(Program.path("strace"))
        return try await Program(
            strace,
            [
                "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", "trace=\(calls)", "-e",
                "inject=\(calls):\(fault)", try Program.product("certctl"),
            ] + arguments,
            environment: [
                "HOME": coalition.desk, "CERTAUTHORITY_HOME": coalition.home,
                "CERTAUTHORITY_PASSPHRASE": Coalition.passphrase,
            ]
        ).outcome(within: .seconds(120))
    }

    private func findings(_ coalition: Coalition) async throws -> [String] {
        let doctor = try await coalition.start(["doctor", "--thorough", "--json"]).outcome()
        return try #require(try doctor.json()["checks"]?.arrayValue)
            .filter { $0["result"] == "finding" }.compactMap { $0["check"]?.stringValue }
            .filter { $0 != "space" }
    }

    @Test(
        "A failing flush (26), a failing write (26), a full disk (24): said, and nothing is lost",
        .enabled(if: canTrace, "strace is not installed, or may not trace"),
        arguments: [
            ("fsync,fdatasync", "error=EIO:when=1", 26, "reports an error"),
            ("fsync,fdatasync", "error=EIO:when=1+", 26, "reports an error"),
            ("pwrite64", "error=EIO:when=20+", 26, "reports an error when writing"),
            ("pwrite64", "error=ENOSPC:when=20+", 24, "is full"),
        ] as [(String, String, Int32, String)])
    func disk(calls: String, fault: String, status: Int32, words: String) async throws {
        try await Coalition.with { coalition in
            let arguments = try cohort(coalition, "L", rows: Self.rows)
            let failed = try await outcome(coalition, arguments, calls: calls, fault: fault)
            #expect(failed.status == status, "\(failed.complaints)")
            #expect(failed.complaints.contains(words), "\(failed.complaints)")
            #expect(failed.complaints.contains(coalition.storePath), "\(failed.complaints)")
            #expect(try await findings(coalition).allSatisfy { $0 == "batches" })
            try await coalition.certctl("audit", "verify")
            let rest = try await coalition.start(arguments).outcome(within: .seconds(120))
            #expect(rest.status == 0, "\(rest.complaints)")
            #expect(try await coalition.numbers().count == Self.rows + 12)
            #expect(try await findings(coalition).isEmpty)
        }
    }

    @Test(
        "A backup that the disk fails is not there",
        .enabled(if: canTrace, "strace is not installed, or may not trace"))
    func backup() async throws {
        try await Coalition.with { coalition in
            let path = coalition.desk + "/backup.sqlite"
            let before = try FileManager.default.contentsOfDirectory(atPath: coalition.desk)
            for (calls, fault, status) in [
                ("pwrite64", "error=ENOSPC:when=40+", 24),
                ("fsync,fdatasync", "error=EIO:when=1+", 26),
                ("link,linkat", "error=EIO:when=1", 26),
            ] as [(String, String, Int32)] {
                let failed = try await outcome(
                    coalition, ["backup", path], calls: calls, fault: fault)
                #expect(failed.status == status, "\(calls): \(failed.complaints)")
                #expect(failed.complaints.contains(path), "\(failed.complaints)")
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: coalition.desk) == before)
            }
        }
    }

    @Test("Two that issue and one that revokes at once: all is done, nothing is lost")
    func together() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let one = try coalition.start(try cohort(coalition, "One", rows: 1_100))
            let other = try coalition.start(try cohort(coalition, "Other", rows: 700))
            for number in numbers.prefix(6) {
                try await coalition.certctl("revoke", "--yes", number, "--reason", "a mistake")
            }
            for program in [one, other] {
                let outcome = try await program.outcome(within: .seconds(120))
                #expect(outcome.status == 0, "\(outcome.complaints)")
            }
            let states =
                try await coalition.certctl("list", "--json").json()["certificates"]?
                .arrayValue ?? []
            #expect(states.count == 1_812)
            #expect(states.count { $0["state"] == "revoked" } == 6)
            #expect(try await findings(coalition).isEmpty)
        }
    }
}
