import CertAuthority
import Foundation
import StorePostgres
import StoreSQL
import Synchronization

/// A PostgreSQL server of the tests' own, in a temporary folder and on a Unix socket alone: started
/// when the first test asks for a database, and gone with the process.
enum TestPostgres {
    /// The folder with the server's programs; nil where it is not installed.
    static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql"))
        let newest = versions?.compactMap { Int($0) }.filter { $0 >= 15 }.max()
        return newest.map { "/usr/lib/postgresql/\($0)/bin" }
    }()

    static var isInstalled: Bool { programs != nil }

    /// What a test without a server says.
    static let absence = "PostgreSQL 15 or newer is not installed (Debian: postgresql)"

    private static let started = Mutex<Result<String, any Error>?>(nil)
    private static let databases = Mutex<Int>(0)

    private struct Failure: Error { let text: String }

    /// The address of a new, empty database.
    static func database() throws -> PostgresAddress {
        let folder = try started.withLock { known in
            let result = known ?? Result { try start() }
            known = result
            return try result.get()
        }
        let name = databases.withLock { count in
            count += 1
            return "store_\(count)"
        }
        try run(
            "psql", ["-X", "-q", "-h", folder, "-U", "postgres", "-c", "CREATE DATABASE \(name)"])
        return try address(name, in: folder)
    }

    static func address(_ name: String, in folder: String) throws -> PostgresAddress {
        let host = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder
        return try PostgresAddress("postgresql://postgres@/\(name)?host=\(host)")
    }

    /// PostgreSQL does not run as root.
    private static var asServer: [String] {
        getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []
    }

    private static func start() throws -> String {
        let folder = try newFolder()
        // Tests of what a crash leaves start their own servers, with all the flushing there is.
        try initialise(folder)
        try serve(folder, ["fsync=off", "max_connections=200"])
        return folder
    }

    /// A new folder for a server; a socket's path has a hundred letters at the most.
    static func newFolder() throws -> String {
        let folder = "/tmp/certauthority-postgres-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try run("chown", ["postgres", folder]) }
        return folder
    }

    static func initialise(_ folder: String) throws {
        try runAsServer(
            "initdb",
            [
                "-D", "\(folder)/data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "--no-sync",
            ])
    }

    static func runAsServer(_ program: String, _ arguments: [String]) throws {
        guard let programs else { throw Failure(text: absence) }
        try run("env", asServer + ["\(programs)/\(program)"] + arguments)
    }

    /// Starts the server of a folder, and waits until it answers; it ends with this process at the
    /// latest.
    static func serve(_ folder: String, _ settings: [String]) throws {
        guard let programs else { throw Failure(text: absence) }
        let all = ["listen_addresses=", "shared_buffers=64MB"] + settings
        let server =
            (asServer + ["\(programs)/postgres", "-D", "\(folder)/data", "-k", folder]
            + all.flatMap { ["-c", "'\($0)'"] }).joined(separator: " ")
        let watched = Process()
        watched.executableURL = URL(filePath: "/bin/bash")
        // Left alone at once, and without anything that is open here: it lives long, and what it held
        // open of other programs would keep their ends from being noticed.
        watched.arguments = [
            "-c", "bash -c \"$0\" &",
            """
            for n in /proc/self/fd/*; do n=${n##*/}; [ $n -gt 2 ] && eval "exec $n>&-"; done
            \(server) >>\(folder)/log 2>&1 &
            server=$!
            while kill -0 \(getpid()) 2>/dev/null && kill -0 $server 2>/dev/null; do sleep 1; done
            if kill -0 $server 2>/dev/null; then
                kill -QUIT $(head -n 1 \(folder)/data/postmaster.pid) 2>/dev/null
                wait $server
            fi
            while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done
            rm -rf \(folder)
            """,
        ]
        watched.standardInput = FileHandle.nullDevice
        // It outlives the process, and must not keep what reads its words waiting.
        watched.standardOutput = FileHandle.nullDevice
        watched.standardError = FileHandle.nullDevice
        try Spawning.start(watched)
        for _ in 0..<600 {
            if (try? run("psql", ["-X", "-q", "-h", folder, "-U", "postgres", "-c", "SELECT 1"]))
                != nil
            {
                return
            }
            usleep(100_000)
        }
        throw Failure(text: "the server does not answer; its words are in \(folder)/log")
    }

    /// Ends the server of a folder as a loss of power does.
    static func kill(_ folder: String) throws {
        try runAsServer("pg_ctl", ["stop", "-D", "\(folder)/data", "-m", "immediate"])
    }

    /// Runs statements on the server of a folder.
    static func query(_ folder: String, _ database: String, _ sql: String) throws {
        try run(
            "psql",
            ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "postgres", "-d", database]
                + ["-c", sql])
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let words = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = words
        process.standardInput = FileHandle.nullDevice
        process.currentDirectoryURL = URL(filePath: "/")
        try Spawning.start(process)
        let said = words.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(text: "\(program): \(String(decoding: said, as: UTF8.self))")
        }
    }
}
