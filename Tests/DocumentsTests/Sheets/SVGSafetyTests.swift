import Testing
@testable import Documents

@Suite("What an SVG document may hold")
struct SVGSafetyTests {
    private static func faults(_ content: String, allowsText: Bool = true) -> [SVGFault] {
        SVGSafety.faults(
            Array("<svg xmlns=\"http://www.w3.org/2000/svg\">\n\(content)</svg>".utf8),
            allowsText: allowsText)
    }

    @Test(
        "Drawings with references within the document are taken",
        arguments: [
            "<g id=\"a\"><path d=\"M0 0h1\"/></g><use href=\"#a\"/>",
            "<rect fill=\"url(#b)\" width=\"1\" height=\"1\"/>",
            "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "<style>.a { fill: url( '#b' ) }</style>", "<text>&amp;&#x41;</text>",
            "<sodipodi:namedview/>",
        ])
    func sound(_ content: String) { #expect(Self.faults(content).isEmpty) }

    @Test(
        "What runs, reaches outside or is not well-formed is refused at its line",
        arguments: [
            "<script>alert(1)</script>", "<g onclick=\"alert(1)\"/>", "<g ONLOAD=\"x\"/>",
            "<image href=\"https://example.org/a.png\"/>",
            "<image xlink:href=\"file:///etc/passwd\"/>",
            "<image href=\"data:image/svg+xml;base64,PHN2Zz4=\"/>", "<use href=\"other.svg#a\"/>",
            "<rect fill=\"url(https://example.org/#a)\"/>", "<style>@import 'a.css';</style>",
            "<style>@im<!-- -->port 'a.css';</style>", "<style><g/>@import 'a.css';</style>",
            "<style>@im<![CDATA[port]]> 'a.css';</style>",
            "<style>a { fill: u\\72l(x) }</style>", "<foreignObject/>", "<animate/>",
            "<rect style=\"filter:url(#blur)\"/>", "<rect filter=\"url(#blur)\"/>",
            "<svg:script/>", "<g xmlns:a=\"http://www.w3.org/2000/svg\"><a:script/></g>",
            "<a:script xmlns:a=\"http://www.w3.org/1999/xhtml\"/>",
            "<g xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "<style>a { fill: image-set('https://example.org/a.png' 1x) }</style>",
            "<?xml-stylesheet href=\"a.css\"?>", "<!ENTITY a \"b\">",
            "<text>&lol;</text>", "<g><path></g>", "<g", "<g a=\"1\" a=\"2\"/>", "<g a=1/>",
        ])
    func hostile(_ content: String) throws {
        let fault = try #require(Self.faults(content).first)
        #expect(fault.line == 2 && !fault.reason.isEmpty && !fault.remedy.isEmpty)
    }

    @Test("A document type, which could hold entities that grow, is refused")
    func documentType() {
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><svg/>"
        #expect(SVGSafety.faults(Array(bomb.utf8)).first?.reason.contains("document type") ?? false)
    }

    @Test("Other documents, bytes that are not UTF-8 and what is too large are refused")
    func others() {
        #expect(!SVGSafety.faults(Array("<html/>".utf8)).isEmpty)
        #expect(!SVGSafety.faults([]).isEmpty)
        #expect(!SVGSafety.faults(Array("<svg a=\"".utf8) + [0xFF] + Array("\"/>".utf8)).isEmpty)
        #expect(
            !SVGSafety.faults([UInt8](repeating: 0x20, count: SVGSafety.largest + 1)).isEmpty)
        #expect(Self.faults("<text>A</text>", allowsText: false).count == 1)
    }
}
