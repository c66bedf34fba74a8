import CertAuthority
import Testing
@testable import Documents

@Suite("Pictures of others on sheets")
struct SheetPictureTests {
    private static let mark = Array(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" \
        fill="#123456"/></svg>
        """.utf8)

    @Test("A logo as PNG has 256 pixels at least, of any proportion")
    func sizes() throws {
        for (side, isFit) in [(255, false), (256, true), (2_048, true), (2_049, false)] {
            let png = try PageDrawing.png(picture: Self.mark, side: side)
            #expect(Picture.logoFaults(png: png).isEmpty == isFit, "\(side)")
        }
        #expect(!Picture.logoFaults(png: Self.mark).isEmpty)
    }

    @Test(
        "Logos stand side by side, signatures over their lines; a sheet without has its place filled"
    )
    func places() throws {
        let day = try #require(CivilDate("2026-05-30"))
        var content = SheetTrials.content(
            .init(text: "Ada Obi", purpose: "test", language: .english), on: day)
        let logo = Picture(.svg, Self.mark)
        content.logo = logo
        content.partners = [
            .init(
                name: LocalizedText(english: "Example Works"),
                logo: Picture(.png, try PageDrawing.png(picture: Self.mark, side: 256)))
        ]
        content.signatories = content.signatories.map {
            .init(name: $0.name, office: $0.office, signature: logo)
        }
        for design in try SheetDesigns().names {
            let template = try SheetDesigns().template(design)
            let sheet = try Sheet(content, design: template)
            let pictures = sheet.page.pictures
            #expect(pictures.count == 4, "\(design)")
            #expect(pictures[0].box.x + pictures[0].box.width < pictures[1].box.x)
            #expect(sheet.page.texts.contains { $0.text.contains("Example Works") })
            #expect(try sheet.pdf().count > 1_000)
            let bare = try Sheet(content.bare, design: template)
            #expect(bare.page.pictures.isEmpty)
            #expect(bare.page.texts.contains { $0.text.hasPrefix("Digitally signed by") })
        }
    }
}
