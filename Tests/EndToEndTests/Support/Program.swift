import Foundation
import LinkedData
import Testing
@testable import TestSupport

/// A program, started; its output goes to files so that no pipe can fill up.
final class Program: Sendable {
    /// What a program that ended left behind.
    struct Outcome: Sendable {
        let status: Int32
        let output: [UInt8]
        let complaints: String

        /// The lines of standard error.
        var complaintLines: [String] {
            complaints.split(separator: "\n").map(String.init)
        }

        /// Standard output as the one JSON document that it must be.
        func json() throws -> JSON {
            do {
                return try JSON.parse(output)
            } catch {
                try #require(
                    Bool(false),
                    "not JSON (\(error)): \(String(decoding: output, as: UTF8.self)) \(complaints)")
                throw error
            }
        }
    }

    /// Why a program was given up.
    struct TimedOut: Error, CustomStringConvertible {
        let description: String
    }

    private let process: Process
    private let name: String
    private let folder: String

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: The executable, as an absolute path.
    ///   - environment: All of it; nothing is inherited but the search path.
    init(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        name = path.split(separator: "/").last.map(String.init) ?? path
        folder = try TemporaryFolder.make()
        process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment.merging(
            ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
        ) { given, _ in given }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.newFile(folder + "/output")
        process.standardError = try Self.newFile(folder + "/complaints")
        try Spawning.start(process)
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        TemporaryFolder.remove(folder)
    }

    var isRunning: Bool { process.isRunning }

    /// What stands on standard error so far.
    var complaints: String {
        String(
            decoding: FileManager.default.contents(atPath: folder + "/complaints") ?? Data(),
            as: UTF8.self)
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end.
    ///
    /// - Throws: ``TimedOut`` after the deadline; the program is killed then.
    func outcome(within limit: Duration = .seconds(180)) async throws -> Outcome {
        let ended = try await poll(within: limit) { !self.process.isRunning }
        guard ended else {
            send(SIGKILL)
            throw TimedOut(description: "\(name) did not end within \(limit): \(complaints)")
        }
        let output = FileManager.default.contents(atPath: folder + "/output") ?? Data()
        let status =
            process.terminationReason == .exit
            ? process.terminationStatus : -process.terminationStatus
        return Outcome(status: status, output: Array(output), complaints: complaints)
    }

    private static func newFile(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(filePath: path))
        return try #require(FileHandle(forWritingAtPath: path))
    }
}

extension Program {
    /// Runs a program of this machine to its end.
    static func run(_ name: String, _ arguments: [String]) async throws -> Outcome {
        try await Program(try #require(path(name)), arguments).outcome()
    }

    /// Where a program of this machine lies, or nil.
    static func path(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A program of this package: it lies beside the test bundle that is running.
    static func product(_ name: String) throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: bundle).deletingLastPathComponent().appending(path: name).path
        try #require(
            FileManager.default.isExecutableFile(atPath: path), "\(path) was not built")
        return path
    }
}

/// Asks again and again until a condition holds or the time is up.
///
/// - Returns: Whether it came to hold.
func poll(
    within limit: Duration, _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { return false }
        try await Task.sleep(for: .milliseconds(10))
    }
    return true
}

/// Folders that are gone after the tests.
enum TemporaryFolder {
    static func make() throws -> String {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "certauthority-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
