import Foundation
import GRDB
import LinkedData
import Testing

/// An installation made and looked after by the real `certctl`, in a folder of its own.
struct Coalition {
    static let passphrase = "a passphrase for tests"

    let home: String
    /// A folder for files of the test.
    let desk: String

    /// Runs the body with a copy of an installation that has the repository's catalogue, keys of
    /// the ITU and the ILO, and the twelve certificates of the sample cohort.
    static func with(_ body: (Coalition) async throws -> Void) async throws {
        let template = try await Template.shared.value
        try await empty { coalition in
            let copied = try await Program.run("cp", ["-a", template.home, coalition.home])
            #expect(copied.status == 0, "\(copied.complaints)")
            try await body(coalition)
        }
    }

    /// Runs the body with a folder in which there is no installation yet.
    static func empty(_ body: (Coalition) async throws -> Void) async throws {
        let folder = try TemporaryFolder.make()
        defer { TemporaryFolder.remove(folder) }
        let coalition = Coalition(home: folder + "/home", desk: folder + "/desk")
        try FileManager.default.createDirectory(
            atPath: coalition.desk, withIntermediateDirectories: true)
        try await body(coalition)
    }

    /// Starts certctl without waiting for its end.
    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Program {
        try Program(
            Program.product("certctl"), arguments,
            environment: [
                "HOME": desk, "CERTAUTHORITY_HOME": home,
                "CERTAUTHORITY_PASSPHRASE": Self.passphrase,
            ].merging(environment) { $1 })
    }

    /// Runs certctl to its end, which must have that exit code.
    @discardableResult
    func certctl(
        _ arguments: String..., exits status: Int32 = 0, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Program.Outcome {
        let outcome = try await start(arguments, environment: environment).outcome()
        #expect(
            outcome.status == status,
            "certctl \(arguments.joined(separator: " ")): \(outcome.complaints)",
            sourceLocation: sourceLocation)
        return outcome
    }

    /// Makes the installation and puts the repository's catalogue in force.
    func found(baseURL: String) async throws {
        try await certctl("init", "--name", "AI Skills Coalition", "--base-url", baseURL)
        try await certctl("catalogue", "apply", Repository.file("seeds"))
    }

    /// Issues a cohort and gives the numbers in the order of the rows.
    @discardableResult
    func issue(_ cohort: String, _ programme: String, _ more: String...) async throws -> [String] {
        let outcome = try await start(
            ["issue", cohort, "--programme", programme, "--json"] + more
        ).outcome()
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let certificates = try #require(try outcome.json()["certificates"]?.arrayValue)
        return try certificates.map { try #require($0["number"]?.stringValue) }
    }

    /// The numbers of all certificates, in the order of issue.
    func numbers() async throws -> [String] {
        let list = try await certctl("list", "--json").json()
        return try #require(list["certificates"]?.arrayValue).map {
            try #require($0["number"]?.stringValue)
        }
    }

    var storePath: String { home + "/store/certauthority.sqlite" }

    /// Writes a file on the desk.
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(filePath: desk + "/" + name))
        return desk + "/" + name
    }

    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    /// The store's file, past the programs. Waits while another process has it: after a kill, who
    /// opens it first puts its log in order alone.
    func database() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        return try DatabaseQueue(path: storePath, configuration: configuration)
    }

    /// Reaches past the programs into the store's file.
    func tamper(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try database().write { db in
            try db.execute(sql: sql, arguments: arguments)
        }
    }

    /// How much there is, and the audit's head: equal before and after means unchanged.
    func state() throws -> [String] {
        try database().read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT count(*) FROM certificate UNION ALL SELECT count(*) FROM learner
                    UNION ALL SELECT count(*) FROM batch UNION ALL SELECT count(*) FROM audit
                    UNION ALL SELECT coalesce(sum(used), 0) FROM status_list
                    UNION ALL SELECT digest FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)
                    """)
        }
    }
}

/// The installation that others are copied from, made once and removed when the tests end.
private struct Template {
    let home: String

    static let shared = Task {
        let folder = try TemplateFolder.path()
        let coalition = Coalition(home: folder + "/home", desk: folder)
        try await coalition.found(baseURL: "http://localhost:8080")
        for organisation in ["itu", "ilo"] {
            try await coalition.certctl("keys", "generate", organisation)
        }
        let numbers = try await coalition.issue(
            Repository.file("seeds/cohorts/demo.csv"), "ai-foundations")
        try #require(numbers.count == 12)
        return Template(home: coalition.home)
    }
}

/// The template's folder, which goes when the process does.
private enum TemplateFolder {
    private static let made = Result { try TemporaryFolder.make() }

    static func path() throws -> String {
        atexit { if let path = try? TemplateFolder.made.get() { TemporaryFolder.remove(path) } }
        return try made.get()
    }
}

/// This repository, and the published data beside it.
enum Repository {
    private static let root: URL = {
        // This file is Tests/EndToEndTests/Support/Coalition.swift.
        var root = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root
    }()

    static func file(_ path: String) -> String { root.appending(path: path).path }

    /// `../shared` seen from the root, or what CERTAUTHORITY_SHARED names.
    private static let shared =
        ProcessInfo.processInfo.environment["CERTAUTHORITY_SHARED"].map { URL(filePath: $0) }
        ?? root.deletingLastPathComponent().appending(path: "shared")

    static func shared(_ path: String) -> String { shared.appending(path: path).path }

    static let hasCohorts = FileManager.default.fileExists(atPath: shared("cohorts"))
}
