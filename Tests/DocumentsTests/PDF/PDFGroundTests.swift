import CertAuthority
import Credentials
import Testing
@testable import Documents
@testable import TestSupport

@Suite("What lies under the pages of a PDF")
struct PDFGroundTests {
    @Test(
        "A sheet over its line work looks as one that is drawn at once",
        .enabled(if: PDFTool.isPresent("sh", "pdftoppm"), "needs poppler-utils"),
        arguments: ["classic", "modern"], SheetPaper.allCases)
    func rendering(_ design: String, _ paper: SheetPaper) throws {
        let content = SheetTrials.content(
            SheetTrials.names[0], on: try #require(CivilDate("2026-05-30")))
        let sheet = try Sheet(
            content, design: try SheetDesigns().template(design), paper: paper)
        let (above, ground) = try sheet.layers()
        func assembled(_ plain: [UInt8], _ ground: PDFGround?) throws -> [UInt8] {
            try PDFAssembly.assemble(
                plain: plain, credential: PDFSamples.credential, metadata: PDFSamples.metadata,
                alternativeTexts: ["a sheet"], ground: ground)
        }
        let whole = try Self.rendered(try assembled(try sheet.pdf(), nil))
        let laid = try Self.rendered(try assembled(above, ground))
        let bare = try Self.rendered(try assembled(above, nil))
        #expect(whole.count == laid.count)
        // Edges may round otherwise; nothing is to be seen of it.
        let differences = zip(whole, laid).map { abs(Int($0) - Int($1)) }
        #expect(differences.allSatisfy { $0 <= 16 })
        #expect(differences.count { $0 > 0 } < whole.count / 1000)
        #expect(whole != bare, "line work is seen")
    }

    @Test("It is a form under the content, passed over by screen readers, its resources its own")
    func structure() throws {
        var reader = try PDFReader(
            try assembled(PDFSamples.plain(), under: PDFSamples.lines()), limits: .uploads)
        let page = try page(&reader)
        let drawing = try #require(
            try reader.resolve(page["Contents"]?.arrayValue?.first).streamValue)
        #expect(
            String(decoding: try reader.content(drawing), as: UTF8.self)
                == "/Artifact BMC q /LineWork Do Q EMC\n")
        let resources = try #require(try reader.value(page, "Resources").dictionaryValue)
        let forms = try #require(try reader.value(resources, "XObject").dictionaryValue)
        let form = try #require(try reader.value(forms, "LineWork").streamValue)
        #expect(String(decoding: try reader.content(form), as: UTF8.self) == "0 0 m 9 9 l S")
        #expect(
            form.dictionary["Resources"]
                == .dictionary(["ExtGState": .dictionary(["a0": .dictionary(["CA": .integer(1)])])])
        )
    }

    @Test("What draws with more than lines is refused, and so is a second ground")
    func refusals() throws {
        #expect(throws: PDFError(.unsupported, "")) {
            try PDFGround(PDFSamples.lines(resources: "<</Font <</F 5 0 R>>>>"))
        }
        let once = try assembled(PDFSamples.plain(), under: PDFSamples.lines())
        #expect(throws: PDFError(.unsupported, "")) {
            try assembled(once, under: PDFSamples.lines())
        }
    }

    private func assembled(_ plain: [UInt8], under ground: [UInt8]) throws -> [UInt8] {
        try PDFAssembly.assemble(
            plain: plain, credential: PDFSamples.credential, metadata: PDFSamples.metadata,
            alternativeTexts: [], ground: try PDFGround(ground))
    }

    private func page(_ reader: inout PDFReader) throws -> PDFDictionary {
        let (_, catalogue) = try reader.catalogue()
        let pages = try reader.value(catalogue, "Pages").dictionaryValue
        return try #require(try reader.resolve(pages?["Kids"]?.arrayValue?.first).dictionaryValue)
    }

    private static func rendered(_ pdf: [UInt8]) throws -> [UInt8] {
        let drawn = try PDFTool.run("sh", ["-c", "pdftoppm -r 120 in.pdf > out"], on: pdf)
        #expect(drawn.status == 0, "\(drawn.text)")
        return try #require(drawn.output)
    }
}

extension PDFSamples {
    /// A page with one line.
    fileprivate static func lines(
        resources: String = "<</ExtGState 6 0 R>>"
    ) -> [UInt8] {
        file([
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 99 99] /Resources \(resources)>>",
            "<</Type /Page /Parent 2 0 R /Contents 4 0 R>>",
            "<</Length 13>>\nstream\n0 0 m 9 9 l S\nendstream",
            "<</Length 1>>\nstream\nx\nendstream", "<</a0 <</CA 1>>>>",
        ])
    }
}
