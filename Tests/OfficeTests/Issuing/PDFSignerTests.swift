import Credentials
import Office
import Testing
@testable import Documents
@testable import TestSupport

@Suite("Signed PDFs")
struct PDFSignerTests {
    @Test("All but the signature itself is signed, and what was there stays as it was")
    func ranges() throws {
        let plain = try PDFSamples.assembled()
        let pdf = try PDFSigning.signed()
        #expect(pdf.starts(with: plain))
        var reader = try PDFReader(pdf, limits: .uploads)
        let (_, catalogue) = try reader.catalogue()
        let form = try #require(try reader.value(catalogue, "AcroForm").dictionaryValue)
        let field = try #require(
            try reader.resolve(form["Fields"]?.arrayValue?.first).dictionaryValue)
        let signature = try #require(try reader.value(field, "V").dictionaryValue)
        #expect(signature["SubFilter"] == .name("ETSI.CAdES.detached"))
        #expect(signature["M"] == .string(Array("D:20260601000000+00'00'".utf8)))
        let ranges = try #require(signature["ByteRange"]?.arrayValue).map {
            try #require($0.integerValue)
        }
        #expect(ranges[0] == 0 && ranges[2] + ranges[3] == pdf.count)
        #expect(pdf[ranges[1]] == UInt8(ascii: "<") && pdf[ranges[2] - 1] == UInt8(ascii: ">"))
        let contents = try #require(signature["Contents"]?.stringValue)
        #expect(ranges[2] - ranges[1] == 2 * contents.count + 2)
    }

    @Test("The credential is found in the signed PDF too")
    func extraction() throws {
        #expect(try PDFCredential.extract(from: PDFSigning.signed()) == PDFSamples.credential)
    }

    @Test("With an RSA key the same document gives the same bytes")
    func determinism() throws {
        let signer = try PDFSigning.signer(.rsa)
        let pdf = try PDFSamples.assembled()
        let files = try (0..<2).map { _ in
            try signer.sign(pdf, name: "Ministry", reason: "Completed", at: PDFSigning.instant)
        }
        #expect(files[0] == files[1])
    }

    @Test("A certificate that has ended signs nothing, and nothing is signed twice")
    func refusals() throws {
        let pdf = try PDFSamples.assembled()
        let signer = try PDFSigning.signer(.p256)
        #expect(throws: X509Error(.outOfTime, "")) {
            try signer.sign(
                pdf, name: "M", reason: nil, at: PDFSigning.instant.adding(seconds: 86_401))
        }
        let signed = try signer.sign(pdf, name: "M", reason: nil, at: PDFSigning.instant)
        #expect(throws: PDFError(.unsupported, "")) {
            try signer.sign(signed, name: "M", reason: nil, at: PDFSigning.instant)
        }
    }

    @Test(
        "Other programs find nothing wrong, and any change of a signed byte",
        .enabled(
            if: PDFTool.isPresent("qpdf", "pdfsig", "pdfdetach"), "needs qpdf and poppler-utils"))
    func otherPrograms() throws {
        let pdf = try PDFSigning.signed(.rsa)
        let check = try PDFTool.run("qpdf", ["--check", "in.pdf"], on: pdf)
        #expect(check.status == 0, "\(check.text)")
        let detached = try PDFTool.run(
            "pdfdetach", ["-save", "1", "-o", "out", "in.pdf"], on: pdf)
        #expect(detached.output == PDFSamples.credential.bytes)
        let verdict = try PDFTool.run("pdfsig", ["in.pdf"], on: pdf).text
        #expect(verdict.contains("Signature is Valid."))
        #expect(verdict.contains("Total document signed"))
        #expect(verdict.contains("Ministry of Learning"))
        // In the credential, the metadata, the signature's own dictionary and the end.
        for mark in ["VerifiableCredential", "Ministry &amp;", "/M (D:2026", "startxref"] {
            var changed = pdf
            let bytes = Array(mark.utf8)
            let place = try #require(
                pdf.indices.last { pdf[$0...].starts(with: bytes) })
            changed[place + bytes.count - 1] ^= 0x01
            let verdict = try PDFTool.run("pdfsig", ["in.pdf"], on: changed).text
            #expect(!verdict.contains("Signature is Valid."), "\(mark)")
        }
    }
}
