import Foundation
import LinkedData
import Synchronization
import Testing

/// The server's own user may read the store and nothing else; here that is `nobody`.
@Suite("The server as a user who may only read")
struct ServerUserTests {
    private static let asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

    /// True where this process may become another user who can then run the server at all.
    private static let canBecomeNobody: Bool = {
        guard geteuid() == 0, let setpriv = Program.path("setpriv"),
            let server = try? Program.product("VerifyServer")
        else { return false }
        let process = Process()
        process.executableURL = URL(filePath: setpriv)
        process.arguments = Array(asNobody.dropFirst()) + [server, "--version"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    private static let condition: Comment =
        "needs root, setpriv, and a build folder that other users can read"

    private func prefix() throws -> [String] {
        [try #require(Program.path("setpriv"))] + Self.asNobody.dropFirst()
    }

    /// What an administrator does once: the home and the store's folder go to the server's group.
    private func admit(_ home: String) async throws {
        for arguments in [["65534", home], ["-R", "65534", home + "/store"]] {
            #expect(try await Program.run("chgrp", arguments).status == 0)
        }
    }

    /// Proves that the test means what it says: that user can write nothing in the home.
    private func expectReadOnly(_ home: String) async throws {
        for path in ["\(home)/probe", "\(home)/store/probe", "\(home)/store/certauthority.sqlite"] {
            let outcome = try await Program(
                prefix()[0], Array(prefix().dropFirst()) + ["sh", "-c", "echo >> \(path)"]
            ).outcome()
            #expect(outcome.status != 0, "nobody can write \(path)")
        }
        let keys = try await Program(
            prefix()[0], Array(prefix().dropFirst()) + ["sh", "-c", "cat \(home)/keys/*"]
        ).outcome()
        #expect(keys.status != 0 && keys.output.isEmpty)
        let store = try await Program(
            prefix()[0],
            Array(prefix().dropFirst()) + ["cat", "\(home)/store/certauthority.sqlite"]
        ).outcome()
        #expect(store.status == 0 && !store.output.isEmpty, "nobody can read the store")
    }

    @Test(
        "On a frozen copy without the keys, every certificate is verified",
        .enabled(if: canBecomeNobody, condition))
    func frozen() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            try await coalition.certctl("revoke", "--yes", numbers[0], "--reason", "a mistake")
            let copy = coalition.desk + "/frozen"
            #expect(try await Program.run("cp", ["-a", coalition.home, copy]).status == 0)
            try FileManager.default.removeItem(atPath: copy + "/keys")
            try await admit(copy)
            try await expectReadOnly(copy)
            try await Server.with(home: copy, prefix: prefix()) { server async throws in
                #expect(try await server.verdict(numbers[0]).verdict() == "not-currently-valid")
                for number in numbers.dropFirst() {
                    #expect(try await server.verdict(number).verdict() == "valid")
                }
                #expect(try await server.get("/status/itu-1").status == 200)
                #expect(try await server.get("/readyz").status == 200)
            }
        }
    }

    @Test(
        "A home that the user may not enter is told as such, not as missing",
        .enabled(if: canBecomeNobody, condition))
    func notAdmitted() async throws {
        try await Coalition.with { coalition in
            let outcome = try await Server.start(home: coalition.home, prefix: prefix()).outcome()
            #expect(outcome.status == 25)
            #expect(outcome.complaintLines.count == 1)
            #expect(outcome.complaints.contains("this user may not"), "\(outcome.complaints)")
        }
    }

    @Test(
        "Live, while certctl issues and revokes, each change is seen by the next request",
        .enabled(if: canBecomeNobody, condition))
    func live() async throws {
        try await Coalition.with { coalition in
            try await admit(coalition.home)
            try await expectReadOnly(coalition.home)
            try await Server.with(home: coalition.home, prefix: prefix()) { server in
                let watched = try await coalition.numbers()
                // Meanwhile others ask without pause.
                let isEnough = Atomic(false)
                async let asking = Self.ask(server, for: watched, until: isEnough)
                defer { isEnough.store(true, ordering: .relaxed) }
                for round in 0..<6 {
                    let cohort = try coalition.write(
                        "round.csv",
                        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                            + "L-\(round),Ada Obi,,en,KE,2025-05-30,hybrid,\n")
                    let issued = try await coalition.issue(cohort, "ai-foundations")
                    let number = try #require(issued.first)
                    #expect(try await server.verdict(number).verdict() == "valid")
                    try await coalition.certctl(
                        "revoke", "--yes", number, "--reason", "round \(round)")
                    let answer = try await server.verdict(number)
                    #expect(try answer.verdict() == "not-currently-valid")
                    #expect(answer.text.contains("round \(round)"))
                }
                isEnough.store(true, ordering: .relaxed)
                let answers = try await asking
                #expect(Set(answers.keys) == [200], "\(answers)")
            }
        }
    }

    /// Asks for one after the other without pause.
    ///
    /// - Returns: How often each status was answered.
    private static func ask(
        _ server: Server, for numbers: [String], until isEnough: borrowing Atomic<Bool>
    ) async throws -> [Int: Int] {
        var answers: [Int: Int] = [:]
        repeat {
            for number in numbers {
                answers[try await server.verdict(number).status, default: 0] += 1
            }
        } while !isEnough.load(ordering: .relaxed)
        return answers
    }
}
