import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData

/// Verifies many from the installation alone, and prints each answer once those before it are
/// printed.
struct BulkRun {
    private let common: CommonOptions
    private let installation: Installation
    private let bulk: BulkVerification<SQLiteStore>
    private let instant = SystemTime.now

    /// A file may have any number of lines; a line as many bytes as a document.
    private static let limits = BulkLimits(
        lines: .max, lineBytes: SubmittedDocument.byteLimit, bytes: .max)

    init(_ common: CommonOptions, store: SQLiteStore) async throws {
        self.common = common
        installation = try await store.installation()
        bulk = BulkVerification(
            verification: CertificateVerification(store: store, installation: installation),
            extraction: .standard, limits: Self.limits)
    }

    /// Verifies what the file or folder holds.
    ///
    /// - Throws: `ExitCode` of the worst answer.
    func verify(_ path: String) async throws {
        var tally = BulkTally()
        if path != "-", !FileSystem.exists(path) {
            throw CommandFailure(.notFound, "there is no file or folder \(path)")
        }
        if Self.isFolder(path) {
            try await verify(folder: path, &tally)
        } else {
            try await verify(file: path == "-" ? "/dev/stdin" : path, &tally)
        }
        Terminal.complain(tally.summary)
        if let status = tally.exitStatus { throw ExitCode(status.rawValue) }
    }

    private func verify(file: String, _ tally: inout BulkTally) async throws {
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw CommandFailure(.denied, "\(file) cannot be read")
        }
        let first = try Self.piece(handle) ?? []
        var pieces = FilePieces(handle: handle, first: first)
        var reader = BulkReader(
            format: BulkReader.Format(beginning: first), limits: Self.limits)
        while let piece = try pieces.next() {
            try await answer(reader.read(piece), &tally)
        }
        try await answer(reader.finish(), &tally)
    }

    private func verify(folder: String, _ tally: inout BulkTally) async throws {
        let names = FileSystem.names(in: folder).sorted().filter {
            !$0.hasPrefix(".") && !Self.isFolder("\(folder)/\($0)")
        }
        for start in stride(from: 0, to: names.count, by: 64) {
            let lines = names[start..<min(start + 64, names.count)].enumerated().map {
                BulkLine(
                    index: start + $0, line: start + $0 + 1,
                    content: Self.content("\(folder)/\($1)"))
            }
            try await answer(lines, &tally, files: names)
        }
    }

    private func answer(
        _ lines: [BulkLine], _ tally: inout BulkTally, files: [String]? = nil
    ) async throws {
        // A number has 21 characters.
        let width = files.map { min($0.map(\.count).max() ?? 0, 60) } ?? 21
        try await bulk.answer(lines, at: instant) { answer in
            tally.count(answer)
            let file = files?[answer.index]
            let label = file ?? answer.number?.description ?? "line \(answer.line)"
            guard common.json else {
                let verdict = answer.verdict?.rawValue ?? "not-read"
                let text =
                    Self.padded(label, width) + "  " + Self.padded(verdict, 19) + "  "
                    + answer.detail
                return Terminal.say(String(text.reversed().drop { $0 == " " }.reversed()))
            }
            var document = answer.document(installation, at: instant)
            document["file"] = file.map { .string($0) }
            Terminal.say(.object(document))
        }
    }

    private static func content(_ path: String) -> Result<[UInt8], SubmissionError> {
        do {
            return .success(try FileSystem.read(path, limit: SubmittedDocument.byteLimit))
        } catch {
            return .failure(SubmissionError(.unknownKind, "the file cannot be read: \(error)"))
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    fileprivate static func piece(_ handle: FileHandle) throws -> [UInt8]? {
        try handle.read(upToCount: 1 << 18).flatMap { $0.isEmpty ? nil : Array($0) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}

/// A file's bytes, piece by piece.
private struct FilePieces {
    let handle: FileHandle
    var first: [UInt8]?

    mutating func next() throws -> [UInt8]? {
        if let piece = first {
            first = nil
            return piece
        }
        return try BulkRun.piece(handle)
    }
}

/// How many of each there were.
private struct BulkTally {
    private var verdicts: [Verdict: Int] = [:]
    private var refused = 0

    mutating func count(_ answer: BulkAnswer) {
        if let verdict = answer.verdict { verdicts[verdict, default: 0] += 1 } else { refused += 1 }
    }

    var summary: String {
        let counts: [(Int, String)] = [
            (verdicts[.valid] ?? 0, "valid"),
            (verdicts[.notCurrentlyValid] ?? 0, "not currently valid"),
            (verdicts[.notGenuine] ?? 0, "not genuine"),
            (verdicts[.cannotTell] ?? 0, "cannot tell"),
            (refused, "could not be read or was never issued"),
        ]
        let told = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return told.isEmpty ? "there was nothing to verify" : told.joined(separator: ", ")
    }

    /// The worst of them; nil where all are valid.
    var exitStatus: ExitStatus? {
        if refused > 0 || verdicts[.notGenuine] != nil || verdicts[.notCurrentlyValid] != nil {
            return .notValid
        }
        return verdicts[.cannotTell] == nil ? nil : .cannotTell
    }
}
