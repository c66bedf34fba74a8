import Credentials
import CertAuthority
import Documents
import Verification

/// What is taken out of a PDF is within its bounds, the same each time, and comes back unchanged
/// from a PDF that it is put into; what can be assembled anew gives its credential back.
struct PDFTarget: FuzzTarget {
    static let name = "pdf"

    /// Small, so that going beyond them is reached often.
    private static let limits = PDFLimits(
        bytes: 8192, objects: 200, depth: 16, revisions: 8, expanded: 64 << 10)

    static let metadata = PDFMetadata(
        title: "A (title)", author: "\u{738B}", subject: "7K3M", language: "en",
        instant: Timestamp(seconds: 1_780_272_000))

    func seeds() throws -> [[UInt8]] {
        let credential = PDFCredential(bytes: Array("{}".utf8), form: .json)
        let whole = try PDFAssembly.assemble(
            plain: Self.page, credential: credential, metadata: Self.metadata,
            alternativeTexts: ["text"])
        return [Self.page, whole, Self.packed(), Self.attached, Self.updated]
    }

    let dictionary = [
        "obj", "endobj", "stream\n", "\nendstream", "xref\n", "trailer", "startxref\n", "%%EOF",
        "/Prev ", "/XRefStm ", "/Size ", "/Root ", "/Encrypt ", "/Names", "/EmbeddedFiles", "/Kids",
        "/AF", "/EF", "/Filter/FlateDecode", "/DecodeParms", "/Predictor 12", "/Columns ",
        "/W[1 2 1]",
        "/Index[", "/Type/XRef", "/Type/ObjStm", "/First ", "/N ", "/Length ", " 0 R", "<<", ">>",
        "0000000000 65535 f \n", "9223372036854775807", "4294967295", "2147483647", "-1",
    ]

    func check(_ bytes: [UInt8]) throws {
        if let credential = try? PDFCredential.extract(from: bytes, limits: Self.limits) {
            try promise(
                credential.bytes.count <= Self.limits.expanded,
                "the credential has \(credential.bytes.count) bytes")
            try promise(
                try PDFCredential.extract(from: bytes, limits: Self.limits) == credential,
                "it is another the second time")
        }
        guard bytes.isChosen(oneIn: 4) else { return }
        let credential = PDFCredential(bytes: Array(bytes.prefix(64)), form: .jwt)
        guard
            let whole = try? PDFAssembly.assemble(
                plain: bytes, credential: credential, metadata: Self.metadata,
                alternativeTexts: ["text"])
        else { return }
        try promise(
            try PDFCredential.extract(from: whole) == credential,
            "the assembled PDF does not give its credential back")
    }

    // MARK: - Seeds

    /// One page, as it is drawn.
    static var page: [UInt8] {
        file(
            [
                "<</Type /Catalog /Pages 2 0 R>>",
                "<</Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 9 9]>>",
                "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [<</Subtype /Link>>]>>",
                "<</Length 41>>\nstream\n/Link <</MCID 0>> BDC 1 0 0 rg (a) Tj EMC\nendstream",
            ])
    }

    /// Objects from 1 with a correct table.
    private static func file(_ objects: [String]) -> [UInt8] {
        var text = "%PDF-1.7\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            table += padded(text.utf8.count) + " 00000 n \n"
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        return Array(
            (text + table + "trailer\n<</Root 1 0 R/Size \(objects.count + 1)>>\nstartxref\n"
                + "\(start)\n%%EOF\n").utf8)
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 10 - digits.count) + digits
    }

    private static var attached: [UInt8] {
        file([
            "<</Names<</EmbeddedFiles<</Kids[2 0 R]>>>>>>",
            "<</Names[(a.json) 3 0 R]>>", "<</F(a.json)/EF<</F 4 0 R>>>>",
            "<</Length 5 0 R/Subtype/application#2Fvc+ld+json>>\nstream\n{}\nendstream", "2",
        ])
    }

    /// The same with a second revision.
    private static var updated: [UInt8] {
        let text = String(decoding: attached, as: UTF8.self)
        let offset = text.utf8.count
        let start = text.firstRange(of: "xref\n").map {
            text.utf8.distance(from: text.startIndex, to: $0.lowerBound)
        }
        let object = "5 0 obj\n2\nendobj\n"
        return Array(
            (text + object + "xref\n5 1\n\(padded(offset)) 00000 n \ntrailer\n"
                + "<</Root 1 0 R/Size 6/Prev \(start ?? 0)>>\nstartxref\n"
                + "\(offset + object.utf8.count)\n%%EOF\n").utf8)
    }

    /// A cross-reference stream and an object stream, neither compressed.
    private static func packed() -> [UInt8] {
        let inner = "1 0 3 40 "
        let first = "<</AF[3 0 R]>>"
        let content =
            inner + first + String(repeating: " ", count: 40 - first.utf8.count)
            + "<</F(a.json)/EF<</F 4 0 R>>>>"
        var text = "%PDF-1.7\n"
        let streamOffset = text.utf8.count
        text +=
            "2 0 obj\n<</Type/ObjStm/N 2/First \(inner.utf8.count)/Length \(content.utf8.count)>>\n"
            + "stream\n\(content)\nendstream\nendobj\n"
        let fileOffset = text.utf8.count
        text += "4 0 obj\n<</Length 2>>\nstream\n{}\nendstream\nendobj\n"
        let start = text.utf8.count
        var rows: [UInt8] = []
        for (kind, offset, index) in [
            (0, 0, 0), (2, 2, 0), (1, streamOffset, 0), (2, 2, 1), (1, fileOffset, 0),
            (1, start, 0),
        ] { rows += [UInt8(kind), UInt8(offset >> 8), UInt8(offset & 0xFF), UInt8(index)] }
        text +=
            "5 0 obj\n<</Type/XRef/W[1 2 1]/Size 6/Root 1 0 R/Length \(rows.count)>>\nstream\n"
        return Array(text.utf8) + rows
            + Array("\nendstream\nendobj\nstartxref\n\(start)\n%%EOF\n".utf8)
    }
}
