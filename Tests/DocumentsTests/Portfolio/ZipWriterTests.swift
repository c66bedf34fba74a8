import Foundation
import Testing
@testable import TestSupport
@testable import Documents

@Suite("Archives of files")
struct ZipWriterTests {
    private func archive(_ files: [(String, [UInt8])]) throws -> [UInt8] {
        var writer = ZipWriter()
        var bytes: [UInt8] = []
        for (name, content) in files { bytes += try writer.entry(name, content) }
        return bytes + writer.end()
    }

    @Test("An archive of one file is what the format's description makes of it, byte for byte")
    func bytes() throws {
        let expected: [UInt8] =
            // Local header: version 2.0, UTF-8, stored, 1980-01-01, check and size of "hi".
            [0x50, 0x4B, 3, 4, 20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0, 0xAC, 0x2A, 0x93, 0xD8]
            + [2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0] + Array("ahi".utf8)
            // Directory.
            + [0x50, 0x4B, 1, 2, 45, 3, 20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0, 0xAC, 0x2A, 0x93, 0xD8]
            + [2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xA4, 0x81]
            + [0, 0, 0, 0] + Array("a".utf8)
            // End.
            + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 47, 0, 0, 0, 33, 0, 0, 0, 0, 0]
        #expect(try archive([("a", Array("hi".utf8))]) == expected)
    }

    @Test("Other programs find the files in it", .enabled(if: Self.hasPython))
    func otherReaders() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files: [(String, [UInt8])] = [
            ("Zoë 李 - x/badge.png", [1, 2, 3]), ("Zoë 李 - x/empty", []),
            ("big", [UInt8](repeating: 7, count: 100_000)),
        ]
        let path = folder.appending(path: "a.zip")
        try Data(archive(files)).write(to: path)
        // Beyond 4 GiB and 65,535 files the 64-bit members count; the space before is a hole.
        let many = folder.appending(path: "many.zip")
        var writer = ZipWriter(offset: 5 << 30)
        var bytes: [UInt8] = []
        for number in 0..<65_600 { bytes += try writer.entry("\(number)", []) }
        try Data().write(to: many)
        let handle = try FileHandle(forWritingTo: many)
        try handle.seek(toOffset: 5 << 30)
        try handle.write(contentsOf: Data(bytes + writer.end()))
        try handle.close()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            "-c",
            """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            assert z.namelist() == ["Zoë 李 - x/badge.png", "Zoë 李 - x/empty", "big"]
            assert z.read("big") == bytes([7]) * 100000
            z = zipfile.ZipFile(sys.argv[2])
            assert len(z.namelist()) == 65600
            assert z.read("65599") == b"" and z.infolist()[0].header_offset == 5 << 30
            """, path.path, many.path,
        ]
        process.environment = ["PYTHONUTF8": "1"]
        try Spawning.start(process)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    private static let hasPython = FileManager.default.isExecutableFile(
        atPath: "/usr/bin/python3")

    @Test("No name leads out of the folder or stands twice")
    func names() throws {
        for name in [
            "", "/a", "../a", "a/../b", "a//b", "a/", "a\\b", "C:a", "a\nb", ".", "a/.",
        ] {
            #expect(throws: ZipError.self, "\(name)") { try archive([(name, [])]) }
        }
        #expect(throws: ZipError.self) { try archive([("a", []), ("A", [])]) }
    }

    @Test(
        "Names are readable in every script, and safe",
        arguments: [
            ("Zoë Müller-Åkesson", "Zoë Müller-Åkesson"), ("李小龙", "李小龙"), ("أحمد", "أحمد"),
            ("../../etc/passwd", "etc passwd"), ("a/b\\c:d*e?\"<>|", "a b c d e"),
            ("  .. ", "certificate"), ("", "certificate"), ("A\u{202E}B", "A B"),
            ("O’Neill Jr.", "O’Neill Jr"), ("क्‍ष", "क्‍ष"),
        ])
    func readable(text: String, name: String) {
        #expect(ReadableName.of(text) == name)
    }

    @Test("A long name ends between two characters")
    func long() {
        let name = ReadableName.of(String(repeating: "👩‍🏫ё", count: 90))
        #expect(name.utf8.count <= 90 && name.allSatisfy { $0 == "ё" || $0 == " " })
    }

    @Test("A file is offered under its name in every browser")
    func disposition() {
        #expect(
            ReadableName.disposition("Ada - badge.png")
                == "attachment; filename=\"Ada - badge.png\""
        )
        #expect(
            ReadableName.disposition("Zoë\r\n\".png")
                == "attachment; filename=\"Zo____.png\"; filename*=UTF-8''Zo%C3%AB%0D%0A%22.png")
    }
}
