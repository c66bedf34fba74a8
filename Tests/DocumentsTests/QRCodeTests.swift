import Documents
import Foundation
import Testing
@testable import TestSupport

@Suite("QR codes")
struct QRCodeTests {
    private static let url = "HTTPS://VERIFY.EXAMPLE.ORG/V/0000-0000-0000-0001-2"

    @Test("An address in capitals takes a small symbol: 29 modules a side")
    func alphanumeric() throws {
        // 51 characters at level M: version 3 holds 61 in alphanumeric mode, but 42 bytes only.
        #expect(try QRCode(Self.url).side == 29)
        #expect(try QRCode(Self.url.lowercased()).side == 33)
    }

    @Test("The drawing is well-formed XML, square, with a quiet zone of four modules")
    func svg() throws {
        let code = try QRCode(Self.url)
        let svg = code.svg(title: "A & B <\"'>")
        let outline = try XMLOutline(svg)
        #expect(outline.elements == ["svg", "path", "path"])
        #expect(outline.attributes[0]["viewBox"] == "0 0 \(code.side + 8) \(code.side + 8)")
        let path = try #require(outline.attributes[2]["d"])
        // The finder pattern begins with seven dark modules in the corner inside the quiet zone.
        #expect(path.hasPrefix("M4 4.5h7m"))
        #expect(outline.attributes[2]["stroke"] == "#000")
        // A line a row at most, each within the quiet zone on the left.
        let rows = path.split(separator: "M")
        #expect(rows.count <= code.side)
        #expect(rows.allSatisfy { ($0.split(separator: " ").first.flatMap { Int($0) } ?? 0) >= 4 })
    }

    @Test("The picture is a PNG of that many pixels a module")
    func png() throws {
        let code = try QRCode(Self.url)
        for scale in [1, 8] {
            let png = try code.png(scale: scale)
            #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            let side = (code.side + 8) * scale
            let header = png[16..<24].map { Int($0) }
            #expect(header[2] << 8 | header[3] == side)
            #expect(header[6] << 8 | header[7] == side)
            #expect(Array(png.suffix(8).prefix(4)) == Array("IEND".utf8))
        }
    }

    @Test("For a terminal, two modules stand in a character, light around")
    func terminal() throws {
        let code = try QRCode(Self.url)
        let lines = code.terminalText().split(separator: "\n")
        #expect(lines.count == (code.side + 4 + 1) / 2)
        #expect(lines.allSatisfy { $0.count == code.side + 4 })
        #expect(lines[0] == String(repeating: "█", count: code.side + 4))
    }

    @Test("What is too long for any symbol is refused")
    func tooLong() throws {
        _ = try QRCode(String(repeating: "A", count: 2_000))
        #expect(throws: QRCodeError.self) { try QRCode(String(repeating: "A", count: 4_000)) }
    }
}
