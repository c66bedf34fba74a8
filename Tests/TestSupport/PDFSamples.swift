import Credentials
import Documents
import Foundation
import Testing

/// PDFs that are written here, by hand or with the writer.
enum PDFSamples {
    static let credential = PDFCredential(
        bytes: Array(#"{"type":["VerifiableCredential"],"name":"\#u{00E9}\#u{738B}"}"#.utf8),
        form: .json)

    static let metadata = PDFMetadata(
        title: "AI Foundations (José 王小明)", author: "Ministry & Partners",
        subject: "7K3M-9QXD-2T8F-W4HN-C", language: "en",
        instant: Timestamp(seconds: 1_780_272_000))

    /// A page with a square in a marked link, as cairo writes it.
    static func plain(content: String = "/Link << /MCID 0 >> BDC\n10 10 50 50 re f\nEMC\n")
        -> [UInt8]
    {
        var writer = PDFWriter(version: "1.5")
        writer.add(
            PDFReference(number: 1), .dictionary(["Type": .name("Catalog"), "Pages": reference(2)]))
        writer.add(
            PDFReference(number: 2),
            .dictionary([
                "Type": .name("Pages"), "Count": .integer(1), "Kids": .array([reference(3)]),
                "MediaBox": .array([0, 0, 842, 595].map(PDFObject.integer)),
            ]))
        writer.add(
            PDFReference(number: 3),
            .dictionary([
                "Type": .name("Page"), "Parent": reference(2), "Contents": reference(4),
                "Resources": .dictionary([:]), "Annots": .array([reference(6)]),
            ]))
        writer.add(PDFReference(number: 5), .integer(content.utf8.count))
        writer.add(
            PDFReference(number: 4),
            raw: Array("<</Length 5 0 R>>\nstream\n\(content)\nendstream".utf8))
        writer.add(
            PDFReference(number: 6),
            .dictionary([
                "Type": .name("Annot"), "Subtype": .name("Link"),
                "Rect": .array([10, 10, 60, 60].map(PDFObject.integer)),
                "A": .dictionary([
                    "S": .name("URI"), "URI": .string(Array("https://example.org/v/1".utf8)),
                ]),
            ]))
        writer.finish(["Root": reference(1)], size: 7)
        return writer.bytes
    }

    /// The plain page with the credential.
    static func assembled(
        _ credential: PDFCredential = credential
    ) throws -> [UInt8] {
        try PDFAssembly.assemble(
            plain: plain(), credential: credential, metadata: metadata,
            alternativeTexts: ["Certificate of José 王小明"])
    }

    /// A file of ready objects, numbered from 1, with a correct table; object 1 is the catalogue.
    static func file(_ objects: [String], trailer: String = "") -> [UInt8] {
        var text = "%PDF-1.7\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        text += "trailer\n<</Root 1 0 R /Size \(objects.count + 1) \(trailer)>>\n"
        text += "startxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }

    static func reference(_ number: Int) -> PDFObject { .reference(PDFReference(number: number)) }
}

/// Programs that read PDFs.
enum PDFTool {
    static func isPresent(_ names: String...) -> Bool { names.allSatisfy { path($0) != nil } }

    /// Runs a program in a folder with the file `in.pdf`.
    ///
    /// - Returns: Its exit code, what it printed, and the file `out` if it wrote one.
    static func run(
        _ name: String, _ arguments: [String], on pdf: [UInt8],
        environment: [String: String] = [:]
    ) throws -> (status: Int32, text: String, output: [UInt8]?) {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "certauthority-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(pdf).write(to: folder.appending(path: "in.pdf"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path(name)))
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try Spawning.start(process)
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let output = try? Data(contentsOf: folder.appending(path: "out"))
        return (process.terminationStatus, text, output.map(Array.init))
    }

    private static func path(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

extension PDFSamples {
    /// A PDF of ready objects with a credential for each of these places: the catalogue's name tree,
    /// its associated files, a page's attachment, a page's associated files.
    static func attached(
        tree: String? = nil, associated: String? = nil, annotation: String? = nil,
        page: String? = nil, specification: (Int) -> String = { "/EF <</F \($0) 0 R>>" },
        subtype: String = "/Subtype /application#2Fvc+ld+json"
    ) -> [UInt8] {
        var objects: [String] = ["", "<</Type /Pages /Count 1 /Kids [3 0 R]>>", ""]
        func file(_ content: String) -> String {
            objects.append(
                "<</Length \(content.utf8.count) \(subtype)>>\nstream\n\(content)\nendstream")
            return "<</Type /Filespec /F (credential.json) \(specification(objects.count))>>"
        }
        let names = tree.map { "/Names <</EmbeddedFiles <</Names [(a) \(file($0))]>>>>" } ?? ""
        let files = associated.map { "/AF [\(file($0))]" } ?? ""
        let annotations =
            annotation.map { "/Annots [<</Subtype /FileAttachment /FS \(file($0))>>]" } ?? ""
        let own = page.map { "/AF \(file($0))" } ?? ""
        objects[0] = "<</Type /Catalog /Pages 2 0 R \(names) \(files)>>"
        objects[2] = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] \(annotations) \(own)>>"
        return self.file(objects)
    }
}
