import Foundation
import GRDB
import Testing

extension Coalition {
    /// True where there is a program that runs others at a terminal of their own.
    static let hasTerminals = Program.path("script") != nil

    /// Runs certctl at a terminal of its own, at which somebody types a line.
    ///
    /// - Returns: How it ended, and all that stood on the screen.
    func atTerminal(
        _ arguments: [String], typing line: String
    ) async throws -> (outcome: Program.Outcome, shown: String) {
        let words = [try Program.product("certctl")] + arguments
        let command = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }
        let outcome = try await Program(
            "/bin/sh", ["-c", "printf '%s\\n' \"$LINE\" | script -qec \"$COMMAND\" /dev/null"],
            environment: [
                "COMMAND": command.joined(separator: " "), "LINE": line,
                "CERTAUTHORITY_HOME": home, "HOME": desk,
                "CERTAUTHORITY_PASSPHRASE": Self.passphrase,
            ]
        ).outcome()
        return (outcome, String(decoding: outcome.output, as: UTF8.self))
    }

    /// Everything that the store holds, row by row, and the names of the files with keys.
    func contents() throws -> [String] {
        let rows = try database().read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
                .sorted().flatMap { table in
                    try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map {
                        "\(table) \($0.map { "\($0.0)=\($0.1)" })"
                    }
                }
        }
        let keys = try FileManager.default.contentsOfDirectory(atPath: home + "/keys")
        return rows + keys.sorted()
    }
}
