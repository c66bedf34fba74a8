import Credentials
import Testing
@testable import Documents
@testable import TestSupport

@Suite("PDFs with their credential")
struct PDFAssemblyTests {
    @Test("The credential comes out byte for byte, in either form", arguments: [0, 1])
    func roundTrip(_ form: Int) throws {
        let credential = PDFCredential(
            bytes: (0...255).map { UInt8($0) }, form: form == 0 ? .json : .jwt)
        let pdf = try PDFSamples.assembled(credential)
        #expect(try PDFCredential.extract(from: pdf) == credential)
    }

    @Test("The same certificate gives the same bytes; another credential another identifier")
    func determinism() throws {
        let pdf = try PDFSamples.assembled()
        #expect(try PDFSamples.assembled() == pdf)
        let other = try PDFSamples.assembled(PDFCredential(bytes: [1], form: .json))
        let identifiers = try [pdf, other].map {
            try PDFReader($0, limits: .uploads).trailer["ID"]
        }
        #expect(identifiers[0] != identifiers[1])
    }

    @Test("Title, language and structure stand in the catalogue; the page's own marks are gone")
    func catalogue() throws {
        var reader = try PDFReader(try PDFSamples.assembled(), limits: .uploads)
        let (_, catalogue) = try reader.catalogue()
        #expect(catalogue["Lang"] == .string(Array("en".utf8)))
        #expect(
            catalogue["ViewerPreferences"] == .dictionary(["DisplayDocTitle": .boolean(true)]))
        let tree = try #require(
            try reader.value(catalogue, "StructTreeRoot").dictionaryValue)
        let document = try reader.resolve(try reader.value(tree, "K").arrayValue?.first)
        let kids = try #require(document.dictionaryValue?["K"]?.arrayValue)
        let kinds = try kids.map { try reader.resolve($0).dictionaryValue?["S"] }
        #expect(kinds == [.name("Figure"), .name("Link")])
        let pages = try reader.value(catalogue, "Pages").dictionaryValue
        let page = try #require(
            try reader.resolve(pages?["Kids"]?.arrayValue?.first).dictionaryValue)
        let content = try #require(page["Contents"]?.arrayValue).map { part in
            try #require(try reader.resolve(part).streamValue)
        }.map { String(decoding: try reader.content($0), as: UTF8.self) }.joined()
        #expect(content.contains("10 10 50 50 re f"))
        #expect(content.hasPrefix("/Figure <</MCID 0>> BDC") && !content.contains("/Link"))
    }

    @Test("As many texts as pages, or none")
    func texts() throws {
        #expect(throws: PDFError(.unsupported, "")) {
            try PDFAssembly.assemble(
                plain: PDFSamples.plain(), credential: PDFSamples.credential,
                metadata: PDFSamples.metadata, alternativeTexts: ["one", "two"])
        }
        let untagged = try PDFAssembly.assemble(
            plain: PDFSamples.plain(), credential: PDFSamples.credential,
            metadata: PDFSamples.metadata, alternativeTexts: [])
        var reader = try PDFReader(untagged, limits: .uploads)
        #expect(try reader.catalogue().1["MarkInfo"] == nil)
    }

    @Test("Marks go and drawing stays; what holds a picture is left as it is")
    func marks() {
        let cases = [
            ("q /P <</MCID 3>> BDC (a EMC b) Tj EMC Q", "q  (a EMC b) Tj  Q"),
            ("/Span BMC 1 0 0 rg EMC", " 1 0 0 rg "),
            ("1 0 0 rg", "1 0 0 rg"),
            ("/P BMC BI /W 1 ID \u{1}EI EMC", "/P BMC BI /W 1 ID \u{1}EI EMC"),
            ("/P BMC ( EMC", "/P BMC ( EMC"),
        ]
        for (content, plain) in cases {
            #expect(PDFContentMarks.removed(from: Array(content.utf8)) == Array(plain.utf8))
        }
    }

    @Test(
        "Other programs find nothing wrong, the credential and the metadata",
        .enabled(
            if: PDFTool.isPresent("qpdf", "pdfdetach", "pdfinfo"), "needs qpdf and poppler-utils"))
    func otherPrograms() throws {
        let pdf = try PDFSamples.assembled()
        let check = try PDFTool.run("qpdf", ["--check", "in.pdf"], on: pdf)
        #expect(check.status == 0, "\(check.text)")
        let detached = try PDFTool.run(
            "pdfdetach", ["-save", "1", "-o", "out", "in.pdf"], on: pdf)
        #expect(detached.output == PDFSamples.credential.bytes)
        let facts = try PDFTool.run("pdfinfo", ["in.pdf"], on: pdf).text
        for fact in [
            "AI Foundations (José 王小明)", "Ministry & Partners", "7K3M-9QXD-2T8F-W4HN-C",
            "Tagged:          yes",
        ] { #expect(facts.contains(fact)) }
        let structure = try PDFTool.run("pdfinfo", ["-struct-text", "in.pdf"], on: pdf).text
        #expect(structure.contains("Figure") && structure.contains("Link"))
    }
}
