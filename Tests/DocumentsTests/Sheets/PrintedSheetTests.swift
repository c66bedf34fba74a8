import CertAuthority
import Documents
import Foundation
import Testing
@testable import TestSupport

/// Reads sheets with the programs that others read them with.
@Suite(
    "Sheets as others read them", .enabled(if: Tool.areThere, "needs poppler-utils and zbar-tools"))
struct PrintedSheetTests {
    /// The names that are drawn right and extracted with letters in another order or form.
    private static let hardToExtract: Set<String> = [
        "Arabic with vowel marks", "Devanagari", "Myanmar, stacked", "Adlam, from the right",
    ]

    @Test("pdftotext finds every hard name as it was written, and pdffonts every font within")
    func text() throws {
        let designs = try SheetDesigns()
        let day = try #require(CivilDate("2026-05-30"))
        try Tool.withFolder { folder in
            for (index, name) in SheetTrials.names.enumerated() {
                let design = designs.names[index % 2]
                let sheet = try Sheet(
                    SheetTrials.content(name, on: day), design: try designs.template(design))
                let file = folder + "/sheet.pdf"
                try Data(try sheet.pdf()).write(to: URL(fileURLWithPath: file))
                let text = try Tool.run("pdftotext", [file, "-"])
                let isFound = Tool.plain(text).contains(Tool.plain(name.text))
                if Self.hardToExtract.contains(name.purpose) {
                    withKnownIssue("docs/documents.md tells of it", isIntermittent: true) {
                        #expect(isFound, "\(design): \(name.purpose)")
                    }
                } else {
                    #expect(isFound, "\(design): \(name.purpose)")
                }
                let fonts = try Tool.run("pdffonts", [file]).split(separator: "\n").dropFirst(2)
                #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains(" yes yes ") })
            }
        }
    }

    @Test(
        "The QR code is read from the picture at 100 dots an inch", arguments: SheetPaper.allCases)
    func code(_ paper: SheetPaper) throws {
        let designs = try SheetDesigns()
        let content = SheetTrials.content(
            SheetTrials.names[0], on: try #require(CivilDate("2026-05-30")))
        try Tool.withFolder { folder in
            for design in designs.names {
                let sheet = try Sheet(
                    content, design: try designs.template(design), paper: paper)
                let file = folder + "/sheet.png"
                try Data(try sheet.png(dpi: 100)).write(to: URL(fileURLWithPath: file))
                let read = try Tool.run("zbarimg", ["--quiet", "--raw", file])
                #expect(read == content.scanned + "\n", "\(design)")
            }
        }
    }
}

/// Programs of the machine.
private enum Tool {
    static let areThere = ["pdftotext", "pdffonts", "zbarimg"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    }

    static func run(_ name: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(name)")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try Spawning.start(process)
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// Composed letters, without line ends and marks of direction, which the layout decides.
    static func plain(_ text: String) -> String {
        let kept = text.precomposedStringWithCanonicalMapping.unicodeScalars.filter {
            !$0.properties.isWhitespace && !(0x202A...0x202E).contains($0.value)
                && !(0x2066...0x2069).contains($0.value)
        }
        return String(String.UnicodeScalarView(kept))
    }

    static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "sheets-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }
}
