import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Verification

/// Verifies many, and prints each answer once those before it are printed.
struct BulkRun {
    private let common: CommonOptions
    private let desk: VerificationDesk

    init(_ common: CommonOptions, _ desk: VerificationDesk) {
        self.common = common
        self.desk = desk
    }

    /// Verifies what the file or folder holds.
    ///
    /// - Throws: `ExitCode` of the worst answer.
    func verify(_ path: String) async throws {
        var tally = BulkTally()
        if path != "-", !FileSystem.exists(path) {
            throw CommandFailure(.notFound, "there is no file or folder \(path)")
        }
        if FileSystem.isFolder(path) {
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
            format: BulkReader.Format(beginning: first), limits: .files)
        while let piece = try pieces.next() {
            try await answer(reader.read(piece), &tally)
        }
        try await answer(reader.finish(), &tally)
    }

    private func verify(folder: String, _ tally: inout BulkTally) async throws {
        let names = FileSystem.names(in: folder).sorted().filter {
            !$0.hasPrefix(".") && !FileSystem.isFolder("\(folder)/\($0)")
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
        try await desk.answer(lines) { answer in
            tally.count(answer)
            let file = files?[answer.index]
            let label = file ?? answer.number?.description ?? "line \(answer.line)"
            guard common.json else {
                let verdict = answer.verdict?.rawValue ?? "not-read"
                let text =
                    Self.padded(label, width) + "  " + Self.padded(verdict, 19) + "  "
                    + (answer.outcome.issuersKnown == false
                        ? "the issuer is not known here" : answer.detail)
                return Terminal.say(String(text.reversed().drop { $0 == " " }.reversed()))
            }
            var document = answer.document(desk.installation, at: desk.instant)
            document["file"] = file.map { .string($0) }
            Terminal.say(.object(document))
        }
    }

    private static func content(_ path: String) -> Result<[UInt8], SubmissionError> {
        VerificationDesk.content(path).mapError { error in
            error as? SubmissionError
                ?? SubmissionError(.unreadableFile, "the file cannot be read: \(error)")
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    fileprivate static func piece(_ handle: FileHandle) throws -> [UInt8]? {
        try handle.read(upToCount: 1 << 18).flatMap { $0.isEmpty ? nil : Array($0) }
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
    private var counts: [Kind: Int] = [:]

    /// What is counted apart, the gravest first.
    private enum Kind: String, CaseIterable {
        case notGenuine = "not genuine"
        case notCurrentlyValid = "not currently valid"
        case unknown = "never issued here"
        case refused = "could not be read"
        case cannotTell = "cannot tell"
        case stranger = "valid, issuer not known here"
        case valid = "valid"

        init(_ outcome: SubmissionOutcome) {
            self =
                switch ExitStatus(outcome) {
                case .done: .valid
                case .issuerUnknown: .stranger
                case .notFound: .unknown
                case .notVerifiable: .refused
                case .notValid: outcome.verdict == .notGenuine ? .notGenuine : .notCurrentlyValid
                default: .cannotTell
                }
        }

        var status: ExitStatus? {
            switch self {
            case .notGenuine, .notCurrentlyValid: .notValid
            case .unknown: .notFound
            case .refused: .notVerifiable
            case .cannotTell: .cannotTell
            case .stranger: .issuerUnknown
            case .valid: nil
            }
        }
    }

    mutating func count(_ answer: BulkAnswer) { counts[Kind(answer.outcome), default: 0] += 1 }

    var summary: String {
        let parts = Kind.allCases.reversed().compactMap { kind in
            counts[kind].map { "\($0) \(kind.rawValue)" }
        }
        return parts.isEmpty ? "there was nothing to verify" : parts.joined(separator: ", ")
    }

    /// The gravest of them; nil where all are valid and of issuers that are known here.
    var exitStatus: ExitStatus? {
        Kind.allCases.first { counts[$0] != nil }?.status
    }
}
