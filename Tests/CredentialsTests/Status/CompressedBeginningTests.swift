import Foundation
import Testing
@testable import Credentials

@Suite("Texts with a beginning in common, compressed")
struct CompressedBeginningTests {
    /// What the program `gzip` makes of it.
    private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "certauthority-\(UUID().uuidString).gz")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "--decompress", "--stdout", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Array(read)
    }

    @Test(
        "Beginning and rest come out as one text, whatever their sizes",
        arguments: [(0, 0), (0, 10), (20_000, 0), (1, 1), (20_000, 12_345), (70_000, 100_000)])
    func wholes(_ beginning: Int, _ rest: Int) throws {
        let text = (0..<beginning + rest).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3 ^ $0 / 7) }
        let common = try CompressedBeginning(Array(text.prefix(beginning)))
        #expect(common.count == beginning)
        #expect(try unpacked(common.gzip(rest: text[beginning...])) == text)
    }

    @Test("One beginning serves many texts")
    func again() throws {
        let common = try CompressedBeginning(Array("<style>a{color:red}</style>".utf8))
        for rest in ["", "<p>One", String(repeating: "<p>Two", count: 500)] {
            let bytes = Array(rest.utf8)
            #expect(
                try unpacked(common.gzip(rest: bytes[...]))
                    == Array("<style>a{color:red}</style>".utf8) + bytes)
        }
    }
}
